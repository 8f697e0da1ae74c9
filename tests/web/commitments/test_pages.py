"""The pages of commitments: exact words, who answers, what the document says and what we found."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal.commitments import views
from portal.commitments.derivations import load_derivations
from portal.enterprises.rules import EnterpriseKind
from portal.kernel.db import db, write_intent
from portal.places.profile import load_profile
from portal.places.reading import ProfileInvalid
from portal.sampling.rules.batches import ChainStage, Domain
from portal.sampling.rules.disposals import DisposalStage
from tests.conftest import site
from tests.factories.commitments import make_batches, make_failed
from tests.factories.enterprises import make_enterprise
from tests.visitor import Page, Visitor

LIST = "/commitments/"
Recording = Callable[..., None]


@pytest.fixture(autouse=True)
def autumn() -> Iterator[None]:
    """Stand in November 2026."""
    with time_machine.travel("2026-11-20 12:00 +08:00"):
        yield


@pytest.fixture
def sampled(app: Flask) -> Flask:
    """Return a site with some batches of this year and of the document's year."""
    with app.app_context(), write_intent():
        make_batches(12, domain=Domain.DEVICE)
        make_batches(20, domain=Domain.COSMETIC)
        make_batches(36, domain=Domain.COSMETIC, sampled_on=date(2023, 6, 1))
        make_batches(9, stage=ChainStage.CATERING)
        make_failed(DisposalStage.CLOSED, domain=Domain.AGRI)
        make_failed(domain=Domain.AGRI)
        make_enterprise(kind=EnterpriseKind.TAKEAWAY)
        db.session.commit()
    return app


@pytest.fixture
def zhoushan(tmp_path: Path, database_url: str, app: Flask) -> Visitor:
    """Return a visitor of the other place."""
    return Visitor(site(tmp_path, database_url, PORTAL_PLACE="zhoushan"))


def row_of(page: Page, reference: str) -> str:
    """Return everything the list says of one promise."""
    link = page.soup.select_one(f".cm-row a[href$='/{reference}']")
    assert link is not None, reference
    row = link.find_parent("li")
    assert row is not None
    return " ".join(row.get_text(" ").split())


def every_page(visitor: Visitor, address: str = LIST) -> list[Page]:
    """Return the list from its first page to its last."""
    pages = [visitor.get(address)]
    while following := pages[-1].soup.select_one("a[rel=next]"):
        pages.append(visitor.get(str(following["href"])))
    return pages


def test_every_promise_is_listed_once_in_its_exact_words(citizen: Visitor) -> None:
    pages = every_page(citizen)
    quotes = [quote for page in pages for quote in page.all(".cm-row blockquote")]
    promises = load_profile("lucheng").commitments
    assert sorted(quotes) == sorted(" ".join(promise.quote.split()) for promise in promises)
    assert len(pages) > 1
    back = pages[1].soup.select_one("a[rel=prev]")
    assert back is not None
    assert citizen.get(str(back["href"])).all(".cm-row h3") == pages[0].all(".cm-row h3")


def test_without_records_every_promise_says_that_there_are_no_data(citizen: Visitor) -> None:
    for page in every_page(citizen):
        assert not re.search(r"(?<![\d.])0 ?%", page.text)
        assert not page.soup.select(".ch-hi, .ch-bar, .ch-badf")
    assert "尚无数据" in citizen.get(LIST).text


def test_bad_news_stands_first(citizen: Visitor, sampled: Flask) -> None:
    headings = citizen.get(LIST).all(".sec > header h2")
    assert headings == ["落后", "按进度", "达标", "尚无数据"]
    first = citizen.get(LIST).all(".cm-row h3")[0]
    assert "抽检量" in first


def test_a_figure_stands_with_its_two_numbers_target_and_period(
    citizen: Visitor, sampled: Flask
) -> None:
    page = citizen.get(LIST)
    row = row_of(page, "lc-agri-case-handling")
    assert "50%" in row
    assert "1 ÷ 2" in row
    assert "核查处置启动率" in row
    assert "2023 年目标 100% 文件写明的数" in row
    assert "数算自 2026-01-01 至 2026-11-20" in page.text
    volume = row_of(page, "lc-food-sampling-volume")
    assert "9 ÷ 1,167,000 × 1,000" in volume
    assert "不少于 4 批次／千人" in volume
    assert "2020 年人口" in volume


def test_the_year_of_the_targets_is_said_where_another_is_shown(
    citizen: Visitor, sampled: Flask
) -> None:
    assert "目标是 2023 年的" in citizen.get(LIST).text
    page = citizen.get(f"{LIST}?year=2023")
    assert "目标是 2023 年的" not in page.text
    row = row_of(page, "lc-cosmetic-sampling")
    assert row.endswith("怎么算的")
    assert "36 批次" in row
    assert "落后" in page.all(".sec > header h2")


def test_a_target_of_our_own_never_looks_like_the_documents(citizen: Visitor) -> None:
    page = citizen.get(f"{LIST}?kind=recurring")
    row = row_of(page, "lc-food-week")
    assert "文件没有写数。本站推定：不少于 1 次，只作参考，不用来判断。" in row
    assert "文件写明" not in row


def test_a_best_effort_stays_visible(citizen: Visitor) -> None:
    row = row_of(citizen.get(f"{LIST}?theme=demo"), "lc-national-demo-final")
    assert "原文：力争" in row


def test_what_is_not_clear_stays_visible(citizen: Visitor) -> None:
    page = citizen.get(f"{LIST}?theme=outcome")
    assert "“重大舆情”没有定义" in row_of(page, "lc-zero-major-opinion")


def test_a_zero_target_without_a_report_is_not_0(citizen: Visitor) -> None:
    row = row_of(citizen.get(f"{LIST}?kind=zero"), "lc-zero-food-accident")
    assert "尚无数据" in row
    assert "还没有收到填报" in row


def test_a_duty_in_words_has_no_score(citizen: Visitor) -> None:
    page = citizen.get(f"{LIST}?kind=narrative")
    assert page.all(".sec > header h2") == ["不打分"]
    assert "文字任务，没有数可比" in page.text


def test_who_answers_is_who_the_document_names(citizen: Visitor, zhoushan: Visitor) -> None:
    named = row_of(citizen.get(f"{LIST}?theme=sampling"), "lc-agri-quant-testing")
    assert "区农业农村局" in named
    promise = load_profile("zhoushan").find_commitment("zs-food-eval-pass-rate")
    assert promise is not None
    assert promise.suggested_owner
    unnamed = row_of(zhoushan.get(f"{LIST}?theme=outcome"), "zs-food-eval-pass-rate")
    assert "这一句没有写明由谁负责" in unnamed
    assert not any(owner in unnamed for owner in promise.suggested_owner)
    shown = zhoushan.get("/commitments/zs-food-eval-pass-rate").text
    assert "本站推测" in shown


def test_a_draft_is_called_a_draft_at_every_promise(zhoushan: Visitor) -> None:
    page = zhoushan.get(LIST)
    rows = page.soup.select(".cm-row")
    assert all("征求意见稿" in row.get_text() for row in rows)
    assert "这份文件还是征求意见稿" in page.text


def test_alike_promises_stay_apart(citizen: Visitor, zhoushan: Visitor) -> None:
    assert row_of(zhoushan.get(f"{LIST}?theme=sampling"), "zs-food-sampling-volume")
    ours = row_of(citizen.get(f"{LIST}?theme=sampling"), "lc-food-sampling-volume")
    assert "市场监管环节" in ours
    page = citizen.get(f"{LIST}?theme=catering")
    suppliers = row_of(page, "lc-meal-supplier-haccp")
    assert "不低于 70%" in suppliers


def test_filters_narrow_the_list_and_count(citizen: Visitor) -> None:
    page = citizen.get(
        f"{LIST}?theme=sampling&department=agriculture&state=no-data&kind=quantitative"
    )
    assert 0 < len(page.soup.select(".cm-row")) < 20
    assert "抽检监测（" in page.text


def test_conditions_that_leave_nothing_say_so(citizen: Visitor) -> None:
    page = citizen.get(f"{LIST}?kind=narrative&state=met")
    assert "没有符合这些条件的目标" in page.text


@pytest.mark.parametrize(
    "query", ["theme=none", "state=x%00", "year=1999", "year=x", "kind='", "department=%F0%9F"]
)
def test_a_condition_nobody_understands_shows_everything(citizen: Visitor, query: str) -> None:
    page = citizen.get(f"{LIST}?{query}", status=400)
    assert "有的条件我们读不懂" in page.text
    assert page.soup.select(".cm-row")


def test_htmx_gets_the_list_alone(citizen: Visitor) -> None:
    page = citizen.get(f"{LIST}?theme=outcome", headers={"HX-Request": "true"})
    assert page.soup.select_one("html") is None
    assert page.soup.select_one("#commitments") is not None


@pytest.mark.parametrize("start", ["nonsense", "x%00", "lc-"])
def test_a_page_that_begins_nowhere_is_not_found(citizen: Visitor, start: str) -> None:
    citizen.get(f"{LIST}?start={start}", status=404)


def test_one_promise_shows_the_working(citizen: Visitor, sampled: Flask) -> None:
    page = citizen.get("/commitments/lc-food-sampling-volume")
    assert page.heading == "市场监管环节食品抽检量"
    text = page.text
    assert "监督抽检、评价性抽检；食品；生产、流通、餐饮、网络" in text
    assert "1,167,000" in text
    assert "第七次全国人口普查" in text
    assert "约数" in text
    assert len(page.soup.select("#working tbody tr")) == 4
    assert "目标写的是 2023 年，这里拿 2026 年的数对照" in text


def test_a_promise_only_reported_by_departments_has_no_working(citizen: Visitor) -> None:
    page = citizen.get("/commitments/lc-zero-doping")
    assert page.soup.select_one("#working") is None
    assert "还没有收到填报" in page.text
    assert page.soup.select("a[href$='/lc-asiad-zero-doping']") or "要放在一起看的" not in page.text


def test_every_promise_can_be_opened(citizen: Visitor) -> None:
    derived = load_derivations(load_profile("lucheng")).rows
    for promise in load_profile("lucheng").commitments:
        if promise.id in derived or promise.related or promise.breakdown or promise.lead:
            citizen.get(f"/commitments/{promise.id}")


@pytest.mark.parametrize("reference", ["lc-none", "zs-disclosure-rate", "nowhere", "x" * 3000])
def test_an_unknown_promise_is_not_found(citizen: Visitor, reference: str) -> None:
    citizen.get(f"/commitments/{reference}", status=404)


def test_the_records_behind_a_figure_can_be_opened(citizen: Visitor, sampled: Flask) -> None:
    page = citizen.get(LIST)
    records = [link for link in page.soup.select(".cm-done a") if link.get_text() == "看记录"]
    assert records
    for link in records:
        citizen.get(str(link["href"]))


def test_the_download_has_every_promise_and_no_false_0(client: FlaskClient, sampled: Flask) -> None:
    answer = client.get("/commitments.csv?year=2026")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert len(rows) == len(load_profile("lucheng").commitments)
    by_id = {row["id"]: row for row in rows}
    device = by_id["lc-device-sampling"]
    assert (device["value"], device["state"], device["target"]) == ("12", "met", "9")
    unknown = by_id["lc-zero-food-accident"]
    assert (unknown["value"], unknown["numerator"], unknown["missing"]) == ("", "", "no-source")


def test_english_readers_get_the_chinese_words_marked_as_such(citizen: Visitor) -> None:
    page = citizen.get("/en/commitments/lc-zero-major-opinion")
    assert page.heading == "No major public-opinion incident"
    quote = page.soup.select_one("blockquote")
    assert quote is not None
    assert quote["lang"] == "zh-Hans"
    assert "is not defined" in page.text


def test_a_register_that_does_not_fit_stops_the_portal(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = views.commitments_pages.make_setup_state(app, {}, first_registration=True)
    views.check_derivations(state)
    other = replace(load_profile("lucheng"), commitments=())
    monkeypatch.setitem(app.extensions, "portal.place", other)
    with pytest.raises(ProfileInvalid, match="is no commitment of lucheng"):
        views.check_derivations(state)


def test_english_names_the_bodies_and_articles(citizen: Visitor) -> None:
    page = citizen.get("/en/commitments/lc-takeaway-sunshine")
    assert "Article 17" in page.text
    assert "District Market Regulation Bureau" in page.text
    choice = citizen.get("/en/commitments/").soup.select_one("select[name=state]")
    assert choice is not None
    assert "（" not in choice.text
