"""Inspections: when a result has to be public, and which digits nobody may read."""

from datetime import date

import pytest

from portal.inspections.rules import (
    PUBLISH_DAYS,
    RECORD_LIFECYCLE,
    RecordStage,
    latest_due,
    masked_numbers,
)
from portal.places.profile import load_profile
from portal.places.rules import due_on


def test_a_result_is_due_twenty_working_days_later_and_no_day_is_skipped() -> None:
    place = load_profile("lucheng")
    rule = place.parameters.find(PUBLISH_DAYS, on=date(2026, 10, 14))
    assert rule is not None
    due = due_on(rule, date(2026, 10, 14), place.calendar)
    assert due == date(2026, 11, 11)
    assert latest_due(rule, date(2026, 11, 11), place.calendar) == date(2026, 10, 14)
    before = latest_due(rule, date(2026, 11, 10), place.calendar)
    assert before is not None
    assert before < date(2026, 10, 14)


def test_without_a_rule_nothing_becomes_public_by_itself() -> None:
    assert latest_due(None, date(2026, 11, 11), load_profile("lucheng").calendar) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("证号 330302199001011234。", "证号 3303021990****1234。"),
        ("33030219900101123X", "3303021990****123X"),
        ("330302199001011234、330302198512310021", "3303021990****1234、3303021985****0021"),
        ("91330302MA0000001X", "91330302MA0000001X"),
        ("JY13303020000011", "JY13303020000011"),
        ("", ""),
    ],
)
def test_of_an_identity_number_digits_eleven_to_fourteen_are_hidden(text: str, shown: str) -> None:
    assert masked_numbers(text) == shown


@pytest.mark.parametrize("current", list(RecordStage))
@pytest.mark.parametrize("wanted", list(RecordStage))
def test_only_the_listed_moves_are_possible(current: RecordStage, wanted: RecordStage) -> None:
    listed = {("recorded", "published"), ("recorded", "withdrawn"), ("published", "withdrawn")}
    assert RECORD_LIFECYCLE.allows(current, wanted) == ((current, wanted) in listed)
