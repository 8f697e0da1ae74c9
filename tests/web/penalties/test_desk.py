"""The desk of penalties, of the list and of repair: two people, each with their own buttons."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.penalties import services
from portal.penalties.queries import entries, penalties
from portal.penalties.rules.kinds import PenaltyKind
from tests.factories import files
from tests.factories.enterprises import make_enterprise
from tests.factories.penalties import RECORDER, bare, decision, make_penalty
from tests.visitor import Visitor

ROOMS = ("penalties", "dishonest-list", "repairs")
PAGES = [f"/desk/{room}/{page}" for room in ROOMS for page in ("", "new")]
PAPER = files.paper(is_bare=True)


@pytest.fixture
def recorder(officer: Callable[..., Visitor]) -> Visitor:
    return officer("data-officer", name="recorder")


@pytest.fixture
def reviewer(officer: Callable[..., Visitor]) -> Visitor:
    return officer("reviewer", name="checker")


def today() -> str:
    return clock.today().isoformat()


def typed(**more: object) -> dict[str, object]:
    """Return a decision as somebody types it."""
    return {
        "number": "示例市监处罚〔2026〕77号",
        "respondent_kind": "enterprise",
        "respondent": "示例小吃店",
        "field": "food",
        "procedure": "ordinary",
        "conduct": "经营超过保质期的食品",
        "kinds": ["fine"],
        "fine_fen": "5,000",
        "authority": "示例区市场监督管理局",
        "decided_on": today(),
        **more,
    }


def stored(app: Flask, make: Callable[[], str]) -> str:
    with app.app_context(), write_intent():
        made = make()
        db.session.commit()
        return made


def old_penalty(app: Flask) -> str:
    with time_machine.travel(clock.now() - 550 * timedelta(days=1), tick=False):
        return stored(app, lambda: make_penalty(make_enterprise()).reference)


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_refused_and_the_unknown_sign_in_first(
    stranger: Visitor, citizen: Visitor, recorder: Visitor, address: str
) -> None:
    stranger.get(address, status=403)
    assert citizen.get(address, status=303).location.startswith("/sign-in")
    recorder.get(address)


def test_who_records_does_not_publish_and_who_publishes_does_not_record(
    app: Flask, recorder: Visitor, reviewer: Visitor
) -> None:
    reference = stored(app, lambda: services.record_penalty(decision(), by=RECORDER).reference)
    for step in ("publication", "exclusion", "return", "withdrawal"):
        recorder.post(f"/desk/penalties/{reference}/{step}", {}, status=403)
    reviewer.get("/desk/penalties/new", status=403)
    reviewer.post("/desk/penalties/new", typed(), status=403)
    assert "审核通过并公示" in reviewer.get(f"/desk/penalties/{reference}").text
    assert "审核通过并公示" not in recorder.get(f"/desk/penalties/{reference}").text


def test_a_decision_goes_from_the_form_to_the_public(
    recorder: Visitor, reviewer: Visitor, citizen: Visitor
) -> None:
    address = recorder.post("/desk/penalties/new", typed()).location
    page = recorder.get(address)
    assert "待审核" in page.text
    assert "应公示日" in page.text
    assert "示例小吃店" in recorder.get("/desk/penalties/").text
    reviewer.post(f"{address}/return", {}, status=422)
    reviewer.follow(f"{address}/return", {"reason": "金额有误"})
    form = recorder.get(f"{address}/correction")
    assert "金额有误" in form.text
    recorder.post(f"{address}/correction", typed(fine_fen="很多"), status=422)
    recorder.follow(f"{address}/correction", typed(fine_fen="6000"))
    assert "看公开页" in reviewer.follow(f"{address}/publication", {}).text
    assert "示例小吃店" in citizen.get("/penalties/").text
    page = reviewer.post(f"{address}/withdrawal", {}, status=422)
    assert "请写明理由" in page.text
    sent = {"withdraw-why": "revoked", "withdraw-revoked_on": today(), "withdraw-reason": "复议"}
    assert "已撤回" in reviewer.follow(f"{address}/withdrawal", sent).text
    assert "示例小吃店" not in citizen.get("/penalties/").text
    reviewer.post(f"{address}/withdrawal", sent, status=422)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"number": ""}, "请填写处罚决定书文号"),
        ({"kinds": []}, "请至少选一种处罚"),
        ({"fine_fen": "abc"}, "请填写金额"),
        ({"fine_fen": ""}, "请填写罚款金额"),
        ({"decided_on": "2999-01-01"}, "决定日期晚于今天"),
        ({"enterprise_key": "E-NOBODY"}, "企业库里没有"),
        ({"kinds": ["nonsense"]}, ""),
        ({"severity": "nonsense"}, ""),
        ({"shown_months": "99999999999999999999"}, ""),
        ({"respondent": "x" * 5000}, "最多"),
    ],
)
def test_a_wrong_answer_comes_back_with_all_that_was_typed(
    recorder: Visitor, wrong: dict[str, object], says: str
) -> None:
    page = recorder.post("/desk/penalties/new", typed(**wrong), status=422)
    assert page.all(".errs li")
    assert says in page.text
    assert "经营超过保质期的食品" in page.html


def test_warnings_alone_are_passed_and_not_shown(app: Flask, reviewer: Visitor) -> None:
    told = bare([PenaltyKind.WARNING])
    reference = stored(app, lambda: services.record_penalty(told, by=RECORDER).reference)
    address = f"/desk/penalties/{reference}"
    assert "仅受到警告的处罚不公示" in reviewer.get(address).text
    reviewer.post(f"{address}/publication", {}, status=422)
    assert "依规不公示" in reviewer.follow(f"{address}/exclusion", {}).text
    due = stored(app, lambda: services.record_penalty(decision(), by=RECORDER).reference)
    reviewer.post(f"/desk/penalties/{due}/exclusion", {}, status=422)


def test_ones_own_record_waits_for_somebody_else(officer: Callable[..., Visitor]) -> None:
    both = officer("data-officer", "reviewer", name="both")
    address = both.post("/desk/penalties/new", typed()).location
    assert "要由另一个人审核" in both.get(address).text
    both.post(f"{address}/publication", {}, status=422)
    both.post(f"{address}/return", {"reason": "示例"}, status=422)


def test_what_is_overdue_is_marked_and_pages_follow(app: Flask, recorder: Visitor) -> None:
    def make() -> str:
        for _ in range(21):
            late = decision(decided_on=clock.today() - 90 * timedelta(days=1))
            services.record_penalty(late, by=RECORDER)
        return ""

    stored(app, make)
    page = recorder.get("/desk/penalties/?stage=recorded")
    assert "超期" in page.text
    assert "下一页" in page.text
    (more,) = [link for link in page.links() if "after=" in link]
    assert len(recorder.get(more).all("tbody tr")) == 1
    recorder.get("/desk/penalties/?after=x", status=404)
    assert recorder.get("/desk/penalties/?stage=nonsense").all("tbody tr")
    assert "没有处罚" in recorder.get("/desk/penalties/?stage=withdrawn").text


def test_a_party_is_listed_by_two_people_with_a_number(
    recorder: Visitor, reviewer: Visitor, citizen: Visitor
) -> None:
    sent = {
        "respondent_kind": "enterprise",
        "respondent": "示例食品厂",
        "penalty_number": "示例市监处罚〔2026〕8号",
        "ground": "food",
        "conditions": ["grave", "heavy-penalty"],
        "heavy": ["licence"],
        "reason": "使用非食品原料",
        "authority": "示例区市场监督管理局",
    }
    recorder.post("/desk/dishonest-list/new", {**sent, "penalty_number": ""}, status=422)
    recorder.post("/desk/dishonest-list/new", {**sent, "conditions": []}, status=422)
    address = recorder.post("/desk/dishonest-list/new", sent).location
    told = (clock.today() - 20 * timedelta(days=1)).isoformat()
    until = (clock.today() - 10 * timedelta(days=1)).isoformat()
    recorder.post(f"{address}/notice", {"notice-notified_on": told}, status=422)
    notice = {"notice-notified_on": told, "notice-defence_until": until}
    recorder.follow(f"{address}/notice", notice)
    recorder.follow(f"{address}/defence", {"defence-defence": "已经整改"})
    recorder.post(f"{address}/hearing", {}, status=422)
    recorder.follow(f"{address}/hearing", {"hearing-hearing_on": until})
    recorder.post(f"{address}/listing", {}, status=403)
    page = reviewer.post(f"{address}/listing", {"listing-listed_on": today()}, status=422)
    assert "请填写列入决定书文号" in page.text
    decided = {"listing-decision_number": "示例列严〔2026〕1号", "listing-listed_on": today()}
    assert "看公开页" in reviewer.follow(f"{address}/listing", decided).text
    assert "示例食品厂" in citizen.get("/dishonest-list/").text
    assert "已列入" in recorder.get("/desk/dishonest-list/").text
    reviewer.post(f"{address}/revocation", {}, status=422)
    reviewer.follow(f"{address}/revocation", {"reason-reason": "复议撤销"})
    assert "示例食品厂" not in citizen.get("/dishonest-list/").text
    reviewer.post(f"{address}/dismissal", {"reason-reason": "示例"}, status=422)


ANSWERS = dict.fromkeys(("performed", "harm-removed", "no-repeat", "not-listed"), "met")
EVIDENCE = {f"{code}-evidence": "凭证" for code in ANSWERS}


def applied(app: Flask, recorder: Visitor) -> tuple[str, str]:
    """Return a penalty's reference and the desk address of an application about it."""
    reference = old_penalty(app)
    file = (BytesIO(PAPER), "proof.pdf")
    sent = {"about": reference, "applied_on": today(), "statement": "已经整改", "files": file}
    return reference, recorder.post("/desk/repairs/new", sent).location


def test_an_application_on_paper_is_entered_with_its_documents(
    app: Flask, recorder: Visitor
) -> None:
    reference, address = applied(app, recorder)
    page = recorder.get(f"/desk/repairs/new?about={reference}")
    assert page.soup.select_one(f"input[value='{reference}']")
    wrong = {"about": "P-none", "applied_on": today(), "statement": "已经整改"}
    recorder.post("/desk/repairs/new", wrong, status=422)
    recorder.post("/desk/repairs/new", {**wrong, "about": reference}, status=422)
    saved = recorder.client.get(f"{address}/files/1")
    assert saved.data == PAPER
    assert "attachment" in saved.headers["Content-Disposition"]
    recorder.get(f"{address}/files/2", status=404)
    recorder.post(f"{address}/request", {}, status=422)
    recorder.follow(f"{address}/request", {"request-statement": "缺缴款凭证"})
    assert "缺缴款凭证" in recorder.get(address).text
    recorder.follow(f"{address}/supplement", {"supplement-statement": "见附件"})


def test_an_application_is_verified_by_one_and_decided_by_another(
    app: Flask, recorder: Visitor, reviewer: Visitor, citizen: Visitor
) -> None:
    reference, address = applied(app, recorder)
    recorder.follow(f"{address}/verification", {})
    page = recorder.post(f"{address}/findings", {"performed": "met"}, status=422)
    assert "请选满足或者不满足" in page.text
    recorder.post(f"{address}/findings", ANSWERS, status=422)
    assert "待决定" in recorder.follow(f"{address}/findings", {**ANSWERS, **EVIDENCE}).text
    recorder.post(f"{address}/approval", {}, status=403)
    reviewer.follow(f"{address}/return", {})
    recorder.follow(f"{address}/findings", {**ANSWERS, **EVIDENCE})
    reviewer.post(f"{address}/approval", {}, status=422)
    assert "已批准" in reviewer.follow(f"{address}/approval", {"decision-reason": "都满足"}).text
    citizen.get(f"/penalties/{reference}", status=410)
    reviewer.post(f"{address}/refusal", {"decision-reason": "示例"}, status=422)
    assert "已批准" in reviewer.get("/desk/repairs/").text


def test_a_decision_on_repair_is_handed_out_on_paper(
    app: Flask, recorder: Visitor, reviewer: Visitor, stranger: Visitor
) -> None:
    for word, finding, title in (
        ("approval", "met", "信用修复决定"),
        ("refusal", "not-met", "不予信用修复告知"),
    ):
        _reference, address = applied(app, recorder)
        recorder.get(f"{address}/notice", status=404)
        recorder.follow(f"{address}/verification", {})
        recorder.follow(f"{address}/findings", {**ANSWERS, **EVIDENCE, "no-repeat": finding})
        told = {"decision-reason": "示例理由", "decision-number": "示例修复〔2026〕1 号"}
        page = reviewer.follow(f"{address}/{word}", told)
        assert f"{address}/notice" in page.links()
        notice = reviewer.get(f"{address}/notice")
        assert notice.heading == title
        for fact in ("示例理由", "示例修复〔2026〕1 号", "第十四条", "示例"):
            assert fact in notice.text
        stranger.get(f"{address}/notice", status=403)


def test_an_application_may_be_declined(
    app: Flask, recorder: Visitor, reviewer: Visitor, citizen: Visitor
) -> None:
    reference, address = applied(app, recorder)
    recorder.follow(f"{address}/verification", {})
    recorder.follow(f"{address}/findings", {**ANSWERS, **EVIDENCE, "no-repeat": "not-met"})
    page = reviewer.post(f"{address}/approval", {"decision-reason": "都满足"}, status=422)
    assert "未再犯同类违法" in page.text
    assert "已驳回" in reviewer.follow(f"{address}/refusal", {"decision-reason": "再犯"}).text
    citizen.get(f"/penalties/{reference}")


def test_records_that_do_not_exist_are_not_found(recorder: Visitor, app: Flask) -> None:
    for address in ("penalties/P-x", "dishonest-list/D-x", "repairs/X-x", "repairs/X-x/files/1"):
        recorder.get(f"/desk/{address}", status=404)
    with app.app_context():
        assert penalties.find_penalty("\x00") is None
        assert entries.find_entry("") is None
