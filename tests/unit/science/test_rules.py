"""Columns, the life of an article, what it says, how long it takes to read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.lifecycle import MoveRefused
from portal.science.rules import (
    LIFECYCLE,
    ArticleFacts,
    Change,
    Form,
    Language,
    Stage,
    Standing,
    add_months,
    columns,
    compare,
    compare_lines,
    is_slug,
    minutes_to_read,
    slug_from,
    standing_of,
    tidy,
)
from tests.factories.science import event, facts

MOVES = {
    (Stage.DRAFT, Stage.IN_REVIEW),
    (Stage.IN_REVIEW, Stage.RETURNED),
    (Stage.IN_REVIEW, Stage.PUBLISHED),
    (Stage.RETURNED, Stage.IN_REVIEW),
    (Stage.PUBLISHED, Stage.WITHDRAWN),
    (Stage.PUBLISHED, Stage.RETURNED),
}
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("current", Stage)
@pytest.mark.parametrize("wanted", Stage)
def test_every_move_is_listed_or_refused(current: Stage, wanted: Stage) -> None:
    if (current, wanted) in MOVES:
        LIFECYCLE.check(current, wanted)
    else:
        with pytest.raises(MoveRefused):
            LIFECYCLE.check(current, wanted)


def test_only_withdrawal_is_final() -> None:
    assert [stage for stage in Stage if LIFECYCLE.is_final(stage)] == [Stage.WITHDRAWN]


@pytest.mark.parametrize(
    ("stage", "published_at", "review_by_on", "standing"),
    [
        (Stage.DRAFT, None, None, Standing.WAITING),
        (Stage.IN_REVIEW, None, None, Standing.WAITING),
        (Stage.PUBLISHED, NOW - timedelta(days=1), None, Standing.LIVE),
        (Stage.PUBLISHED, NOW, date(2026, 6, 1), Standing.LIVE),
        (Stage.PUBLISHED, NOW + timedelta(seconds=1), None, Standing.SCHEDULED),
        (Stage.PUBLISHED, NOW - timedelta(days=9), date(2026, 5, 31), Standing.DUE),
        (Stage.WITHDRAWN, NOW - timedelta(days=9), date(2026, 5, 31), Standing.WITHDRAWN),
    ],
)
def test_the_clock_decides_what_a_published_article_is(
    stage: Stage, published_at: datetime | None, review_by_on: date | None, standing: Standing
) -> None:
    assert standing_of(stage, published_at, review_by_on, NOW) is standing


def test_there_are_six_columns_in_both_languages() -> None:
    assert list(columns()) == ["fairs", "live", "lectures", "stories", "short-facts", "songs"]
    for column in columns().values():
        assert column.name["zh"].startswith("食安")
        assert column.line["zh"].endswith("。")
        assert column.line["en"].endswith(".")
    with_event = {code for code, column in columns().items() if column.has_event}
    assert with_event == {"fairs", "live"}
    assert columns()["songs"].form is Form.LYRICS


def test_a_snapshot_says_what_the_article_said() -> None:
    plain, fair = facts(), facts(column="fairs", event=event())
    assert ArticleFacts.from_json(plain.as_json()) == plain
    assert ArticleFacts.from_json(fair.as_json()) == fair


def test_a_medical_or_legal_statement_needs_a_source() -> None:
    assert facts(sources=()).lacks_sources
    assert not facts(sources=(), has_claims=False).lacks_sources
    assert not facts().lacks_sources


def test_a_fair_needs_a_time_and_a_place() -> None:
    assert facts(column="fairs").lacks_event
    assert not facts(column="fairs", event=event()).lacks_event
    assert not facts().lacks_event
    assert not facts(column="unknown").lacks_event


@given(st.text())
def test_tidy_text_can_be_kept_anywhere(text: str) -> None:
    kept = tidy(text)
    assert "\x00" not in kept
    assert "\r" not in kept
    kept.encode()


@given(st.text(max_size=200))
def test_every_title_gives_an_address(title: str) -> None:
    assert is_slug(slug_from(title))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("隔夜菜能吃吗？", "ge-ye-cai-neng-chi-ma"),
        ("Why 3 eggs?", "why-3-eggs"),
        ("？！", "article"),
        ("x" * 99, "x" * 60),
    ],
)
def test_an_address_reads_like_its_title(title: str, slug: str) -> None:
    assert slug_from(title) == slug


@pytest.mark.parametrize("text", ["", "A", "a--b", "a/b", "a\x00", "-a", "a" * 81])
def test_what_is_no_slug_is_not_looked_up(text: str) -> None:
    assert not is_slug(text)


def test_reading_takes_at_least_a_minute() -> None:
    assert minutes_to_read("") == 1
    assert minutes_to_read("字" * 350) == 1
    assert minutes_to_read("字" * 351) == 2
    assert minutes_to_read("word " * 400) == 2


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 6, 15), 24, date(2028, 6, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_a_comparison_names_the_fields_that_differ() -> None:
    before = facts(body="一\n二\n三")
    after = facts(title="示例：新标题", body="一\n二二\n三")
    changed = {change.name: change.lines for change in compare(before, after)}
    assert list(changed) == ["title", "body"]
    assert [(line.change, line.text) for line in changed["body"]] == [
        (Change.KEPT, "一"),
        (Change.TAKEN, "二"),
        (Change.ADDED, "二二"),
        (Change.KEPT, "三"),
    ]
    assert compare(before, before) == ()
    assert [change.name for change in compare(facts(), facts(event=event()))] == ["event"]


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_a_comparison_loses_no_line(old: list[str], new: list[str]) -> None:
    lines = compare_lines("\n".join(old), "\n".join(new))
    assert [line.text for line in lines if line.change is not Change.ADDED] == old
    assert [line.text for line in lines if line.change is not Change.TAKEN] == new


def test_the_other_language() -> None:
    assert Language.ZH.other is Language.EN
    assert Language.EN.other is Language.ZH
