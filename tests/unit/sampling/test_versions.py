"""Which version stood on a day, and what one says otherwise than another."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel import clock
from portal.sampling.rules.versions import (
    COMPLETE,
    FORMAT,
    FieldChange,
    changes_between,
    parse_day,
    version_on,
)

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.lists(
    st.integers(0, 60 * 24 * 30).map(lambda minutes: BEGIN + timedelta(minutes=minutes)),
    max_size=12,
    unique=True,
)


@dataclass(frozen=True)
class Recorded:
    recorded_at: datetime


@given(moments=MOMENTS, day=st.integers(-2, 33))
def test_the_version_of_a_day_is_the_last_recorded_on_or_before_it(
    moments: list[datetime], day: int
) -> None:
    on = date(2026, 1, 1) + timedelta(days=day)
    stood = version_on([Recorded(moment) for moment in moments], on)
    earlier = [moment for moment in moments if clock.in_china(moment).date() <= on]
    assert (stood.recorded_at if stood else None) == max(earlier, default=None)


@given(moments=MOMENTS)
def test_a_later_day_never_shows_an_earlier_version(moments: list[datetime]) -> None:
    versions = [Recorded(moment) for moment in moments]
    days = [date(2025, 12, 30) + timedelta(days=n) for n in range(40)]
    stood = [version_on(versions, day) for day in days]
    told = [one.recorded_at for one in stood if one]
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-02-30", None),
        ("20261120", None),
        ("2026-W47-5", None),
        ("2026-11-20T00:00", None),
        ("２０２６-11-20", None),
        ("", None),
        ("\x00", None),
        ("9" * 10_000, None),
    ],
)
def test_only_a_plain_day_is_read(told: str, day: date | None) -> None:
    assert parse_day(told) == day


def test_a_field_that_is_filled_or_emptied_is_a_change() -> None:
    old = {FORMAT: COMPLETE, "spec": "散装", "stage": "published", "items": []}
    new = {FORMAT: COMPLETE, "remark": "见备注", "stage": "corrected", "items": []}
    assert set(changes_between(old, new)) == {
        FieldChange("spec", "散装", ""),
        FieldChange("remark", "", "见备注"),
    }


def test_what_an_old_snapshot_did_not_keep_is_no_change() -> None:
    old = {"spec": "散装", "items": []}
    new = {FORMAT: COMPLETE, "spec": "5 kg", "laboratory": "示例检验院", "items": []}
    assert changes_between(old, new) == (FieldChange("spec", "散装", "5 kg"),)


def test_items_are_compared_by_name() -> None:
    old = {"items": [{"name": "甲", "value": "1", "limit": "2", "failed": True}]}
    new = {"items": [{"name": "甲", "value": "1", "limit": "3"}, {"name": "乙", "value": "4"}]}
    assert changes_between(old, new) == (
        FieldChange("limit", "2", "3", item="甲"),
        FieldChange("failed", "failed", "not-failed", item="甲"),
        FieldChange("value", "", "4", item="乙"),
        FieldChange("failed", "", "not-failed", item="乙"),
    )
