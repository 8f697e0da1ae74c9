"""The shape of parameters.yaml: each row's value has to fit its unit."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationInfo, field_validator

from portal.places.rules import Confidence, Item, Tag, Text, Unit, Value

Given = TypeVar("Given")
Key = Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")]
WHOLE_UNITS = {
    Unit.WORKING_DAYS,
    Unit.CALENDAR_DAYS,
    Unit.MONTHS,
    Unit.YEARS,
    Unit.HOURS,
    Unit.MINUTES,
    Unit.SECONDS,
    Unit.FEN,
    Unit.COUNT,
    Unit.BYTES,
}


class Shape(BaseModel):
    """Strict about unknown fields and empty words, in every nested part as well."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)


class ItemRow(Shape):
    """One line of a list parameter."""

    code: str
    zh: str
    en: str
    number: Decimal | None = None
    upto: Decimal | None = None

    def built(self) -> Item:
        """Return the line as the rules know it."""
        return Item(self.code, Text(self.zh, self.en), self.number, self.upto)


ITEM_ROWS = TypeAdapter(tuple[ItemRow, ...])


def _misfit(value: object, wanted: str) -> ValueError:
    return ValueError(f"{value!r} is not {wanted}")


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _misfit(value, "a whole number of zero or more")
    return value


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _misfit(value, "a number")
    return Decimal(str(value))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _misfit(value, "true or false")
    return value


def _code(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _misfit(value, "a word")
    return value


def _pattern(value: object) -> str:
    try:
        re.compile(_code(value))
    except re.error as error:
        raise ValueError(f"is not a pattern: {error}") from None
    return str(value)


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise _misfit(value, "a date")
    return value


def _text(value: object) -> Text:
    match value:
        case {"zh": str(zh), "en": str(en), **others} if zh and en and not others:
            return Text(zh, en)
    raise ValueError("a text has exactly zh and en")


def _lines(value: object) -> tuple[Item, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError("a list has at least one line")
    lines = tuple(row.built() for row in ITEM_ROWS.validate_python(value))
    codes = [line.code for line in lines]
    double = next((code for code in codes if codes.count(code) > 1), None)
    if double is not None:
        raise ValueError(f"the code {double!r} stands twice")
    return lines


KINDS: dict[Unit, Callable[[object], Value]] = {
    **dict.fromkeys(WHOLE_UNITS, _whole),
    Unit.PERCENT: _number,
    Unit.RATIO: _number,
    Unit.SCORE: _number,
    Unit.FLAG: _flag,
    Unit.CODE: _code,
    Unit.PATTERN: _pattern,
    Unit.DATE: _day,
    Unit.TEXT: _text,
    Unit.LIST: _lines,
}


class ParameterRow(Shape):
    """One row of parameters.yaml; the words it refers to are looked up later."""

    key: Key
    group: str
    name: Text
    unit: Unit
    value: Any
    rule_version: str | None = None
    clock_start: str | None = None
    pause: str | None = None
    item_unit: Unit | None = None
    instrument: str | None = None
    article: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str | None = Field(default=None, validate_default=True)
    confidence: Confidence | None = Field(default=None, validate_default=True)
    tag: Tag | None = None
    proposed: bool = False
    confirmed_by: str | None = None
    confirmed_on: date | None = None
    note: Text | None = None

    @field_validator("value")
    @classmethod
    def _fits_its_unit(cls, value: object, info: ValidationInfo) -> Value | None:
        unit = info.data.get("unit")
        return None if value is None or unit is None else KINDS[unit](value)

    @field_validator("source", "confidence")
    @classmethod
    def _stands_behind_a_value(cls, given: Given, info: ValidationInfo) -> Given:
        if given is None and info.data.get("value") is not None:
            raise ValueError("a value needs one")
        return given

    @field_validator("valid_to")
    @classmethod
    def _ends_after_it_begins(cls, ends: date | None, info: ValidationInfo) -> date | None:
        begins = info.data.get("valid_from")
        if ends and begins and ends < begins:
            raise ValueError(f"ends before it begins ({begins})")
        return ends


class ParametersFile(Shape):
    """parameters.yaml."""

    parameters: tuple[ParameterRow, ...]
