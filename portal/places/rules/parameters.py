"""Parameters: every figure or list of the law or of a place, with where it comes from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal.places.rules.calendar import (
    Calendar,
    add_calendar_days,
    add_months,
    add_working_days,
)
from portal.places.rules.evidence import Confidence, Instrument, Source, Tag
from portal.places.rules.faults import PlaceFault
from portal.places.rules.text import Term, Text


class Unit(StrEnum):
    """What a parameter's value counts, and so which values it may have."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    MINUTES = "minutes"
    SECONDS = "seconds"
    FEN = "fen"
    COUNT = "count"
    BYTES = "bytes"
    PERCENT = "percent"
    RATIO = "ratio"
    SCORE = "score"
    FLAG = "flag"
    CODE = "code"
    TEXT = "text"
    DATE = "date"
    PATTERN = "pattern"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: a code, its wording and, where it has them, one or two figures."""

    code: str
    label: Text
    number: Decimal | None = None
    upto: Decimal | None = None


Value = int | Decimal | bool | str | date | Text | tuple[Item, ...]

LENGTHS = {
    Unit.WORKING_DAYS,
    Unit.CALENDAR_DAYS,
    Unit.MONTHS,
    Unit.YEARS,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One row of policy: a key, its value or None for *not set*, and its authority."""

    key: str
    group: Term
    name: Text
    value: Value | None
    unit: Unit
    rule_version: str | None = None
    clock_start: Term | None = None
    pause: Term | None = None
    item_unit: Unit | None = None
    instrument: Instrument | None = None
    article: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: Source | None = None
    confidence: Confidence | None = None
    tag: Tag | None = None
    proposed: bool = False
    confirmed_by: str | None = None
    confirmed_on: date | None = None
    note: Text | None = None

    @property
    def is_set(self) -> bool:
        """Whether anybody has decided this parameter."""
        return self.value is not None

    @property
    def awaits_confirmation(self) -> bool:
        """Whether the bureau's legal office still has to confirm the value."""
        doubtful = self.tag is not Tag.TEXT or self.confidence is Confidence.LOW
        return self.is_set and self.confirmed_on is None and (doubtful or self.proposed)

    def is_in_force(self, on: date) -> bool:
        """Tell whether the row holds on this day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)


class ParameterUnknown(PlaceFault):
    """No parameter of this name exists in the profile."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no parameter is called {key!r}")
        self.key = key


class ValueKindDiffers(PlaceFault):
    """The parameter exists, but its value is of another kind than was asked for."""

    def __init__(self, key: str, unit: Unit, wanted: str) -> None:
        super().__init__(f"parameter {key!r} is a {unit.value}, not {wanted}")


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters of a profile, in the order of the page that lists them."""

    rows: tuple[Parameter, ...]
    _by_key: dict[str, tuple[Parameter, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key: dict[str, tuple[Parameter, ...]] = {}
        for row in self.rows:
            by_key[row.key] = (*by_key.get(row.key, ()), row)
        object.__setattr__(self, "_by_key", by_key)

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key once, in order."""
        return tuple(self._by_key)

    def history(self, key: str) -> tuple[Parameter, ...]:
        """Return every row of this key, whatever its validity."""
        try:
            return self._by_key[key]
        except KeyError:
            raise ParameterUnknown(key) from None

    def find(self, key: str, on: date) -> Parameter | None:
        """Return the row in force on this day, or None when no rule then was."""
        return next((row for row in self.history(key) if row.is_in_force(on)), None)

    def value(self, key: str, on: date) -> Value | None:
        """Return the value in force on this day, or None when it is not set."""
        row = self.find(key, on)
        return None if row is None else row.value

    def whole(self, key: str, on: date) -> int | None:
        """Return a whole number (days, fen, count), or None when it is not set."""
        value = self.value(key, on)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        raise ValueKindDiffers(key, self.history(key)[0].unit, "a whole number")

    def number(self, key: str, on: date) -> Decimal | None:
        """Return an exact number (percent, ratio, score), or None when it is not set."""
        value = self.value(key, on)
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return Decimal(value)
        raise ValueKindDiffers(key, self.history(key)[0].unit, "a number")

    def flag(self, key: str, on: date) -> bool | None:
        """Return a yes or no, or None when it is not set."""
        value = self.value(key, on)
        if value is None or isinstance(value, bool):
            return value
        raise ValueKindDiffers(key, self.history(key)[0].unit, "a yes or no")

    def items(self, key: str, on: date) -> tuple[Item, ...]:
        """Return a list's lines; a list that is not set has none."""
        value = self.value(key, on)
        if value is None or isinstance(value, tuple):
            return value or ()
        raise ValueKindDiffers(key, self.history(key)[0].unit, "a list")

    def overlaid(self, rows: Iterable[Parameter]) -> "Parameters":
        """Return these parameters with every key of ``rows`` replaced; new keys come last."""
        upper = Parameters(tuple(rows))
        own = {key: upper.history(key) for key in upper.keys}
        kept = [row for key in self.keys for row in own.get(key, self.history(key))]
        new = [row for row in upper if row.key not in self._by_key]
        return Parameters((*kept, *new))


def due_on(parameter: Parameter, start: date, calendar: Calendar) -> date | None:
    """Return the last day of a time limit that began on ``start``; None when it is not set."""
    count = parameter.value
    if parameter.unit not in LENGTHS:
        raise ValueKindDiffers(parameter.key, parameter.unit, "a length of days or months")
    if not isinstance(count, int):
        return None
    if parameter.unit is Unit.WORKING_DAYS:
        return add_working_days(start, count, calendar)
    if parameter.unit is Unit.CALENDAR_DAYS:
        return add_calendar_days(start, count)
    return add_months(start, count * (12 if parameter.unit is Unit.YEARS else 1))
