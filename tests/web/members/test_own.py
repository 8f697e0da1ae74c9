"""Somebody on the roll: what they see of themselves, what they tell, what becomes of it."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from portal.accounts import queries as accounts
from portal.complaints.models import Case
from portal.kernel.db import db, write_intent
from portal.members.models import Member, Observation, ServiceHours
from portal.members.rules import Kind
from tests.factories.files import photo
from tests.factories.members import OTHER_STREET, STREET, make_member
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
OWN, DESK = "/desk/membership", "/desk/observations"
SEEN = {
    "seen_on": "2026-11-20",
    "region": STREET,
    "respondent": "示例便利店",
    "address": "示例路 1 号",
    "domain": "food",
    "category": "expired",
    "told": "货架上有三盒过期的示例酸奶。",
}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-22T10:00:00+08:00", tick=False):
        yield


@pytest.fixture
def supervisor(app: Flask, officer: Officer) -> Visitor:
    visitor = officer("supervisor", department=None, name="example-supervisor")
    enter(app, "example-supervisor")
    return visitor


def enter(app: Flask, name: str, kind: Kind = Kind.SUPERVISOR) -> str:
    with app.app_context(), write_intent():
        member = make_member(kind, account=accounts.get_account(name))
        db.session.commit()
        return member.card


def send(visitor: Visitor, **facts: object) -> str:
    return visitor.post(f"{OWN}/observations/new", {**SEEN, **facts}).location


def answer(handler: Visitor, reference: str) -> None:
    """Take every step of a handler, each with a slip at first."""
    assert reference in handler.get(f"{DESK}/").text
    step, found = f"{DESK}/{reference}", {"verify-finding": "found"}
    assert "请写几句" in handler.post(f"{step}/verify", found, status=422).text
    handler.post(f"{step}/verify", {**found, "verify-note": "示例：属实"})
    handler.post(f"{step}/rectify", {"rectify-note": "示例：三天内下架"})
    told = {"answer-note": "示例：已经下架", "answer-public_text": "示例：过期酸奶已经下架。"}
    assert (
        "请写给公众"
        in handler.post(f"{step}/answer", {**told, "answer-public_text": ""}, status=422).text
    )
    handler.post(f"{step}/answer", told)


def test_from_what_was_seen_to_what_everybody_reads(
    citizen: Visitor, supervisor: Visitor, officer: Officer
) -> None:
    supervisor.get(f"{OWN}/observations/new")
    address = send(supervisor)
    reference = address.rpartition("/")[2]
    assert "等核实" in supervisor.get(address).text
    reviewer = officer("reviewer")
    answer(officer("handler"), reference)
    assert "示例：已经下架" in supervisor.get(address).text
    citizen.get(f"/members/observations/{reference}", status=404)
    assert "过期酸奶已经下架" in reviewer.get(f"{DESK}/review/{reference}").text
    assert reference in reviewer.get(f"{DESK}/review/").text
    reviewer.post(f"{DESK}/review/{reference}/publish")
    page = citizen.get(f"/members/observations/{reference}")
    assert "过期酸奶已经下架" in page.text
    assert "示例便利店" not in page.text
    assert "example-supervisor" not in page.text
    assert "本人没有同意写名字" in page.text
    assert reference in " ".join(citizen.get("/members/observations/").links())
    reviewer.post(f"{DESK}/review/{reference}/withdraw", {}, status=422)
    reviewer.post(f"{DESK}/review/{reference}/withdraw", {"note": "示例：街道写错"})
    assert "街道写错" in citizen.get(f"/members/observations/{reference}", status=410).text


def test_somebody_who_had_a_part_in_it_is_told_why_they_cannot_release(
    supervisor: Visitor, officer: Officer
) -> None:
    reference = send(supervisor).rpartition("/")[2]
    both = officer("handler", "reviewer")
    both.post(f"{DESK}/{reference}/verify", {"verify-finding": "unfounded", "verify-note": "示例"})
    both.post(
        f"{DESK}/{reference}/answer",
        {"answer-note": "示例", "answer-public_text": "示例：没有发现。"},
    )
    page = both.post(f"{DESK}/review/{reference}/publish", status=422)
    assert "没有经手过的另一位同事" in page.text


def test_outside_the_area_the_supervisor_gets_the_receipt_of_a_tip(
    app: Flask, supervisor: Visitor
) -> None:
    page = supervisor.post(f"{OWN}/observations/new", {**SEEN, "region": OTHER_STREET}, status=200)
    assert page.heading == "这条不算监督记录，已按举报收下"
    assert "不在您的监督区域里" in page.text
    assert len(page.all(".words li")) == 5
    assert page.response.headers["Cache-Control"] == "no-store"
    with app.app_context():
        case = db.session.query(Case).one()
        assert page.all("#tip-number") == [case.reference]
        assert db.session.query(Observation).count() == 0


def test_whoever_left_is_told_before_and_after(app: Flask, supervisor: Visitor) -> None:
    with app.app_context(), write_intent():
        member = db.session.query(Member).one()
        member.left_on = member.rows[0].begins_on
        db.session.commit()
    assert "已退出" in supervisor.get(f"{OWN}/").text
    assert "不在任期里" in supervisor.get(f"{OWN}/observations/new").text
    page = supervisor.post(f"{OWN}/observations/new", SEEN, status=200)
    assert "您已经退出社会监督员名册" in page.text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"seen_on": ""}, "请填写哪天看到的"),
        ({"seen_on": "2026-11-23"}, "日期晚于今天"),
        ({"region": "110101"}, "这个区域不在本地"),
        ({"told": "短"}, "请再写几句"),
        ({"respondent": ""}, "请写在哪里"),
        ({"category": ""}, "请选最接近的一类"),
        ({"domain": ""}, "请选关于什么"),
        ({"category": "unheard-of"}, ""),
    ],
)
def test_a_mistake_keeps_what_was_seen(
    supervisor: Visitor, facts: dict[str, str], words: str
) -> None:
    page = supervisor.post(f"{OWN}/observations/new", {**SEEN, **facts}, status=422)
    assert page.soup.select_one("input[name=address]")["value"] == "示例路 1 号"  # type: ignore[index]
    assert words in page.text


def test_a_photo_is_kept_without_its_place_and_a_huge_one_is_refused(
    app: Flask, supervisor: Visitor, officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = photo()
    address = send(supervisor, files=(BytesIO(content), "shop.jpg"))
    sent = supervisor.client.get(f"{address}/photos/1").data
    assert sent[:2] == content[:2]
    assert b"Exif" not in sent
    reference = address.rpartition("/")[2]
    assert officer("handler").client.get(f"{DESK}/{reference}/photos/1").data == sent
    supervisor.get(f"{address}/photos/2", status=404)
    monkeypatch.setattr("portal.web.attachments.checking.size_of", lambda _source: 2**26)
    large = {**SEEN, "files": (BytesIO(content), "huge.jpg")}
    page = supervisor.post(f"{OWN}/observations/new", large, status=422)
    assert "huge.jpg" in page.text
    assert "照片要重新选一次" in page.text


def test_nobody_reads_what_somebody_else_saw(
    app: Flask, supervisor: Visitor, officer: Officer, citizen: Visitor
) -> None:
    address = send(supervisor)
    other = officer("supervisor", department=None, name="other-supervisor")
    card = enter(app, "other-supervisor")
    other.get(address, status=404)
    other.get(f"{address}/photos/1", status=404)
    supervisor.get(f"{OWN}/{card}/certificate.pdf", status=404)
    supervisor.post(f"{OWN}/{card}/leave", status=404)
    for page in (f"{OWN}/", f"{DESK}/", f"{DESK}/review/", "/desk/roll/", "/desk/hours/"):
        assert "sign-in" in citizen.get(page, status=303).location
    officer("helper", department=None).get(f"{OWN}/observations/new", status=403)


def test_an_observation_belongs_to_the_department_that_has_the_duty(
    supervisor: Visitor, officer: Officer
) -> None:
    supervisor.get(f"{OWN}/observations/new")
    reference = send(supervisor, files=(BytesIO(photo()), "shop.jpg")).rpartition("/")[2]
    farm = officer("handler", department="agriculture")
    assert reference not in farm.get(f"{DESK}/").text
    farm.get(f"{DESK}/{reference}", status=403)
    farm.get(f"{DESK}/{reference}/photos/1", status=403)
    told = {"verify-finding": "found", "verify-note": "示例"}
    farm.post(f"{DESK}/{reference}/verify", told, status=403)
    officer("handler").post(f"{DESK}/{reference}/verify", told)


def test_the_form_begins_today_and_in_the_area_of_the_supervisor(
    supervisor: Visitor, officer: Officer
) -> None:
    page = supervisor.get(f"{OWN}/observations/new")
    assert page.soup.select_one(f"#region option[value='{STREET}'][selected]") is not None
    assert page.soup.select_one("#seen_on[value='2026-11-22']") is not None
    assert page.soup.select_one("#category option[selected]:not([value=''])") is None
    nobody = officer("supervisor", department=None, name="not-on-the-roll")
    assert "不在任期里" in nobody.get(f"{OWN}/observations/new").text


@pytest.mark.parametrize("page", [f"{DESK}/", f"{DESK}/review/", "/desk/roll/", "/desk/hours/"])
def test_the_desk_is_closed_to_people_on_the_roll(supervisor: Visitor, page: str) -> None:
    supervisor.get(page, status=403)


def test_consents_are_given_and_taken_back(app: Flask, citizen: Visitor, officer: Officer) -> None:
    helper = officer("helper", department=None, name="example-helper")
    card = enter(app, "example-helper", Kind.HELPER)
    assert "example-helper" not in citizen.get("/members/roll").text
    helper.post(f"{OWN}/{card}/consents", {"listed": "y"})
    assert "example-helper" in citizen.get("/members/roll").text
    helper.post(f"{OWN}/{card}/consents", {})
    assert "example-helper" not in citizen.get("/members/roll").text
    helper.post(f"{OWN}/{card}/leave")
    assert "已退出" in helper.get(f"{OWN}/").text
    helper.post(f"{OWN}/{card}/leave", status=409)


def waiting(visitor: Visitor) -> str:
    """Return the address of the hours that were written last."""
    with visitor.app.app_context():
        return f"/desk/hours/{db.session.scalar(select(func.max(ServiceHours.id)))}"


def test_hours_are_written_confirmed_thanked_and_printed(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    helper = officer("helper", department=None, name="example-helper")
    card = enter(app, "example-helper", Kind.HELPER)
    host, editor = officer("editor", name="host"), officer("editor", name="checker")
    told = {
        "card": card.lower(),
        "served_on": "2026-11-21",
        "minutes": "90",
        "activity": "示例讲座",
    }
    assert "没有这个证号" in host.post("/desk/hours/", {**told, "card": "x"}, status=422).text
    assert "1440" in host.post("/desk/hours/", {**told, "minutes": "2000"}, status=422).text
    for _twice in range(2):
        host.post("/desk/hours/", {**told, "once": "1" * 43})
    first = waiting(host)
    assert len(host.get("/desk/hours/").all("tbody tr")) == 1, "pressed twice, written once"
    host.post(f"{first}/confirm", status=409)
    assert "等另一位同事核" in host.get("/desk/hours/").text
    editor.post(f"{first}/decline", {}, status=422)
    editor.post(f"{first}/confirm")
    assert "1 小时 30 分钟" in helper.get(f"{OWN}/").text
    assert "未设定" in helper.get(f"{OWN}/").text
    helper.post(f"{OWN}/{card}/consents", {"thanked": "y"})
    assert "1 小时 30 分钟" not in citizen.get("/members/thanks").text
    helper.post(f"{OWN}/{card}/consents", {"thanked": "y", "hours": "y"})
    assert "1 小时 30 分钟" in citizen.get("/members/thanks").text
    sheet = helper.client.get(f"{OWN}/{card}/certificate.pdf")
    assert sheet.mimetype == "application/pdf"
    assert sheet.data[:5] == b"%PDF-"
    host.post("/desk/hours/", {**told, "activity": "示例快检摊位"})
    editor.post(f"{waiting(editor)}/decline", {"note": "示例：没有到场"})
    assert "没有到场" in helper.get(f"{OWN}/").text
