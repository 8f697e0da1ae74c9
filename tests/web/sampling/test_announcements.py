"""Announcements: written, published by somebody else, and what a county may not publish."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.sampling import queries, services
from portal.sampling.models import Announcement
from tests.factories.sampling import PASSED, REVIEWER, bring, row
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
DESK = "/desk/sampling/announcements/"
TIP = {
    "kind": "consumer-tip",
    "title": "示例消费提示",
    "announced_on": "2026-11-20",
    "department": "market-regulation",
    "body": "食用前请洗净。\n\n示例第二段。",
}


def draft(writer: Visitor, **facts: str) -> str:
    page = writer.post(f"{DESK}new", {**TIP, **facts})
    return page.location.rpartition("/")[2]


def announced(app: Flask, *rows: dict[str, str]) -> str:
    with app.app_context(), write_intent():
        brought = bring(*rows)
        services.publish_import(brought, by=REVIEWER, announcement_number="第 7 期")
        db.session.commit()
        return db.session.query(Announcement).one().reference


def test_a_tip_is_written_by_one_and_published_by_another(
    officer: Officer, citizen: Visitor
) -> None:
    writer, second = officer("reviewer", name="writer"), officer("reviewer", name="second")
    reference = draft(writer)
    citizen.get(f"/sampling/announcements/{reference}", status=404)
    assert "须由另一位审核人员公布" in writer.get(f"{DESK}{reference}").text
    page = writer.post(f"{DESK}{reference}/publish", {}, status=422)
    assert "起草和公布须由两个人办理" in page.text
    second.post(f"{DESK}{reference}/publish", {})
    page = citizen.get(f"/sampling/announcements/{reference.lower()}")
    assert page.heading == "示例消费提示"
    assert page.all(".prose p") == ["食用前请洗净。", "示例第二段。"]
    assert "示例消费提示" in citizen.get("/sampling/announcements/?kind=consumer-tip").text
    assert "还没有这类公告" in citizen.get("/sampling/announcements/?kind=disposal-notice").text
    second.post(f"{DESK}{reference}/publish", {}, status=409)


@pytest.mark.parametrize("kind", ["risk-warning", "major-accident"])
def test_what_a_county_may_not_publish_needs_a_document_from_above(
    officer: Officer, citizen: Visitor, kind: str
) -> None:
    writer, second = officer("reviewer", name="writer"), officer("reviewer", name="second")
    page = writer.post(f"{DESK}new", {**TIP, "kind": kind}, status=422)
    assert "请填写授权文件文号" in page.text
    assert "示例消费提示" in page.html, "nothing typed is lost"
    page = writer.post(f"{DESK}new", {**TIP, "kind": kind, "authority": "  "}, status=422)
    assert "请填写授权文件文号" in page.text
    reference = draft(writer, kind=kind, authority="示例授权〔2026〕1 号")
    second.post(f"{DESK}{reference}/publish", {})
    assert "示例授权〔2026〕1 号" in citizen.get(f"/sampling/announcements/{reference}").text


def test_the_document_is_asked_for_again_when_it_is_published(app: Flask, officer: Officer) -> None:
    reference = draft(officer("reviewer", name="writer"))
    with app.app_context(), write_intent():
        db.session.query(Announcement).one().kind = "risk-warning"
        db.session.commit()
    officer("reviewer", name="second").post(f"{DESK}{reference}/publish", {}, status=409)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"title": " "}, "请填写标题"),
        ({"kind": ""}, "请选择信息类型"),
        ({"announced_on": "不是日期"}, "日期"),
        ({"title": "长" * 301}, "最多 300 个字"),
    ],
)
def test_what_is_missing_is_told_at_the_field(
    officer: Officer, facts: dict[str, str], sentence: str
) -> None:
    assert sentence in officer("reviewer").post(f"{DESK}new", {**TIP, **facts}, status=422).text


def test_a_withdrawn_announcement_leaves_its_reason_and_keeps_its_results(
    app: Flask, officer: Officer, citizen: Visitor
) -> None:
    reference = announced(app, row(1), row(2, **PASSED))
    reviewer = officer("reviewer")
    assert "请写明理由" in reviewer.post(f"{DESK}{reference}/withdraw", {}, status=422).text
    reviewer.post(f"{DESK}{reference}/withdraw", {"withdraw-reason": "期号写错"})
    assert "期号写错" in citizen.get(f"/sampling/announcements/{reference}", status=410).text
    assert "还没有这类公告" in citizen.get("/sampling/announcements/").text
    assert "2 批次" in citizen.get("/sampling/").text
    assert "期号写错" in reviewer.get(f"{DESK}{reference}").text


def test_a_draft_that_is_given_up_is_simply_not_there(officer: Officer, citizen: Visitor) -> None:
    reviewer = officer("reviewer")
    reference = draft(reviewer)
    reviewer.post(f"{DESK}{reference}/withdraw", {"withdraw-reason": "不发了"})
    citizen.get(f"/sampling/announcements/{reference}", status=404)


def test_the_page_tells_what_was_corrected_since(
    app: Flask, officer: Officer, citizen: Visitor
) -> None:
    reference = announced(app, row(1), row(2, **PASSED), row(3, **PASSED))
    reviewer = officer("reviewer")
    page = citizen.get(f"/sampling/announcements/{reference}")
    results = [str(link["href"]) for link in page.soup.select("tbody a[href]")]
    with app.app_context(), write_intent():
        one, other = (queries.get_result(link.rpartition("/")[2]) for link in results[:2])
        services.correct_batch(one, changes={"spec": "5 kg"}, note="规格写错", by=REVIEWER)
        services.withdraw_batch(other, reason="来源错行", by=REVIEWER)
        db.session.commit()
    page = citizen.get(f"/sampling/announcements/{reference}")
    assert "规格写错" in page.text
    assert "来源错行" in page.text
    assert "后来撤回 1 批次" in page.text
    assert "announcement=" in page.html
    assert reviewer.get(f"{DESK}{reference}").heading == "第 7 期"


def test_long_announcements_are_paged_failures_first(app: Flask, citizen: Visitor) -> None:
    rows = [row(number, **PASSED) for number in range(1, 30)]
    reference = announced(app, *rows, row(30))
    page = citizen.get(f"/sampling/announcements/{reference}")
    assert "不合格" in page.all("tbody tr")[0]
    assert len(page.all("tbody tr")) == 20
    further = next(link for link in page.links() if "after=" in link)
    assert len(citizen.get(further).all("tbody tr")) == 10


def test_addresses_that_lead_nowhere_are_told_so(citizen: Visitor, officer: Officer) -> None:
    page = citizen.get("/sampling/announcements/?kind=gossip", status=400)
    assert "消费提示" in page.text
    citizen.get("/sampling/announcements/N-NONE", status=404)
    citizen.get("/sampling/announcements/?after=broken", status=404)
    officer("reviewer").get(f"{DESK}N-NONE", status=404)
    assert "<feed" in citizen.client.get("/sampling/announcements.atom").get_data(as_text=True)
