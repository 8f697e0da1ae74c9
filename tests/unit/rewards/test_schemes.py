"""The scheme files: whole as shipped, laid over by a place, and remembered by what binds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portal.places.profile import load_profile
from portal.rewards.rules import Figure, Instrument, Kind, Scheme, Schemes, Topic
from portal.rewards.scheme_files import schemes_of

TODAY = date(2026, 11, 21)


SHELF = schemes_of("lucheng")


def get(scheme_id: str, shelf: Schemes = SHELF) -> Scheme:
    return next(scheme for scheme in shelf if scheme.id == scheme_id)


def test_the_provinces_rule_is_offered_before_the_nations() -> None:
    ids = [scheme.id for scheme in SHELF.in_force(TODAY)]
    assert ids == ["zhejiang-2023", "national-2021", "insiders-2024"]


def test_before_the_provinces_rule_the_nations_holds() -> None:
    assert [row.id for row in SHELF.in_force(date(2023, 3, 31))] == ["national-2021"]
    assert SHELF.in_force(date(2021, 11, 30)) == ()


def test_the_riders_scheme_invents_nothing() -> None:
    riders = get("rider-local")
    assert riders.kind is Kind.FIXED
    assert riders.grades is None
    figures = [riders.cap_fen, riders.day_cap_fen, riders.month_cap_fen, riders.pool_fen]
    assert [figure and figure.value for figure in figures] == [None] * 4
    assert not riders.is_in_force(TODAY)


def test_what_a_scheme_leaves_out_comes_from_the_one_it_follows() -> None:
    insiders, national = get("insiders-2024"), get("national-2021")
    assert insiders.grades is not None
    assert national.grades is not None
    taken = [(grade.percent.value, grade.floor_fen.value) for grade in insiders.grades]
    assert taken == [(grade.percent.value, grade.floor_fen.value) for grade in national.grades]
    assert insiders.windows is not None
    assert national.windows is not None
    assert insiders.windows.claim.value == national.windows.claim.value
    assert len(insiders.all_questions) == len(national.all_questions) + 3
    assert SHELF.family_of(insiders) == SHELF.family_of(get("zhejiang-2023"))
    assert SHELF.family_of(get("rider-local")) == "rider-local"


def test_what_is_taken_keeps_the_instrument_that_says_it() -> None:
    zhejiang, national = get("zhejiang-2023"), get("national-2021")
    assert zhejiang.windows is not None
    assert zhejiang.windows.claim.instrument == national.instrument
    assert zhejiang.cap_fen is not None
    assert zhejiang.cap_fen.instrument == zhejiang.instrument
    insiders = get("insiders-2024")
    assert insiders.grades is not None
    assert insiders.grades[0].percent.instrument == national.instrument
    alone = replace(zhejiang, windows=None, cap_fen=Figure(Decimal(5))).completed_by(national)
    assert alone.windows is not None
    assert alone.windows.claim.instrument == national.instrument
    assert alone.cap_fen == Figure(Decimal(5))
    by_code = {question.code: question.instrument for question in insiders.all_questions}
    assert by_code["offender"] == national.instrument
    assert by_code["insider"] == insiders.instrument


def test_whatever_cites_nothing_cites_the_scheme_it_stands_in() -> None:
    one, other = get("zhejiang-2023"), Instrument(name=get("national-2021").instrument.name)
    assert one.grades is not None
    assert one.questions is not None
    assert one.clauses is not None
    assert one.windows is not None
    bare = Figure(Decimal(5))
    said = replace(
        one,
        cap_fen=bare,
        large_from_fen=replace(bare, instrument=other),
        rounding_fen=replace(bare, proposed=True),
        grades=(replace(one.grades[0], percent=bare),),
        windows=replace(one.windows, claim=bare),
        questions=(replace(one.questions[0], instrument=None),),
        clauses=(replace(one.clauses[0], instrument=None),),
    ).citing_itself()
    cited = [
        said.cap_fen,
        said.grades and said.grades[0].percent,
        said.windows and said.windows.claim,
        *(said.questions or ()),
        *(said.clauses or ()),
    ]
    assert [row and row.instrument for row in cited] == [one.instrument] * 5
    assert said.large_from_fen == replace(bare, instrument=other)
    assert said.rounding_fen == replace(bare, proposed=True)  # this site chose it, no rule
    assert said.examples == one.examples


def test_a_clause_is_found_by_what_it_is_about() -> None:
    rule = get("zhejiang-2023")
    clause = rule.find_clause(Topic.PARTIAL)
    assert clause is not None
    assert clause.topic is Topic.PARTIAL
    assert clause in (rule.clauses or ())
    assert replace(rule, clauses=()).find_clause(Topic.PARTIAL) is None
    assert replace(rule, clauses=None).find_clause(Topic.PARTIAL) is None


def test_numbers_from_memory_await_confirmation() -> None:
    windows = get("zhejiang-2023").windows
    assert windows is not None
    assert windows.claim.awaits_confirmation
    cap = get("zhejiang-2023").cap_fen
    assert cap is not None
    assert not cap.awaits_confirmation


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rewards.level_1.percent", lambda s: s.grades[0].percent.value),
        ("rewards.level_2.floor_fen", lambda s: s.grades[1].floor_fen.value),
        ("rewards.level_3.percent", lambda s: s.grades[2].percent.value),
        ("rewards.cap_fen", lambda s: s.cap_fen.value),
        ("rewards.consult_fen", lambda s: s.consult_from_fen.value),
        ("rewards.major_fine_fen", lambda s: s.large_from_fen.value),
        ("rewards.insider_uplift_percent", lambda s: s.uplift_most.value * 100),
        ("rewards.tell_days", lambda s: s.windows.notice.value),
        ("rewards.claim_days", lambda s: s.windows.claim.value),
        ("rewards.claim_extension_days", lambda s: s.windows.extension.value),
        ("rewards.objection_days", lambda s: s.windows.objection.value),
    ],
)
def test_the_page_of_parameters_and_the_rules_of_rewards_agree(key: str, value: object) -> None:
    parameters = load_profile("lucheng").parameters
    assert callable(value)
    assert parameters.number(key, TODAY) == value(get("zhejiang-2023"))
