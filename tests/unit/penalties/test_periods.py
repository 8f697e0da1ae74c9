"""How long penalties are shown: dates worked out by hand from the text of the rules."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from portal.penalties.rule_files import versions_of
from portal.penalties.rules.entries import term_of
from portal.penalties.rules.kinds import (
    ALL_BITS,
    BANS,
    PenaltyKind,
    Procedure,
    Severity,
    kinds_of,
    mask_of,
)
from portal.penalties.rules.periods import (
    PenaltyFacts,
    Period,
    RuleVersion,
    Tier,
    Unpublished,
    earliest_start,
    period_of,
    version_for,
    why_unpublished,
)
from portal.penalties.rules.repairs import earliest_repair
from portal.places.profile import load_profile
from portal.places.rules import add_months, add_working_days

K = PenaltyKind
ORDER_45 = version_for(versions_of(load_profile("lucheng")), date(2026, 1, 5))
WITH_FIGURE = replace(ORDER_45, small_fine_fen=100_000)
FRAME = RuleVersion(
    code="state-2025",
    instrument="credit-repair-state",
    tiers=(
        Tier("minor", 0, "penalties.frame_2025", severity=Severity.MINOR, upto=3),
        Tier("general", 3, "penalties.frame_2025", severity=Severity.GENERAL, upto=12),
        Tier("serious", 12, "penalties.frame_2025", severity=Severity.SERIOUS, upto=36),
    ),
    warning_only=mask_of([K.WARNING]),
)


def facts(*kinds: PenaltyKind, **more: Any) -> PenaltyFacts:
    return PenaltyFacts(mask_of(kinds), date(2026, 1, 5), **more)


# What, by which version, published on, last day shown; every date counted on a paper calendar.
CASES = [
    # 45号 第十三条: 仅受到通报批评, 自公示之日起满三个月.
    ("criticism", facts(K.CRITICISM), ORDER_45, date(2026, 1, 10), date(2026, 4, 10)),
    (
        "criticism and warning",
        facts(K.CRITICISM, K.WARNING),
        ORDER_45,
        date(2026, 1, 10),
        date(2026, 4, 10),
    ),
    # 民法典 第二百零二条: 到期月没有对应日的, 月末日为最后一日.
    ("criticism, month's end", facts(K.CRITICISM), ORDER_45, date(2025, 11, 30), date(2026, 2, 28)),
    ("criticism, leap year", facts(K.CRITICISM), ORDER_45, date(2027, 11, 30), date(2028, 2, 29)),
    # 45号 第十三条: 较低数额罚款; the figure is the province's, until then a text must say so.
    (
        "fine called small",
        facts(K.FINE, fine_fen=50_000, small_fine_basis="示例标准"),
        ORDER_45,
        date(2026, 1, 10),
        date(2026, 4, 10),
    ),
    (
        "fine, nothing set",
        facts(K.FINE, fine_fen=50_000),
        ORDER_45,
        date(2026, 1, 10),
        date(2029, 1, 10),
    ),
    (
        "fine at the figure",
        facts(K.FINE, fine_fen=100_000),
        WITH_FIGURE,
        date(2026, 1, 10),
        date(2026, 4, 10),
    ),
    (
        "fine above the figure",
        facts(K.FINE, fine_fen=100_001),
        WITH_FIGURE,
        date(2026, 1, 10),
        date(2029, 1, 10),
    ),
    (
        "figure beats a basis",
        facts(K.FINE, fine_fen=200_000, small_fine_basis="示例标准"),
        WITH_FIGURE,
        date(2026, 1, 10),
        date(2029, 1, 10),
    ),
    # 没收 is more than a small fine alone: 其他行政处罚, 三年.
    (
        "small fine, confiscation",
        facts(K.FINE, K.CONFISCATION, fine_fen=1),
        WITH_FIGURE,
        date(2026, 1, 10),
        date(2029, 1, 10),
    ),
    ("confiscation", facts(K.CONFISCATION), ORDER_45, date(2026, 3, 1), date(2029, 3, 1)),
    ("suspension", facts(K.SUSPENSION), ORDER_45, date(2026, 3, 1), date(2029, 3, 1)),
    ("licence", facts(K.LICENCE), ORDER_45, date(2024, 2, 29), date(2027, 2, 28)),
    # 45号 第十三条: 限制超过三年的, 按实际限制期限.
    (
        "ban of five years",
        facts(K.RESTRICT_CAREER, ban_until=date(2031, 1, 5)),
        ORDER_45,
        date(2026, 1, 10),
        date(2031, 1, 5),
    ),
    (
        "ban of one year",
        facts(K.RESTRICT_TRADE, ban_until=date(2027, 1, 5)),
        ORDER_45,
        date(2026, 1, 10),
        date(2029, 1, 10),
    ),
    (
        "ban for life",
        facts(K.RESTRICT_CAREER, is_ban_lifelong=True),
        ORDER_45,
        date(2026, 1, 10),
        None,
    ),
    # 国办发〔2025〕22号: 轻微 ≤ 3 个月, 一般 3 个月–1 年, 严重 1–3 年.
    (
        "minor, two months",
        facts(K.FINE, fine_fen=1, severity=Severity.MINOR, shown_months=2),
        FRAME,
        date(2026, 1, 10),
        date(2026, 3, 10),
    ),
    (
        "general, one year",
        facts(K.FINE, fine_fen=1, severity=Severity.GENERAL, shown_months=12),
        FRAME,
        date(2026, 1, 10),
        date(2027, 1, 10),
    ),
    (
        "general, three months",
        facts(K.FINE, fine_fen=1, severity=Severity.GENERAL, shown_months=3),
        FRAME,
        date(2026, 12, 31),
        date(2027, 3, 31),
    ),
    (
        "serious, three years",
        facts(K.LICENCE, severity=Severity.SERIOUS, shown_months=36),
        FRAME,
        date(2026, 1, 10),
        date(2029, 1, 10),
    ),
    (
        "serious, ban for ten",
        facts(
            K.RESTRICT_CAREER,
            ban_until=date(2036, 1, 1),
            severity=Severity.SERIOUS,
            shown_months=36,
        ),
        FRAME,
        date(2026, 1, 10),
        date(2036, 1, 1),
    ),
]
HIDDEN = [
    # 45号 第二条: 仅受警告的不公示; 简易程序的不公示.
    (facts(K.WARNING), ORDER_45, Unpublished.WARNING_ONLY),
    (facts(K.FINE, fine_fen=1, procedure=Procedure.SUMMARY), ORDER_45, Unpublished.SUMMARY),
    (facts(K.WARNING, severity=Severity.MINOR, shown_months=1), FRAME, Unpublished.WARNING_ONLY),
    # 国办发〔2025〕22号: 轻微的可以不公示.
    (facts(K.FINE, severity=Severity.MINOR, shown_months=0), FRAME, Unpublished.MINOR),
    # Nobody has classed it: no time, so it cannot be shown.
    (facts(K.FINE), FRAME, Unpublished.UNSET),
]


@pytest.mark.parametrize(("name", "told", "version", "start", "last"), CASES)
def test_a_penalty_is_shown_from_its_first_to_its_last_day(
    name: str, told: PenaltyFacts, version: RuleVersion, start: date, last: date | None
) -> None:
    period = period_of(told, version, start)
    assert period is not None, name
    assert (period.first, period.last) == (start, last)
    assert not period.holds(start - timedelta(days=1))
    assert period.holds(start)
    if last is None:
        assert period.holds(date(2099, 12, 31))
        return
    assert period.holds(last)
    assert not period.holds(last + timedelta(days=1))


@pytest.mark.parametrize(("told", "version", "why"), HIDDEN)
def test_some_decisions_are_never_shown(
    told: PenaltyFacts, version: RuleVersion, why: Unpublished
) -> None:
    assert why_unpublished(told, version) is why
    assert period_of(told, version, date(2026, 1, 10)) is None


def test_publication_withdrawal_and_listing_are_due_as_the_rules_count() -> None:
    calendar = load_profile("lucheng").calendar
    # 45号 第九条, twenty working days from 5 January 2026: 4 January is worked, no holiday between.
    assert add_working_days(date(2026, 1, 5), 20, calendar) == date(2026, 2, 2)
    # Over Spring Festival 2026 (15-23 February off, 14 and 28 February worked).
    assert add_working_days(date(2026, 2, 2), 20, calendar) == date(2026, 3, 6)
    # 45号 第十一条, three working days from Friday, 30 January 2026.
    assert add_working_days(date(2026, 1, 30), 3, calendar) == date(2026, 2, 4)


def test_repair_and_removal_begin_on_the_day_after_their_time_is_over() -> None:
    # 国市监信规〔2021〕3号: six months, food and drugs a year.
    assert earliest_repair(date(2026, 1, 10), 6) == date(2026, 7, 11)
    assert earliest_repair(date(2026, 1, 10), 12) == date(2027, 1, 11)
    assert earliest_repair(date(2025, 8, 31), 6) == date(2026, 3, 1)
    assert earliest_repair(date(2026, 1, 10), None) is None
    # 44号: three years on the list.
    assert term_of(date(2026, 3, 2), 3).last == date(2029, 3, 2)
    assert not term_of(date(2026, 3, 2), 3).holds(date(2029, 3, 3))
    assert term_of(date(2026, 3, 2), None).holds(date(2099, 1, 1))


days = some.dates(date(2021, 9, 1), date(2035, 12, 31))
masks = some.integers(1, ALL_BITS)


@given(masks, days, some.integers(0, 200_000), some.sampled_from([None, 100_000]), some.booleans())
@settings(max_examples=60)
def test_the_time_is_never_shorter_and_never_longer_than_the_rule(
    mask: int, start: date, fine: int, figure: int | None, is_called_small: bool
) -> None:
    told = PenaltyFacts(
        mask, start, fine_fen=fine, small_fine_basis="示例标准" if is_called_small else ""
    )
    version = replace(ORDER_45, small_fine_fen=figure)
    period = period_of(told, version, start)
    kinds = set(kinds_of(mask))
    if kinds == {K.WARNING}:
        assert period is None
        return
    assert period is not None
    is_short = kinds <= {K.WARNING, K.CRITICISM} or (
        kinds <= {K.WARNING, K.CRITICISM, K.FINE}
        and (is_called_small if figure is None else fine <= figure)
    )
    assert period.last == add_months(start, 3 if is_short else 36)


@given(masks, days, days, days)
@settings(max_examples=60)
def test_a_ban_only_ever_lengthens_and_nothing_shows_after_its_end(
    mask: int, start: date, until: date, today: date
) -> None:
    mask |= mask_of(BANS)
    without = period_of(PenaltyFacts(mask, start), ORDER_45, start)
    banned = period_of(PenaltyFacts(mask, start, ban_until=until), ORDER_45, start)
    assert without is not None and banned is not None  # noqa: PT018 - both or neither
    assert without.last is not None and banned.last is not None  # noqa: PT018 - none is lifelong
    assert banned.last == max(without.last, until)
    assert banned.holds(today) is (start <= today <= banned.last)


@given(days, some.integers(1, 60))
@settings(max_examples=60)
def test_the_first_start_that_still_holds_today_is_exact(today: date, months: int) -> None:
    first = earliest_start(today, months)
    assert add_months(first, months) >= today
    assert add_months(first - timedelta(days=1), months) < today


def test_the_versions_of_a_place_leave_no_day_out_and_never_overlap() -> None:
    versions = versions_of(load_profile("lucheng"))
    for day in (date(2001, 1, 1), date(2025, 6, 21), date(2025, 6, 22), date(2099, 1, 1)):
        assert sum(version.holds(day) for version in versions) == 1
    assert {version.code for version in versions} == {"order-45"}


def test_kinds_are_kept_as_one_number_and_come_back() -> None:
    for kind in PenaltyKind:
        assert kinds_of(mask_of([kind])) == (kind,)
    assert mask_of(PenaltyKind) == ALL_BITS
    assert isinstance(period_of(facts(K.FINE), ORDER_45, date(2026, 1, 1)), Period)
