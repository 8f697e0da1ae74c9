"""Each step says what it did, to the very boundary, and which number of the scheme it applied."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from portal.rewards.rules import (
    LARGEST_BASE_FEN,
    NOT_SET,
    Computation,
    Evidence,
    Figure,
    Findings,
    Flag,
    Flaw,
    Match,
    Measure,
    Scheme,
    Spent,
    StepKind,
    Topic,
    Uncomputable,
    compute,
    is_major,
    supported_grade,
    within_caps,
)
from portal.rewards.scheme_files import schemes_of

ON = date(2026, 11, 21)
SHELF = schemes_of("lucheng")


def scheme(scheme_id: str = "zhejiang-2023") -> Scheme:
    return next(row for row in SHELF if row.id == scheme_id)


def count(grade: int, base_fen: int, uplift: str = "0", matched: int | None = None) -> Computation:
    return compute(scheme(), grade, base_fen, Fraction(uplift), ON, matched_fen=matched)


@pytest.mark.parametrize(
    ("grade", "base_fen", "kind", "has_changed"),
    [
        (1, 10_000_000, StepKind.FLOOR, False),  # 5 % is the floor itself
        (1, 9_999_999, StepKind.FLOOR, True),
        (1, 2_000_000_000, StepKind.CAP, False),  # 5 % is the cap itself
        (1, 2_000_000_001, StepKind.CAP, True),
        (3, 10_010_000, StepKind.ROUNDING, False),
        (3, 10_010_001, StepKind.ROUNDING, True),
    ],
)
def test_a_step_changes_something_only_beyond_its_boundary(
    grade: int, base_fen: int, kind: StepKind, has_changed: bool
) -> None:
    found = next(step for step in count(grade, base_fen).steps if step.kind is kind)
    assert found.has_changed is has_changed


def test_every_step_cites_the_number_it_applies() -> None:
    rule = scheme()
    grade = rule.find_grade(2)
    assert grade is not None
    steps = count(2, 50_000_000, "1", 20_000_000).steps
    assert [(step.kind, step.authority) for step in steps] == [
        (StepKind.BASE, grade.percent),
        (StepKind.MATCHED, rule.find_clause(Topic.PARTIAL)),
        (StepKind.PERCENT, grade.percent),
        (StepKind.FLOOR, grade.floor_fen),
        (StepKind.UPLIFT, rule.uplift_most),
        (StepKind.CAP, rule.cap_fen),
        (StepKind.ROUNDING, rule.rounding_fen),
    ]
    assert [step.operand for step in steps] == [
        50_000_000, 20_000_000, 3, 300_000, 1, 100_000_000, 100,
    ]  # fmt: skip
    assert [step.result for step in steps] == [
        50_000_000, 20_000_000, 600_000, 600_000, 1_200_000, 1_200_000, 1_200_000,
    ]  # fmt: skip


def test_every_note_cites_the_number_it_follows_from() -> None:
    rule = scheme()
    small, large = count(1, 9_999_999, "0.5"), count(1, 2_000_000_001)
    assert [(note.flag, note.authority) for note in small.notes] == [
        (Flag.FLOOR_APPLIED, None),
        (Flag.CONSULT_UPLIFT, rule.uplift_most),
        (Flag.BELOW_LARGE_AMOUNT, rule.large_from_fen),
    ]
    assert [(note.flag, note.authority) for note in large.notes] == [
        (Flag.CAP_APPLIED, rule.cap_fen),
        (Flag.CONSULT_AMOUNT, rule.consult_from_fen),
    ]


@pytest.mark.parametrize(
    ("grade", "base_fen", "uplift", "consults"),
    [
        (1, 999_999_999, "0", False),
        (1, 1_000_000_000, "0", True),
        (1, 0, "1/100", True),
        (1, 0, "0", False),
    ],
)
def test_finance_is_consulted_from_half_a_million_or_for_an_uplift(
    grade: int, base_fen: int, uplift: str, consults: bool
) -> None:
    assert count(grade, base_fen, uplift).needs_finance_consultation is consults


def test_all_of_a_penalty_matching_is_no_partial_match() -> None:
    assert count(2, 50_000_000, matched=50_000_000) == count(2, 50_000_000)
    none = count(2, 50_000_000, matched=0)
    assert none.amount_fen == 300_000
    assert Flag.BELOW_LARGE_AMOUNT not in none.flags  # the penalty itself was large


@pytest.mark.parametrize("matched", [-1, 101])
def test_a_part_is_not_above_the_whole(matched: int) -> None:
    with pytest.raises(Uncomputable) as answer:
        count(2, 100, matched=matched)
    assert (answer.value.flaw, answer.value.field) == (Flaw.MATCHED_OUTSIDE, "matched")
    assert str(answer.value) == "matched: matched_outside"


def test_the_largest_base_and_the_first_day_still_count() -> None:
    assert count(1, LARGEST_BASE_FEN).amount_fen == 100_000_000
    first = compute(scheme(), 1, 0, Fraction(0), date(2023, 4, 1))
    assert first.amount_fen == 500_000
    last = replace(scheme(), valid_to=ON)
    assert compute(last, 1, 0, Fraction(0), ON).amount_fen == 500_000
    with pytest.raises(Uncomputable):
        compute(last, 1, 0, Fraction(0), date(2026, 11, 22))


def test_what_a_scheme_does_not_set_is_named() -> None:
    unset = replace(scheme(), uplift_most=NOT_SET)
    with pytest.raises(Uncomputable) as answer:
        compute(unset, 1, 0, Fraction(1, 100), ON)
    assert answer.value.flaw is Flaw.UPLIFT_OUTSIDE
    for missing in ({"cap_fen": None}, {"rounding_fen": NOT_SET}):
        with pytest.raises(Uncomputable) as answer:
            compute(replace(scheme(), **missing), 1, 0, Fraction(0), ON)
        assert (answer.value.flaw, answer.value.field) == (Flaw.NOT_SET, "scheme")
    quiet = replace(scheme(), consult_from_fen=None, large_from_fen=None)
    assert compute(quiet, 1, 2_000_000_000, Fraction(0), ON).flags == ()


def test_a_cap_says_what_was_left_and_whether_it_took_anything() -> None:
    riders = replace(
        scheme("rider-local"),
        day_cap_fen=Figure(Decimal(300)),
        month_cap_fen=Figure(Decimal(500)),
        pool_fen=NOT_SET,
        month_pool_fen=Figure(Decimal(9_000)),
    )
    found = within_caps(riders, 100, Spent(own_day_fen=200, own_month_fen=450, month_fen=9_001))
    told = [
        (step.kind, int(step.operand), int(step.result), step.has_changed) for step in found.steps
    ]
    assert told == [
        (StepKind.DAY_CAP, 100, 100, False),
        (StepKind.MONTH_CAP, 50, 50, True),
        (StepKind.MONTH_POOL, 0, 0, True),
    ]
    assert found.amount_fen == 0
    assert found.steps[0].authority is riders.day_cap_fen
    assert within_caps(scheme("rider-local"), 100, Spent()).steps == ()


def test_a_measure_makes_a_violation_major_whatever_was_fined() -> None:
    for measure in Measure:
        assert is_major(scheme("national-2021"), 0, [measure]) is True
    assert is_major(scheme("national-2021"), 0, []) is False
    assert is_major(scheme("national-2021"), 1, []) is None
    assert is_major(scheme(), 9_999_999, []) is False
    assert is_major(scheme(), 10_000_000, []) is True


def test_a_grade_without_conditions_supports_nobody() -> None:
    findings = Findings(Evidence.DIRECT, Match.FULL, is_gravest=True)
    grades = scheme().grades
    assert grades is not None
    half = replace(grades[0], match=None), replace(grades[0], evidence=None)
    assert supported_grade(replace(scheme(), grades=half), findings) is None
    assert supported_grade(replace(scheme(), grades=None), findings) is None
