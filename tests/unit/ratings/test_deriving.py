"""Grades follow from facts as the schemes say: by hand, by an oracle, and whatever is searched."""

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.enterprises.facts import Fact, FactSource
from portal.ratings.deriving import NoGrade, derive, in_hundredths
from portal.ratings.deriving_facts import months_before
from portal.ratings.explaining import adjustment_of, as_json, factors_of, lines_of
from portal.ratings.foreseeing import Direction, look_ahead, turning_days
from portal.ratings.rules import Scheme, parts_of, total_of
from portal.ratings.scheme_files import schemes
from tests.factories.facts import DAY, fact
from tests.factories.ratings import scheme
from tests.unit.ratings import oracle
from tests.unit.ratings.promises import is_torn, worsens_when_cleared, worsens_without_findings

CASES = [
    line.split("\t")
    for line in Path(__file__).with_name("cases.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
NONE = "–"
DERIVED = [one for one in schemes().values() if one.is_derived]
DAYS = [
    date(2024, 2, 29),
    date(2025, 12, 31),
    date(2026, 2, 28),
    date(2026, 3, 31),
    DAY,
    date(2028, 2, 29),
]
BAD = (
    "sampling-failed",
    "penalty",
    "dishonest-listed",
    "recall-not-followed",
    "obstructed-inspection",
)
KINDS = ("maker", "workshop", "seller", "caterer", "canteen-school", "collective-supplier")


def read(text: str) -> Fact:
    """Return a fact written as kind@day~last#number!reference."""
    rest, _, reference = text.partition("!")
    rest, _, amount = rest.partition("#")
    rest, _, until = rest.partition("~")
    kind, _, on = rest.partition("@")
    return fact(
        kind, on or "0001-01-01", until=until or None, amount=amount or None, reference=reference
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{n}: {case[3]}" for n, case in enumerate(CASES)])
def test_a_case_worked_by_hand(case: list[str]) -> None:
    named, on, facts, _arithmetic, score, level = case
    code, version = named.split("/")
    found = derive(
        schemes()[code, version], [read(one) for one in facts.split()], date.fromisoformat(on)
    )
    assert found.score == (None if score == NONE else Decimal(score))
    assert (found.level.code if found.level else NONE) == level


def test_at_least_forty_cases_are_worked_by_hand() -> None:
    assert len(CASES) >= 40


def drawn(chance: random.Random, owner: int) -> list[Fact]:
    """Return what might be known of one enterprise; many days lie on edges."""
    facts = [Fact(f"kind:{chance.choice(KINDS)}", date.min, None, None, "示例", FactSource("示例"))]
    edges = [months_before(day, months) for day in DAYS for months in (3, 6, 12, 24, 36)]

    def day() -> date:
        if chance.random() < 0.4:
            return chance.choice(edges) + timedelta(days=chance.choice((-1, 0, 0, 1)))
        return date(2022, 1, 1) + timedelta(days=chance.randrange(2300))

    def add(kind: str, share: float, amount: Decimal | None = None, *, ends: bool = False) -> None:
        if chance.random() < share:
            on = day()
            until = on + timedelta(days=chance.randrange(900)) if ends else None
            source = FactSource("示例", f"{owner}-{len(facts):03}")
            facts.append(Fact(kind, on, until, amount, "示例", source))

    add("licence:food-trade", 0.9)
    add("licence:food-production", 0.2, ends=True)
    for _ in range(3):
        add("sampling-failed", 0.25)
        add("penalty", 0.2)
        kind = chance.choice(("inspection:routine", "inspection:flying"))
        add(kind, 0.5, Decimal(chance.randrange(8)))
        add("inspection-score", 0.5, Decimal(chance.randrange(500, 1001)) / 100)
        add("inspection-critical", 0.3, Decimal(chance.randrange(4)))
    for kind in ("flag:sunshine-kitchen", "flag:sunshine-factory", "certificate:haccp"):
        add(kind, 0.2, ends=True)
    add("dishonest-listed", 0.05, ends=True)
    for kind in ("recall-not-followed", "obstructed-inspection", "accident"):
        add(kind, 0.06)
    chance.shuffle(facts)
    return facts


def test_an_oracle_written_from_the_text_gives_the_same_for_every_scheme_and_day() -> None:
    chance = random.Random(20261122)
    seen: set[tuple[str, str | None]] = set()
    for owner in range(1000):
        facts = drawn(chance, owner)
        for (code, version), known in schemes().items():
            for day in DAYS:
                found = derive(known, facts, day)
                score = None if found.score is None else int(found.score * 100)
                level = found.level.code if found.level else None
                told = oracle.answer(code, version, facts, day)
                assert (score, level) == told, (code, version, day, facts)
                seen.add((code, level))
    for known in DERIVED:
        assert {(known.code, level.code) for level in known.levels} <= seen


DAYS_AROUND = st.integers(-1500, 40).map(lambda days: DAY + timedelta(days=days))
FACTS = st.lists(
    st.builds(
        lambda kind, on, amount, number: Fact(
            kind, on, None, Decimal(amount), "示例", FactSource("示例", f"{number:03}")
        ),
        st.sampled_from(
            [
                *BAD,
                "accident",
                "inspection:routine",
                "licence:food-trade",
                "certificate:haccp",
                "flag:sunshine-kitchen",
                "inspection-score",
                "inspection-critical",
            ]
        ),
        DAYS_AROUND,
        st.integers(0, 10),
        st.integers(0, 999),
    ),
    max_size=8,
)


@pytest.mark.parametrize("known", DERIVED, ids=lambda one: f"{one.code} {one.version}")
@settings(max_examples=60)
@given(facts=FACTS)
def test_a_cleared_failure_never_worsens_a_grade(known: Scheme, facts: list[Fact]) -> None:
    assert not worsens_when_cleared(known, facts, BAD, DAY)
    assert not worsens_without_findings(known, facts, DAY)


@pytest.mark.parametrize("known", DERIVED, ids=lambda one: f"{one.code} {one.version}")
@pytest.mark.parametrize("findings", range(1, 9))
def test_a_withdrawn_inspection_with_findings_never_worsens_a_grade(
    known: Scheme, findings: int
) -> None:
    told = [fact("licence:food-trade", "2020-01-01"), fact("kind:seller", "2020-01-01")]
    inspected = fact("inspection:routine", "2026-10-01", amount=findings)
    assert not worsens_without_findings(known, [*told, inspected], DAY)


@pytest.mark.parametrize("known", DERIVED, ids=lambda one: f"{one.code} {one.version}")
@settings(max_examples=60)
@given(facts=FACTS, order=st.randoms(use_true_random=False))
def test_the_table_adds_up_to_the_score_and_its_level_in_any_order(
    known: Scheme, facts: list[Fact], order: random.Random
) -> None:
    found = derive(known, facts, DAY)
    shuffled = list(facts)
    order.shuffle(shuffled)
    assert as_json(derive(known, shuffled, DAY)) == as_json(found)
    if found.score is None or found.base is None:
        assert found.level is None
        return
    factors = factors_of(found)
    assert total_of(factors) == found.score
    assert known.level_of(found.score) == found.base
    for part, points in parts_of(known, factors):
        assert 0 <= points <= part.most
    assert found.level == found.base or adjustment_of(found)


@pytest.mark.parametrize("known", DERIVED, ids=lambda one: f"{one.code} {one.version}")
@settings(max_examples=40)
@given(facts=FACTS, later=st.integers(1, 300))
def test_what_happens_later_changes_no_earlier_grade(
    known: Scheme, facts: list[Fact], later: int
) -> None:
    more = [one._replace(on=DAY + timedelta(days=later)) for one in facts]
    assert as_json(derive(known, [*facts, *more], DAY)) == as_json(derive(known, facts, DAY))


@pytest.mark.parametrize(
    "known", [one for one in schemes().values() if one.scale and one.levels[0].lower]
)
@settings(max_examples=60)
@given(hundredths=st.integers(0, 10_000))
def test_the_cut_offs_hold_every_score_exactly_once(known: Scheme, hundredths: int) -> None:
    assert known.scale is not None
    score = known.scale.least + (known.scale.most - known.scale.least) * hundredths / 10_000
    assert not is_torn(known, score)


def test_of_a_scheme_whose_points_are_imported_nothing_is_derived() -> None:
    found = derive(scheme(), [fact("sampling-failed", "2026-01-01")], DAY)
    assert (found.reason, found.level) == (NoGrade.NOT_DERIVED, None)
    assert "nothing is derived" in "\n".join(lines_of(found))


def test_numbers_are_rounded_half_upwards() -> None:
    assert in_hundredths(Fraction(1, 3)) == Decimal("0.33")
    assert in_hundredths(Fraction(5, 1000)) == Decimal("0.01")
    assert in_hundredths(Fraction(2, 3)) == Decimal("0.67")


def test_the_outlook_is_worked_out_by_the_same_function() -> None:
    facts = [
        read(one)
        for one in ["kind:seller", "licence:food-trade@2024-01-01", "sampling-failed@2026-03-01"]
    ]
    now = derive(scheme("demonstration"), facts, DAY)
    rows = look_ahead(now, facts)
    told = {row.example.kind if row.example else row.change: row for row in rows}
    assert told["removed"].derivation.score == Decimal(25)
    assert told["time"].derivation.on == date(2027, 3, 1)
    worse = told["sampling-failed"]
    assert (worse.direction, worse.derivation.level and worse.derivation.level.code) == (
        "worse",
        "D",
    )
    assert [row.direction for row in rows] == sorted(
        (row.direction for row in rows), key=list(Direction).index
    )
    assert look_ahead(derive(scheme(), facts, DAY), facts) == []


def test_days_on_which_something_changes_are_the_days_a_fact_stops_counting() -> None:
    facts = [
        fact("flag:sunshine-kitchen", "2026-01-01", until="2026-12-31"),
        fact("accident", "2026-08-31"),
    ]
    days = turning_days(scheme("demonstration"), facts, DAY)
    assert date(2027, 1, 1) in days
    assert date(2027, 2, 28) in days
    assert all(day > DAY for day in days)
