"""Deciding about imports on the desk: announcements, times, batches held back and released."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.jobs import worker
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.sampling import queries
from portal.sampling.models import Announcement, PublicationOrder, SampleBatch
from portal.sampling.rules.publication import OrderStage
from tests.factories.sampling import OFFICER, PASSED, bring, row
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
DESK = "/desk/sampling"


def waiting(app: Flask, *rows: dict[str, str]) -> str:
    with app.app_context(), write_intent():
        reference = bring(*(rows or (row(1), row(2, **PASSED)))).reference
        db.session.commit()
    return reference


def the_batch(app: Flask, number: int) -> str:
    with app.app_context():
        found = db.session.query(SampleBatch).filter_by(number=row(number)["抽样编号"]).one()
        return found.reference


def test_an_import_is_published_with_a_new_announcement_that_has_a_page(
    app: Flask, officer: Officer, citizen: Visitor
) -> None:
    reference, reviewer = waiting(app), officer("reviewer")
    facts = {
        "publish-announcement": "new",
        "publish-announcement_title": "示例公告",
        "publish-announcement_number": "2026 年第 12 期",
        "publish-announced_on": "2026-11-21",
        "publish-document": "示例公告〔2026〕12 号",
        "publish-when": "now",
    }
    reviewer.post(f"{DESK}/review/{reference}/publish", facts)
    page = citizen.get("/sampling/announcements/")
    assert "2026 年第 12 期" in page.text
    assert "不合格 1 批次" in page.text
    page = citizen.get(next(link for link in page.links() if "/announcements/N-" in link))
    assert page.heading == "示例公告"
    assert "示例公告〔2026〕12 号" in page.text
    assert "豇豆（示例）" in page.all("tbody tr")[0]
    feed = citizen.client.get("/sampling/announcements.atom").get_data(as_text=True)
    assert "2026 年第 12 期 示例公告" in feed


def test_a_new_announcement_needs_a_name(app: Flask, officer: Officer) -> None:
    address = f"{DESK}/review/{waiting(app)}/publish"
    page = officer("reviewer").post(address, {"publish-announcement": "new"}, status=422)
    assert "请填写新公告的标题或公告号" in page.text


def test_a_second_import_is_published_with_the_announcement_that_is_there(
    app: Flask, officer: Officer
) -> None:
    reviewer = officer("reviewer")
    first, second = waiting(app), waiting(app, row(3))
    facts = {"publish-announcement_title": "示例公告", "publish-announcement_number": "第 1 期"}
    reviewer.post(f"{DESK}/review/{first}/publish", facts)
    with app.app_context():
        chosen = db.session.query(Announcement).one().reference
    assert chosen in reviewer.get(f"{DESK}/review/{second}").html
    reviewer.post(f"{DESK}/review/{second}/publish", {"publish-announcement": chosen})
    assert len(reviewer.get(f"/sampling/announcements/{chosen}").all("tbody tr")) == 3
    with app.app_context():
        assert db.session.query(SampleBatch).filter_by(announcement_number="第 1 期").count() == 3


def test_an_import_is_published_at_its_time(app: Flask, officer: Officer) -> None:
    reference, reviewer = waiting(app), officer("reviewer")
    at = clock.in_china(clock.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    facts = {
        "publish-when": "later",
        "publish-publish_on": f"{at:%Y-%m-%d}",
        "publish-publish_time": f"{at:%H:%M}",
    }
    page = reviewer.follow(f"{DESK}/review/{reference}/publish", facts)
    assert f"北京时间 {at:%Y-%m-%d %H:%M} 公示 2 批次" in page.text
    assert "到时间公示" in reviewer.get(f"{DESK}/review/").text
    with app.app_context():
        worker.run_all()
    assert "还没有公开的抽检结果" in reviewer.get("/sampling/").text
    with time_machine.travel(at + timedelta(minutes=1)), app.app_context():
        worker.run_all()
    assert "2 批次" in reviewer.get("/sampling/").text


def test_a_time_that_has_passed_or_is_not_whole_comes_back(app: Flask, officer: Officer) -> None:
    reference, reviewer = waiting(app), officer("reviewer")
    address = f"{DESK}/review/{reference}/publish"
    facts = {"publish-when": "later", "publish-publish_on": "2020-01-01"}
    assert "请填写公示的日期和时间" in reviewer.post(address, facts, status=422).text
    facts["publish-publish_time"] = "09:00"
    assert "公示时间已经过去" in reviewer.post(address, facts, status=422).text


def test_a_publication_is_cancelled_before_its_time(app: Flask, officer: Officer) -> None:
    reference, reviewer = waiting(app), officer("reviewer")
    at = clock.in_china(clock.now() + timedelta(days=1))
    facts = {
        "publish-when": "later",
        "publish-publish_on": f"{at:%Y-%m-%d}",
        "publish-publish_time": f"{at:%H:%M}",
    }
    reviewer.post(f"{DESK}/review/{reference}/publish", facts)
    reviewer.post(f"{DESK}/review/{reference}/return", {"return-reason": "先退回"}, status=409)
    page = reviewer.follow(f"{DESK}/review/{reference}/cancel")
    assert "待审核" in page.text
    reviewer.post(f"{DESK}/review/{reference}/cancel", status=409)
    with time_machine.travel(at + timedelta(minutes=1)), app.app_context():
        worker.run_all()
    assert "还没有公开的抽检结果" in reviewer.get("/sampling/").text
    with app.app_context():
        assert db.session.query(PublicationOrder).one().stage is OrderStage.CANCELLED


def test_nothing_that_was_never_ordered_is_cancelled(app: Flask, officer: Officer) -> None:
    officer("reviewer").post(f"{DESK}/review/{waiting(app)}/cancel", status=404)


def test_the_importer_neither_orders_nor_holds(app: Flask, officer: Officer) -> None:
    reference = waiting(app)
    both = officer("data-officer", "reviewer", name=OFFICER.name)
    facts = {
        "publish-when": "later",
        "publish-publish_on": "2099-01-01",
        "publish-publish_time": "09:00",
    }
    page = both.post(f"{DESK}/review/{reference}/publish", facts, status=422)
    assert "须由两个人办理" in page.text
    facts = {"hold-reason": "privacy", "hold-numbers": row(1)["抽样编号"]}
    page = both.post(f"{DESK}/review/{reference}/hold", facts, status=422)
    assert "须由两个人办理" in page.text


def test_some_batches_are_held_back_by_a_lawful_reason(
    app: Flask, officer: Officer, citizen: Visitor
) -> None:
    reference, reviewer = (
        waiting(app, row(1), row(2, **PASSED), row(3, **PASSED)),
        officer("reviewer"),
    )
    held, also = the_batch(app, 2), row(3)["抽样编号"]
    facts = {"hold-chosen": held, "hold-numbers": f" {also} \n", "hold-reason": "privacy"}
    page = reviewer.follow(f"{DESK}/review/{reference}/hold", facts)
    assert "涉及商业秘密或者个人隐私" in page.text
    assert "公示 1 批次" in page.text
    reviewer.post(f"{DESK}/held/{the_batch(app, 3)}/return")
    reviewer.post(f"{DESK}/review/{reference}/publish", {})
    assert "2 批次" in citizen.get("/sampling/").text
    citizen.get(f"/sampling/{held}", status=404)
    page = reviewer.get(f"{DESK}/held/?reason=privacy")
    assert "政府信息公开条例" in page.text
    page = reviewer.post(f"{DESK}/held/{held}/release", {}, status=422)
    assert "请写明暂不公示的理由已经消除的依据" in page.text
    reviewer.post(f"{DESK}/held/{held}/release", {"release-note": "权利人已书面同意"})
    citizen.get(f"/sampling/{held}")
    assert "没有暂不公示的批次" in reviewer.get(f"{DESK}/held/").text


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"hold-reason": "privacy"}, "请勾选批次，或填写抽样编号"),
        ({"hold-reason": "privacy", "hold-numbers": "没有这个号"}, "“没有这个号”不在这份导入"),
        ({"hold-reason": "undecided", "hold-numbers": "x"}, "有效"),
    ],
)
def test_what_cannot_be_held_is_told(
    app: Flask, officer: Officer, facts: dict[str, str], sentence: str
) -> None:
    page = officer("reviewer").post(f"{DESK}/review/{waiting(app)}/hold", facts, status=422)
    assert sentence in page.text


def test_an_undecided_batch_is_settled_and_published(
    app: Flask, officer: Officer, citizen: Visitor
) -> None:
    reference, reviewer = waiting(app, row(1, 检验结论="待定")), officer("reviewer")
    reviewer.post(f"{DESK}/review/{reference}/publish", {})
    batch = the_batch(app, 1)
    address = f"{DESK}/held/{batch}/decide"
    facts = {"decide-result": "failed", "decide-note": "示例报告 1 号"}
    assert "请勾选不合格项目" in reviewer.post(address, facts, status=422).text
    assert "请选择最后的结论" in reviewer.post(address, {}, status=422).text
    reviewer.post(address, {**facts, "decide-failed": "0"})
    assert "灭蝇胺" in citizen.get(f"/sampling/{batch}").heading
    with app.app_context():
        found = queries.find_batch(batch)
        assert found is not None
        assert found.disposal is not None, "a failed batch has a disposal (A4)"


def test_risk_monitoring_is_counted_and_cannot_be_released(
    app: Flask, officer: Officer, citizen: Visitor
) -> None:
    reference, reviewer = waiting(app, row(1, 任务类型="风险监测")), officer("reviewer")
    reviewer.post(f"{DESK}/review/{reference}/publish", {})
    assert "另有风险监测 1 批次" in reviewer.get(f"{DESK}/held/").text
    batch = the_batch(app, 1)
    reviewer.get(f"{DESK}/held/{batch}", status=404)
    reviewer.post(f"{DESK}/held/{batch}/release", {"release-note": "放行"}, status=404)
    citizen.get(f"/sampling/{batch}", status=404)


def test_a_reviewer_may_open_the_refused_rows(app: Flask, officer: Officer) -> None:
    reference = waiting(app, row(1), row(2, 食品名称=""))
    reviewer = officer("reviewer")
    link = next(one for one in reviewer.get(f"{DESK}/review/{reference}").links() if ".csv" in one)
    assert "没有产品名称" in reviewer.client.get(link).get_data(as_text=True)


def test_a_large_import_is_published_by_a_job(
    app: Flask, officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.sampling.views.review.AT_ONCE", 1)
    reference, reviewer = waiting(app), officer("reviewer")
    assert "已安排公示" in reviewer.follow(f"{DESK}/review/{reference}/publish", {}).text
    with app.app_context():
        worker.run_all()
    assert "已公示" in reviewer.get(f"{DESK}/review/{reference}").text


def doors(app: Flask) -> tuple[str, ...]:
    reference = waiting(app, row(5, 检验结论="待定"))
    return (
        f"{DESK}/held/",
        f"{DESK}/review/{reference}/rejections.csv",
        f"{DESK}/announcements/",
        f"{DESK}/announcements/new",
        f"{DESK}/plans/new",
    )


def test_each_page_opens_for_reviewers_only(
    app: Flask, citizen: Visitor, stranger: Visitor, officer: Officer
) -> None:
    reviewer, clerk = officer("reviewer"), officer("data-officer")
    for address in doors(app):
        reviewer.get(address)
        clerk.get(address, status=403)
        stranger.get(address, status=403)
        assert "/sign-in" in citizen.get(address, status=303).location


def test_nothing_is_decided_by_those_who_may_not(
    app: Flask, citizen: Visitor, stranger: Visitor
) -> None:
    reference = waiting(app)
    for address in (
        f"{DESK}/review/{reference}/hold",
        f"{DESK}/review/{reference}/cancel",
        f"{DESK}/held/NONE/release",
        f"{DESK}/held/NONE/decide",
        f"{DESK}/held/NONE/return",
        f"{DESK}/announcements/new",
        f"{DESK}/announcements/NONE/publish",
        f"{DESK}/announcements/NONE/withdraw",
        f"{DESK}/plans/new",
        f"{DESK}/plans/NONE",
    ):
        stranger.post(address, {}, status=403)
        assert "/sign-in" in citizen.post(address, {}, status=303).location
