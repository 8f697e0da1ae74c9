"""The home page: figures from the portal's own records, and honest where there are none."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.complaints.rules import Track
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.sampling.models import Disposal, TestItem
from portal.sampling.rules.batches import ChainStage
from portal.sampling.rules.disposals import DisposalStage
from tests.factories.commitments import index, make_article, make_batches, make_failed
from tests.factories.complaints import give_figures_out, make_case
from tests.visitor import Visitor

DAY = timedelta(days=1)


@pytest.fixture
def records(app: Flask) -> None:
    """Make a year's records: samples at the market stage, one failure, two articles."""
    today = clock.today()
    with app.app_context(), write_intent():
        make_batches(30, sampled_on=today, stage=ChainStage.CATERING)
        batch = make_failed(DisposalStage.NOTIFIED, sampled_on=today)
        batch.product, batch.shown_year, batch.stage = "示例豇豆", today.year, ChainStage.CATERING
        item = TestItem(
            batch_id=batch.id, position=0, name="灭蝇胺", ratio=2.0, is_failed=True, line=1
        )
        db.session.add(item)
        late = make_failed(DisposalStage.NOTIFIED, sampled_on=today - timedelta(days=200))
        late.shown_year = today.year - 1
        disposal = db.session.query(Disposal).filter_by(batch_id=late.id).one()
        disposal.started_on = today - timedelta(days=91)
        index(batch, late)
        for _ in range(2):
            make_article()
        db.session.commit()


def test_an_empty_portal_claims_nothing(citizen: Visitor) -> None:
    page = citizen.get("/")
    for words in (
        "还没有公开的不合格结果", "尚无数据", "还没有发布的文章", "还没有公布过投诉举报的数字",
    ):  # fmt: skip
        assert words in page.text
    assert "100%" not in page.text


@pytest.mark.usefixtures("records")
def test_the_home_page_shows_what_the_records_say(citizen: Visitor) -> None:
    page = citizen.get("/")
    for words in (
        "灭蝇胺超过限值",
        "已告知",
        "超期 1 天",
        "示例豇豆",
        "今年全部 1 批次不合格",
        "示例作者",
    ):
        assert words in page.text
    assert page.soup.select_one(".hero .ch-num") is not None
    # 31 finished batches for 1,167,000 people, cut and never rounded up.
    assert page.all(".hero .ch-num") == ["0.02"]


@pytest.mark.usefixtures("records")
def test_the_search_leads_to_the_results(citizen: Visitor) -> None:
    page = citizen.get("/")
    form = page.soup.select_one("form.find")
    assert form is not None
    assert form["action"] == "/sampling/"
    for link in page.links():
        if link.startswith("/") and not link.startswith(("/static", "/en/")):
            citizen.get(link)


def test_the_home_page_is_there_in_english_and_for_the_other_place(citizen: Visitor) -> None:
    page = citizen.get("/en/")
    assert page.soup.html is not None
    assert page.soup.html["lang"] == "en"


@pytest.mark.parametrize("address", ["/about/accessibility", "/about/privacy"])
def test_the_pages_about_the_site_say_whom_to_ask(citizen: Visitor, address: str) -> None:
    page = citizen.get(address)
    assert "12315" in page.text
    assert "未设定" in page.text


def test_cases_are_counted_by_track_and_small_numbers_are_kept_back(
    app: Flask, citizen: Visitor
) -> None:
    with app.app_context(), write_intent():
        for track, count in ((Track.COMPLAINT, 12), (Track.REPORT, 1)):
            for _ in range(count):
                make_case(track)
        db.session.commit()
    assert "还没有公布过投诉举报的数字" in citizen.get("/").text
    with app.app_context(), write_intent():
        give_figures_out()
        db.session.commit()
    page = citizen.get("/")
    assert "截至 20" in page.text
    figures = dict(zip(page.all(".fig dt"), page.all(".fig dd"), strict=True))
    # The total is public: with the complaints beside it, it would tell the one report.
    assert figures["收到投诉"] == figures["收到举报"] == "为保护当事人，不公布"
    assert figures["收到匿名线索"] == "0 件"
