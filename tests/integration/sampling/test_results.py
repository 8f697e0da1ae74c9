"""Searching, filtering, counting and paging through public results."""

import pytest
from flask import Flask

from portal.kernel.errors import NotFound
from portal.kernel.paging import encode_cursor
from portal.sampling import queries, services
from portal.sampling.models import SampleBatch
from portal.sampling.queries.results import ON_PAGE, Order, ResultFilter, words_of
from portal.sampling.rules.batches import ChainStage, Result
from portal.sampling.rules.disposals import DisposalStage
from tests.factories.sampling import PASSED, REVIEWER, bring, publish, published_batch, row

LAST_YEAR = {"公告日期": "2025-11-20", "抽样日期": "", "报告日期": "", "生产日期/批号": ""}


def found(text: str) -> list[str]:
    page = queries.page_of_results(ResultFilter(words=words_of(text)))
    return [batch.product for batch in page.items]


def test_every_part_of_a_word_is_found_in_every_searched_field(inside: Flask) -> None:
    batch = published_batch(**{"生产日期/批号": "2026-10-14；LOT778899"})
    texts = (
        batch.product,
        batch.maker_name,
        batch.seller_name,
        "灭蝇胺",
        "LOT778899",
        batch.number,
    )
    for text in texts:
        assert text is not None
        for start in range(len(text) - 1):
            for end in range(start + 2, len(text) + 1):
                assert found(text[start:end]) == [batch.product], text[start:end]


def test_words_are_joined_by_and(inside: Flask) -> None:
    publish(row(1), row(2, 食品名称="姜（示例）"))
    assert found("生鲜店 姜") == ["姜（示例）"]
    assert found("生鲜店 没有") == []
    assert len(words_of("一 二 三 四 五 六 七 八")) == 6


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", '"', "%%", "\x00", "a" * 500])
def test_signs_of_the_database_are_only_signs(inside: Flask, text: str) -> None:
    published_batch()
    assert found(text) == ([] if words_of(text) else ["豇豆（示例）"])


def test_what_is_not_public_is_not_found(inside: Flask) -> None:
    bring(row(1))
    assert queries.count_results(ResultFilter()) == 0
    services.withdraw_batch(published_batch(2), reason="示例", by=REVIEWER)
    assert found("豇豆") == []


def test_filters_narrow_and_counts_reflect_the_other_filters(inside: Flask) -> None:
    publish(
        row(1),
        row(2, 抽样环节="餐饮", **PASSED),
        row(3, **LAST_YEAR, 食品大类="糕点", **PASSED),
    )
    failed = ResultFilter(results=(Result.FAILED,))
    assert queries.count_results(failed) == 1
    assert queries.count_by("results", failed) == {Result.FAILED: 1, Result.PASSED: 2}
    assert queries.count_by("years", failed) == {2026: 1}
    assert queries.count_by("years", ResultFilter()) == {2026: 2, 2025: 1}
    assert queries.count_by("categories", ResultFilter()) == {"32": 2, "24": 1}
    catering = ResultFilter(stages=(ChainStage.CATERING,), regions=("330302025",))
    assert queries.count_results(catering) == 1
    waiting = ResultFilter(disposals=(DisposalStage.WAITING,))
    assert queries.count_results(waiting) == 1
    assert queries.count_by("disposals", ResultFilter()) == {DisposalStage.WAITING: 1}
    assert queries.list_years() == [2026, 2025]


def test_pages_lead_on_and_back_without_a_gap(inside: Flask) -> None:
    rows = [row(n, 公告日期=f"2026-11-{10 + n % 3}", 报告日期="", **PASSED) for n in range(45)]
    publish(*rows)
    seen: list[int] = []
    page = queries.page_of_results(ResultFilter())
    pages = [page]
    assert page.later is None
    while page.earlier:
        page = queries.page_of_results(ResultFilter(), after=page.earlier)
        pages.append(page)
    for one in pages:
        seen += [batch.id for batch in one.items]
    assert [len(one.items) for one in pages] == [ON_PAGE, ON_PAGE, 5]
    assert len(set(seen)) == 45
    back = queries.page_of_results(ResultFilter(), before=pages[2].later)
    assert [batch.id for batch in back.items] == [batch.id for batch in pages[1].items]
    first = queries.page_of_results(ResultFilter(), before=back.later)
    assert first.later is None
    assert first.earlier is not None


def test_by_ratio_the_farthest_beyond_stands_first(inside: Flask) -> None:
    publish(
        *(row(n, 检验值=f"{n} mg/kg") for n in range(1, 24)),
        row(30, **PASSED),
    )
    page = queries.page_of_results(ResultFilter(), order=Order.RATIO)
    ratios = [batch.largest_ratio for batch in page.items]
    assert ratios == sorted(ratios, key=lambda ratio: -(ratio or 0))
    rest = queries.page_of_results(ResultFilter(), order=Order.RATIO, after=page.earlier)
    assert len(page.items) + len(rest.items) == 23


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "!!",
        encode_cursor("2026-11-20", "x"),
        encode_cursor("x", 1),
        encode_cursor("2026-11-20", 2**70),
    ],
)
def test_a_broken_cursor_leads_nowhere(inside: Flask, cursor: str) -> None:
    with pytest.raises(NotFound):
        queries.page_of_results(ResultFilter(), after=cursor)


def test_streaming_yields_every_result_once(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.sampling.queries.results.AT_ONCE", 4)
    publish(*(row(n, **PASSED) for n in range(1, 11)))
    streamed = [batch.number for batch in queries.stream_results(ResultFilter())]
    assert len(streamed) == len(set(streamed)) == 10


def test_a_batch_is_found_whatever_its_stage(inside: Flask) -> None:
    (waiting,) = queries.list_waiting_batches(bring(row(1)))
    assert queries.find_batch(waiting.reference) is waiting
    assert queries.find_batch("NONE") is None
    with pytest.raises(NotFound):
        queries.get_result("NONE")
    assert isinstance(waiting, SampleBatch)
