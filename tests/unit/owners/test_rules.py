"""Letters, answers and reports: what may follow what, and when something is late."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.kernel.lifecycle import MoveRefused
from portal.owners.rules import (
    ALPHABET,
    REPLY_LIFECYCLE,
    LetterState,
    Period,
    ReplyStage,
    is_late,
    letter_state,
    new_code,
    periods_before,
    plain_code,
)

ALLOWED = {
    *(
        (ReplyStage.SUBMITTED, wanted)
        for wanted in (
            ReplyStage.PUBLISHED,
            ReplyStage.REFUSED,
            ReplyStage.RETURNED,
            ReplyStage.WITHDRAWN,
        )
    ),
    (ReplyStage.RETURNED, ReplyStage.SUBMITTED),
    (ReplyStage.RETURNED, ReplyStage.WITHDRAWN),
    (ReplyStage.PUBLISHED, ReplyStage.WITHDRAWN),
}


@pytest.mark.parametrize(("current", "wanted"), list(product(ReplyStage, ReplyStage)))
def test_an_answer_makes_only_the_listed_moves(current: ReplyStage, wanted: ReplyStage) -> None:
    if (current, wanted) in ALLOWED:
        REPLY_LIFECYCLE.check(current, wanted)
    else:
        with pytest.raises(MoveRefused):
            REPLY_LIFECYCLE.check(current, wanted)


@pytest.mark.parametrize(
    ("is_used", "is_revoked", "expires_on", "state"),
    [
        (True, False, None, LetterState.USED),
        (False, True, None, LetterState.REVOKED),
        (False, False, date(2026, 11, 19), LetterState.LAPSED),
        (False, False, date(2026, 11, 20), LetterState.OPEN),
        (False, False, None, LetterState.OPEN),
    ],
)
def test_a_code_can_be_used_once_and_until_its_last_day(
    is_used: bool,
    is_revoked: bool,
    expires_on: date | None,
    state: LetterState,
) -> None:
    today = date(2026, 11, 20)
    found = letter_state(is_used=is_used, is_revoked=is_revoked, expires_on=expires_on, today=today)
    assert found is state


def test_a_code_reads_the_same_however_it_is_typed() -> None:
    code = new_code()
    assert plain_code(f" {code.lower()} ".replace("-", " ")) == code.replace("-", "")
    assert set(plain_code(code)) <= set(ALPHABET)
    assert len({new_code() for _ in range(50)}) == 50


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
@settings(max_examples=60)
def test_reports_are_about_periods_that_have_reached_their_last_month(today: date) -> None:
    periods = periods_before(today)
    assert len(set(periods)) == len(periods) >= 7
    assert all(period.last_on.replace(day=1) <= today for period in periods)
    assert all(Period.read(period.code) == period for period in periods)


@pytest.mark.parametrize(
    ("written", "last_on"),
    [
        ("2026", date(2026, 12, 31)),
        ("2026-H1", date(2026, 6, 30)),
        ("2024-Q1", date(2024, 3, 31)),
        ("2026-Q4", date(2026, 12, 31)),
    ],
)
def test_a_period_ends_with_its_last_month(written: str, last_on: date) -> None:
    period = Period.read(written)
    assert period is not None
    assert period.last_on == last_on


@pytest.mark.parametrize("written", ["", "2026-Q5", "26", "2026-", "\x00", "2026-Q1 "])
def test_what_is_no_period_is_none(written: str) -> None:
    assert Period.read(written) is None


def test_without_a_last_day_nothing_is_late() -> None:
    assert not is_late(date(2026, 11, 20), None)
    assert not is_late(date(2026, 11, 20), date(2026, 11, 20))
    assert is_late(date(2026, 11, 21), date(2026, 11, 20))
