"""What a published batch said when: which version stood on a day, and what a correction changed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol, TypeVar

from portal.kernel import clock

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Snapshots of an earlier format kept some of the fields only (2 kept no details, those without a
# mark kept less); what they do not tell is unknown.
COMPLETE = 3
FORMAT = "format"
UNCOMPARED = frozenset({FORMAT, "stage", "items"})
ITEM_FIELDS = ("value", "limit", "failed")


class Recorded(Protocol):
    """Anything with the moment it was recorded at."""

    @property
    def recorded_at(self) -> datetime:
        """When it was recorded."""


Version = TypeVar("Version", bound=Recorded)


@dataclass(frozen=True)
class FieldChange:
    """One thing that a correction changed. ``item`` names the item tested, where it is of one."""

    field: str
    old: str
    new: str
    item: str = ""


def end_of(day: date) -> datetime:
    """Return the instant at which this day is over in China."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.CHINA)


def version_on(versions: Iterable[Version], day: date) -> Version | None:
    """Return the version that stood when this day ended: the last recorded on or before it."""
    end = end_of(day)
    stood = [one for one in versions if one.recorded_at < end]
    return max(stood, key=lambda one: one.recorded_at, default=None)


def parse_day(told: str) -> date | None:
    """Read a day written 2026-11-20; None for anything else."""
    try:
        return date.fromisoformat(told) if DAY.fullmatch(told) else None
    except ValueError:
        return None


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Return field by field what a later snapshot says otherwise."""
    are_alike = FORMAT in old and old[FORMAT] == new.get(FORMAT)
    names = [*dict.fromkeys([*old, *new])] if are_alike else [one for one in old if one in new]
    facts = [
        FieldChange(name, str(old.get(name, "")), str(new.get(name, "")))
        for name in names
        if name not in UNCOMPARED and str(old.get(name, "")) != str(new.get(name, ""))
    ]
    return (*facts, *_item_changes(old.get("items", ()), new.get("items", ())))


def _item_changes(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> tuple[FieldChange, ...]:
    before = {item["name"]: item for item in old}
    after = {item["name"]: item for item in new}
    changes = []
    for name in dict.fromkeys([*before, *after]):
        for field in ITEM_FIELDS:
            was, now = _told(before.get(name), field), _told(after.get(name), field)
            if was != now:
                changes.append(FieldChange(field, was, now, item=name))
    return tuple(changes)


def _told(item: Mapping[str, Any] | None, field: str) -> str:
    if item is None:
        return ""
    if field == "failed":
        return "failed" if item.get("failed") else "not-failed"
    return str(item.get(field, ""))
