"""Amounts, worked by hand from the rules, and by an oracle written from the same text."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.places.rules import Text
from portal.rewards.rules import (
    LARGEST_BASE_FEN,
    NOT_SET,
    Figure,
    Flag,
    Flaw,
    Grade,
    Scheme,
    StepKind,
    Uncomputable,
    compute,
    shares,
)
from portal.rewards.scheme_files import schemes_of

ON = date(2026, 11, 21)
YUAN = 100


def scheme(scheme_id: str = "zhejiang-2023") -> Scheme:
    found = schemes_of("lucheng").find_in_force(scheme_id, ON)
    assert found is not None
    return found


# grade, penalty (yuan), uplift, reward (yuan): regulations.md 2.1, by hand
BY_HAND = [
    (1, 0, "0", 5_000),  # no fine: not below 5,000
    (2, 0, "0", 3_000),
    (3, 0, "0", 1_000),
    (1, 99_999, "0", 5_000),  # 4,999.95 is below the floor
    (1, 100_000, "0", 5_000),  # exactly the floor
    (1, 100_020, "0", 5_001),
    (1, 100_039, "0", 5_001),  # 5,001.95, parts of a yuan are dropped
    (2, 68_400, "0", 3_000),  # 2,052
    (2, 1_000_000, "0", 30_000),
    (3, 345_678, "0", 3_456),
    (2, 1_000_000, "1", 60_000),  # an insider: the same again
    (2, 68_400, "1", 6_000),  # the floor is raised too: the original standard, once more
    (3, 150_000, "0.5", 2_250),
    (1, 9_999_999, "0", 499_999),
    (1, 10_000_000, "0", 500_000),
    (1, 19_999_980, "0", 999_999),
    (1, 20_000_000, "0", 1_000_000),  # exactly the cap
    (1, 300_000_000, "0", 1_000_000),
    (1, 15_000_000, "1", 1_000_000),  # the uplift stays under the cap
]


@pytest.mark.parametrize(("grade", "base", "uplift", "reward"), BY_HAND)
@pytest.mark.parametrize("scheme_id", ["zhejiang-2023", "national-2021", "insiders-2024"])
def test_an_amount_is_what_a_person_works_out_by_hand(
    scheme_id: str, grade: int, base: int, uplift: str, reward: int
) -> None:
    counted = compute(scheme(scheme_id), grade, base * YUAN, Fraction(uplift), ON)
    assert counted.amount_fen == reward * YUAN


def oracle(grade: int, base_fen: int, uplift: Fraction) -> int:
    """Award = min(1,000,000, max(floor, pct × base) × (1 + uplift)), down to 1 yuan."""
    share, floor = {
        1: (Fraction(5, 100), 5_000),
        2: (Fraction(3, 100), 3_000),
        3: (Fraction(1, 100), 1_000),
    }[grade]
    yuan = max(Fraction(floor), Fraction(base_fen, 100) * share) * (1 + uplift)
    return int(min(Fraction(1_000_000), yuan)) * 100


uplifts = st.fractions(min_value=0, max_value=1, max_denominator=1000)
bases = st.one_of(
    st.integers(0, 5_000_000_000), st.integers(0, LARGEST_BASE_FEN), st.integers(0, 20_000_000)
)


@given(st.integers(1, 3), bases, uplifts)
def test_amounts_equal_an_oracle_written_from_the_text(
    grade: int, base_fen: int, uplift: Fraction
) -> None:
    counted = compute(scheme(), grade, base_fen, uplift, ON)
    assert counted.amount_fen == oracle(grade, base_fen, uplift)
    must_consult = counted.amount_fen >= 50_000_000 or uplift > 0
    assert counted.needs_finance_consultation is must_consult


@given(st.integers(1, 3), bases, uplifts)
def test_amounts_lie_between_floor_and_cap_and_the_steps_lead_to_them(
    grade: int, base_fen: int, uplift: Fraction
) -> None:
    rule = scheme()
    counted = compute(rule, grade, base_fen, uplift, ON)
    chosen = rule.find_grade(grade)
    assert chosen is not None
    assert rule.cap_fen is not None
    floor, cap = chosen.floor_fen.whole or 0, rule.cap_fen.whole or 0
    assert floor <= counted.amount_fen <= cap
    assert counted.steps[0].kind is StepKind.BASE
    assert counted.steps[-1].kind is StepKind.ROUNDING
    assert counted.steps[-1].result == counted.amount_fen
    before = counted.steps[-2].result
    assert 0 <= before - counted.amount_fen < 100


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1).filter(sum))
def test_shares_sum_exactly_and_each_is_fair_to_one_fen(amount: int, weights: list[int]) -> None:
    parts = shares(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(amount * weight, sum(weights))) < 1


def test_what_does_not_divide_goes_to_whoever_reported_earlier() -> None:
    assert shares(100, [1, 1, 1]) == (34, 33, 33)


@pytest.mark.parametrize("weights", [[], [0], [-1, 2]])
def test_shares_need_somebody_to_share(weights: list[int]) -> None:
    with pytest.raises(Uncomputable) as answer:
        shares(100, weights)
    assert (answer.value.flaw, answer.value.field) == (Flaw.NO_SHARES, "shares")


@pytest.mark.parametrize(
    ("facts", "flaw", "field"),
    [
        ({"grade": 0}, Flaw.GRADE_UNKNOWN, "grade"),
        ({"grade": 4}, Flaw.GRADE_UNKNOWN, "grade"),
        ({"base_fen": -1}, Flaw.BASE_NEGATIVE, "base"),
        ({"base_fen": LARGEST_BASE_FEN + 1}, Flaw.BASE_TOO_LARGE, "base"),
        ({"uplift": Fraction(-1, 100)}, Flaw.UPLIFT_OUTSIDE, "uplift"),
        ({"uplift": Fraction(101, 100)}, Flaw.UPLIFT_OUTSIDE, "uplift"),
        ({"on": date(2023, 3, 31)}, Flaw.NOT_IN_FORCE, "on"),
    ],
)
def test_inputs_that_lead_nowhere_are_named(
    facts: dict[str, object], flaw: Flaw, field: str
) -> None:
    usual = {"grade": 1, "base_fen": 100, "uplift": Fraction(0), "on": ON}
    with pytest.raises(Uncomputable) as answer:
        compute(scheme(), **{**usual, **facts})  # type: ignore[arg-type]
    assert (answer.value.flaw, answer.value.field) == (flaw, field)


def test_a_scheme_without_numbers_computes_nothing() -> None:
    riders = schemes_of("lucheng").find_version("rider-local", "unset")
    assert riders is not None
    with pytest.raises(Uncomputable) as answer:
        compute(riders, 1, 100, Fraction(0), ON)
    assert (answer.value.flaw, answer.value.field) == (Flaw.NOT_SET, "scheme")


def fixed_scheme(amount: int | None) -> Scheme:
    riders = schemes_of("lucheng").find_version("rider-local", "unset")
    assert riders is not None
    text = Text("甲", "a")
    value = None if amount is None else Decimal(amount)
    grade = Grade(number=1, name=text, when=text, fixed_fen=Figure(value))
    hundred = Figure(Decimal(100))
    return replace(
        riders,
        valid_from=ON,
        grades=(grade,),
        cap_fen=Figure(Decimal(100_000)),
        rounding_fen=hundred,
        consult_from_fen=None,
        uplift_most=None,
    )


def test_a_fixed_scheme_pays_its_sum_whatever_the_penalty() -> None:
    counted = compute(fixed_scheme(5_000), 1, 999, Fraction(0), ON)
    assert counted.amount_fen == 5_000
    assert counted.steps[0].kind is StepKind.FIXED
    assert counted.flags == ()


def test_a_fixed_sum_tells_its_steps_and_leaves_out_what_nobody_set() -> None:
    whole = fixed_scheme(5_050)
    assert whole.grades is not None
    expected: list[tuple[Any, ...]] = [
        (StepKind.FIXED, 5_050, 5_050, True, whole.grades[0].fixed_fen),
        (StepKind.CAP, 100_000, 5_050, False, whole.cap_fen),
        (StepKind.ROUNDING, 100, 5_000, True, whole.rounding_fen),
    ]
    unset: Any
    for unset in (None, NOT_SET):
        for missing, kept in (
            ({}, expected),
            ({"cap_fen": unset}, [expected[0], expected[2]]),
            ({"rounding_fen": unset}, expected[:2]),
            ({"cap_fen": unset, "rounding_fen": unset}, expected[:1]),
        ):
            counted = compute(replace(whole, **missing), 1, 999, Fraction(0), ON)
            told = [
                (step.kind, step.operand, step.result, step.has_changed, step.authority)
                for step in counted.steps
            ]
            assert told == kept


def test_a_sum_that_nobody_set_is_not_guessed() -> None:
    with pytest.raises(Uncomputable) as answer:
        compute(fixed_scheme(None), 1, 0, Fraction(0), ON)
    assert (answer.value.flaw, answer.value.field) == (Flaw.NOT_SET, "scheme")
    unset: Any
    for unset in (None, NOT_SET):
        for name in ("percent", "floor_fen"):
            rule = scheme()
            assert rule.grades is not None
            grades = tuple(replace(grade, **{name: unset}) for grade in rule.grades)
            with pytest.raises(Uncomputable) as answer:
                compute(replace(rule, grades=grades), 1, 0, Fraction(0), ON)
            assert (answer.value.flaw, answer.value.field) == (Flaw.NOT_SET, "scheme")
    with pytest.raises(Uncomputable):
        compute(replace(scheme(), cap_fen=None), 1, 0, Fraction(0), ON)


def test_flags_say_what_whoever_decides_must_know() -> None:
    small = compute(scheme(), 2, 6_840_000, Fraction(1), ON)
    assert set(small.flags) == {
        Flag.FLOOR_APPLIED,
        Flag.CONSULT_UPLIFT,
        Flag.BELOW_LARGE_AMOUNT,
    }
    large = compute(scheme(), 1, 3_000_000_000, Fraction(0), ON)
    assert set(large.flags) == {Flag.CAP_APPLIED, Flag.CONSULT_AMOUNT}
