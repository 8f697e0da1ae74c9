from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portal.places.profile import load_profile
from portal.places.rules import (
    Confidence,
    Parameter,
    Parameters,
    ParameterUnknown,
    Tag,
    Term,
    Text,
    Unit,
    Value,
    ValueKindDiffers,
    due_on,
)

LUCHENG, ZHOUSHAN = load_profile("lucheng"), load_profile("zhoushan")
RULES = LUCHENG.parameters
LAST_DAY, FIRST_DAY = date(2026, 4, 14), date(2026, 4, 15)


def row(key: str, value: Value | None, unit: Unit = Unit.COUNT) -> Parameter:
    return Parameter(key, Term("place", Text("本地", "Local")), Text("名", "Name"), value, unit)


def found(key: str, on: date = FIRST_DAY) -> Parameter:
    parameter = RULES.find(key, on)
    assert parameter is not None
    return parameter


def test_a_complaint_received_on_the_last_day_of_the_old_rule_follows_it() -> None:
    assert RULES.value("complaints.rule_version", on=LAST_DAY) == "v2020"
    assert RULES.value("complaints.rule_version", on=FIRST_DAY) == "v2026"


def test_mediation_changes_from_working_days_to_calendar_days() -> None:
    old, new = found("complaints.mediation_days", LAST_DAY), found("complaints.mediation_days")
    assert (old.value, old.unit) == (45, Unit.WORKING_DAYS)
    assert (new.value, new.unit) == (60, Unit.CALENDAR_DAYS)
    assert new.pause is not None
    assert new.pause.code == "testing"


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("complaints.accept_days", date(2026, 4, 29), date(2026, 5, 12)),
        ("complaints.mediation_days", date(2026, 4, 29), date(2026, 6, 28)),
        ("ratings.catering.new_licence_months", date(2026, 11, 30), date(2027, 2, 28)),
        ("complaints.limitation_years", date(2024, 2, 29), date(2027, 2, 28)),
    ],
)
def test_a_time_limit_ends_by_its_own_unit(key: str, start: date, end: date) -> None:
    assert due_on(found(key), start, LUCHENG.calendar) == end


def test_a_time_limit_nobody_set_has_no_end() -> None:
    assert due_on(found("ratings.objection_days"), FIRST_DAY, LUCHENG.calendar) is None


def test_an_amount_is_no_time_limit() -> None:
    with pytest.raises(ValueKindDiffers):
        due_on(found("rewards.cap_fen"), FIRST_DAY, LUCHENG.calendar)


def test_an_unknown_parameter_is_named_in_the_error() -> None:
    with pytest.raises(ParameterUnknown, match=r"no parameter is called 'complaints\.acept_days'"):
        RULES.value("complaints.acept_days", on=FIRST_DAY)


def test_before_any_rule_there_is_no_value() -> None:
    assert RULES.find("complaints.accept_days", date(2019, 12, 31)) is None
    assert RULES.value("complaints.accept_days", on=date(2019, 12, 31)) is None


def test_what_nobody_decided_is_none_and_not_a_figure() -> None:
    parameter = found("rewards.rider.amounts")
    assert not parameter.is_set
    assert not parameter.awaits_confirmation
    assert RULES.items("rewards.rider.amounts", FIRST_DAY) == ()
    assert RULES.whole("rewards.budget_fen", FIRST_DAY) is None


def test_values_are_exact_and_of_their_kind() -> None:
    assert RULES.whole("rewards.cap_fen", FIRST_DAY) == 100_000_000
    assert RULES.number("rewards.level_1.percent", FIRST_DAY) == Decimal(5)
    assert RULES.number("accessibility.contrast", FIRST_DAY) == Decimal("4.5")
    assert RULES.number("complaints.accept_days", FIRST_DAY) == Decimal(7)
    assert RULES.flag("penalties.warning_only_shown", FIRST_DAY) is False
    assert len(RULES.items("sampling.food_categories", FIRST_DAY)) == 34


def test_a_value_of_another_kind_is_refused() -> None:
    for ask in (RULES.whole, RULES.number, RULES.flag):
        with pytest.raises(ValueKindDiffers):
            ask("complaints.refusal_grounds", FIRST_DAY)
    with pytest.raises(ValueKindDiffers):
        RULES.items("complaints.accept_days", FIRST_DAY)
    with pytest.raises(ValueKindDiffers):
        RULES.whole("complaints.single_transfer", FIRST_DAY)


def test_doubtful_and_proposed_values_await_the_legal_office() -> None:
    assert found("complaints.reporter_notice_days").confidence is Confidence.LOW
    assert found("complaints.reporter_notice_days").awaits_confirmation
    assert found("privacy.small_cell").proposed
    assert found("privacy.small_cell").awaits_confirmation
    assert found("accounts.lock_after_failures").tag is Tag.UNCONFIRMED
    assert not found("sampling.retest_request_days").awaits_confirmation


def test_a_confirmed_value_no_longer_awaits_anybody() -> None:
    doubtful = found("complaints.reporter_notice_days")
    assert not replace(doubtful, confirmed_on=date(2026, 5, 6)).awaits_confirmation


def test_every_unconfirmed_value_is_shown_as_such() -> None:
    for parameter in (*LUCHENG.parameters, *ZHOUSHAN.parameters):
        if parameter.is_set and parameter.tag in {Tag.UNCONFIRMED, Tag.SECOND_HAND}:
            assert parameter.awaits_confirmation, parameter.key


def test_every_value_has_a_source_and_a_confidence() -> None:
    for parameter in (*LUCHENG.parameters, *ZHOUSHAN.parameters):
        if parameter.is_set:
            assert parameter.source, parameter.key
            assert parameter.confidence, parameter.key


def test_two_rows_of_a_key_never_hold_on_the_same_day() -> None:
    for key in RULES.keys:
        starts = [row.valid_from for row in RULES.history(key) if row.valid_from]
        for day in starts:
            assert sum(row.is_in_force(day) for row in RULES.history(key)) == 1, key


def test_both_places_answer_for_the_same_keys() -> None:
    def shared(parameters: Parameters) -> set[str]:
        own = ("terms.", "place.", "ratings.wenzhou")
        return {key for key in parameters.keys if not key.startswith(own)}

    assert shared(LUCHENG.parameters) == shared(ZHOUSHAN.parameters)


def test_the_province_decides_what_the_nation_leaves_open() -> None:
    assert RULES.whole("rewards.major_fine_fen", FIRST_DAY) == 10_000_000
    assert RULES.number("rewards.insider_uplift_percent", FIRST_DAY) == 100
    assert found("rewards.major_fine_fen").instrument is not None


def test_the_upper_layer_replaces_a_key_and_adds_its_own_last() -> None:
    below = Parameters((row("a.x", 1), row("a.y", 2)))
    merged = below.overlaid([row("b.z", 4), row("a.x", 3)])
    assert [(one.key, one.value) for one in merged] == [("a.x", 3), ("a.y", 2), ("b.z", 4)]
    assert len(merged) == 3


@pytest.mark.parametrize("code", ["lucheng", "zhoushan"])
def test_undefined_terms_of_the_documents_stay_unset(code: str) -> None:
    terms = [one for one in load_profile(code).parameters if one.group.code == "terms"]
    assert len(terms) > 10
    decided = {one.key for one in terms if one.is_set}
    assert decided == {"terms.four_strictest"}
    assert all(one.note for one in terms)
