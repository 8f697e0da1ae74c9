"""The desk of ratings: two people, one after the other, each with their own pages."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.ratings import queries, services
from portal.ratings.models import Rating
from portal.ratings.rules import Stage
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.ratings import PROPOSER, make_rating, proposal
from tests.visitor import Page, Visitor

PREPARING = ("/desk/ratings/", "/desk/ratings/import")
CHECKING = ("/desk/ratings/review/",)
TABLE = (
    "统一社会信用代码,企业名称,评级方案,等级,得分,生效日期,告知日期,异议截止日期\n"
    "{code},示例食品厂,风险分级,B,36.5,2026-05-06,2026-04-01,2026-04-20\n"
)


@pytest.fixture
def data_officer(officer: Callable[..., Visitor]) -> Visitor:
    return officer("data-officer", name="preparer")


@pytest.fixture
def reviewer(officer: Callable[..., Visitor]) -> Visitor:
    return officer("reviewer", name="checker")


@pytest.fixture
def known(app: Flask) -> str:
    """Return the code of an enterprise in the register."""
    with app.app_context(), write_intent():
        make_enterprise("示例食品厂", credit_code=credit_code(900))
        db.session.commit()
    return credit_code(900)


def proposed(app: Flask, **facts: object) -> str:
    with app.app_context(), write_intent():
        rating = services.propose_rating(make_enterprise(), proposal(**facts), by=PROPOSER)
        db.session.commit()
        return rating.reference


def stage_of(app: Flask, reference: str) -> Stage:
    with app.app_context():
        return queries.get_rating(reference).stage


def upload(visitor: Visitor, table: str | bytes, status: int = 303, **more: str) -> Page:
    content = table.encode() if isinstance(table, str) else table
    sent = {"file": (BytesIO(content), "grades.csv"), "document": "示例文件 1 号", **more}
    return visitor.post("/desk/ratings/import", sent, status=status)


@pytest.mark.parametrize("address", [*PREPARING, *CHECKING])
def test_a_stranger_is_refused_and_the_unknown_sign_in_first(
    stranger: Visitor, citizen: Visitor, address: str
) -> None:
    stranger.get(address, status=403)
    assert citizen.get(address, status=303).location.startswith("/sign-in")


def test_who_prepares_does_not_check_and_who_checks_does_not_prepare(
    app: Flask, data_officer: Visitor, reviewer: Visitor
) -> None:
    reference = proposed(app)
    for address in (*CHECKING, f"/desk/ratings/review/{reference}"):
        data_officer.get(address, status=403)
    for address in (*PREPARING, f"/desk/ratings/{reference}"):
        reviewer.get(address, status=403)
    data_officer.post("/desk/ratings/publication", {"chosen": reference}, status=403)
    reviewer.post(f"/desk/ratings/{reference}/notice", {}, status=403)
    reviewer.post(f"/desk/ratings/{reference}/proposal", {}, status=403)
    data_officer.post(f"/desk/ratings/review/{reference}/suspension", {}, status=403)


def test_a_table_is_brought_in_checked_and_published(
    app: Flask, known: str, data_officer: Visitor, reviewer: Visitor, citizen: Visitor
) -> None:
    page = data_officer.get(upload(data_officer, TABLE.format(code=known)).location)
    assert "示例食品厂" in page.text
    assert "读 1，收 1，重复 0，退回 0" in page.text
    with app.app_context():
        reference = db.session.query(Rating).one().reference
    assert "示例食品厂" in reviewer.get("/desk/ratings/review/").text
    reviewer.follow("/desk/ratings/review/", {"chosen": reference})
    assert stage_of(app, reference) == Stage.CONTESTABLE
    reviewer.follow("/desk/ratings/publication", {"chosen": reference})
    assert stage_of(app, reference) == Stage.IN_FORCE
    assert "B 级，较低风险" in citizen.get(f"/enterprises/{known}").text


def test_false_rows_are_shown_before_anything_is_kept(
    app: Flask, known: str, data_officer: Visitor
) -> None:
    table = TABLE.format(code=known) + f"{known},,风险分级,C,20,2025-05-06,,\n"
    page = upload(data_officer, table, status=422)
    assert "得分对应的是另一个等级" in page.text
    assert "还没有保存任何一个" in page.text
    with app.app_context():
        assert db.session.query(Rating).count() == 0
    upload(data_officer, table, take_good="y")
    with app.app_context():
        assert db.session.query(Rating).count() == 1


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b"\x00" * 40])
def test_a_file_that_is_no_table_is_told_so(data_officer: Visitor, content: bytes) -> None:
    page = upload(data_officer, content, status=422)
    assert page.all(".errs li")


def test_a_form_without_file_or_document_comes_back(data_officer: Visitor) -> None:
    page = data_officer.post("/desk/ratings/import", {}, status=422)
    assert "请选一个文件" in page.text
    assert "请写明文件名称或文号" in page.text


def test_a_notice_is_recorded_with_its_last_day(
    app: Flask, data_officer: Visitor, reviewer: Visitor
) -> None:
    reference = proposed(app, notified_on=None, objection_until=None)
    reviewer.post("/desk/ratings/review/", {"chosen": reference})
    address = f"/desk/ratings/{reference}/notice"
    today = clock.today()
    assert "请填告知日期" in data_officer.post(address, {}, status=422).text
    page = data_officer.post(address, {"notified_on": today.isoformat()}, status=422)
    assert "异议期没有设定" in page.text
    until = (today + timedelta(days=7)).isoformat()
    page = data_officer.follow(
        address, {"notified_on": today.isoformat(), "objection_until": until}
    )
    assert "异议期" in page.text
    reviewer.post("/desk/ratings/publication", {"chosen": reference})
    assert "待生效" in reviewer.get(f"/desk/ratings/review/{reference}").text


def test_ones_own_proposal_waits_for_somebody_else(
    app: Flask, known: str, officer: Callable[..., Visitor]
) -> None:
    both = officer("data-officer", "reviewer", name="both")
    upload(both, TABLE.format(code=known))
    with app.app_context():
        reference = db.session.query(Rating).one().reference
    assert "您提交的" in both.get("/desk/ratings/review/").text
    page = both.post("/desk/ratings/review/", {"chosen": reference}, status=422)
    assert "另一个人审核" in page.text
    assert "请至少选一条" in both.post("/desk/ratings/review/", {}, status=422).text


def test_a_whole_list_is_passed_at_once(app: Flask, reviewer: Visitor) -> None:
    references = [proposed(app), proposed(app)]
    page = reviewer.get("/desk/ratings/review/")
    listed = [str(field["value"]) for field in page.soup.select("input[name=shown]")]
    assert sorted(listed) == sorted(references)
    reviewer.post("/desk/ratings/review/", {"shown": listed, "all": "1"})
    assert [stage_of(app, one) for one in references] == [Stage.CONTESTABLE] * 2


def test_a_wrong_grade_is_suspended_with_a_reason_and_proposed_anew(
    app: Flask, data_officer: Visitor, reviewer: Visitor, citizen: Visitor
) -> None:
    with app.app_context(), write_intent():
        enterprise = make_enterprise()
        reference, key = make_rating(enterprise).reference, enterprise.address_key
        db.session.commit()
    address = f"/desk/ratings/review/{reference}"
    assert "请写明理由" in reviewer.post(f"{address}/suspension", {}, status=422).text
    page = reviewer.follow(f"{address}/suspension", {"reason": "得分录错"})
    assert "得分录错" in page.text
    assert "还没有公开的等级" in citizen.get(f"/enterprises/{key}").text
    page = data_officer.follow(f"/desk/ratings/{reference}/proposal", {})
    assert "拟评" in page.text
    data_officer.post(f"/desk/ratings/{reference}/proposal", {}, status=409)


def test_the_list_shows_one_stage_at_a_time(app: Flask, data_officer: Visitor) -> None:
    proposed(app)
    assert len(data_officer.get("/desk/ratings/?stage=proposed").all("tbody tr")) == 1
    assert "没有等级" in data_officer.get("/desk/ratings/?stage=expired").text
    assert len(data_officer.get("/desk/ratings/?stage=nonsense").all("tbody tr")) == 1
    data_officer.get("/desk/ratings/?after=x", status=404)
    data_officer.get("/desk/ratings/R-none", status=404)
