"""What one row measures: an item with its value and its limit, read and held together."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from portal.sampling.rules.bounds import parse_limit
from portal.sampling.rules.joined import (
    ToldItem,
    bracket_behind,
    finding_items,
    reads_as_limit,
    split_outside,
    told_items,
)
from portal.sampling.rules.measures import Comparison, compare, ratio_of
from portal.sampling.rules.numbers import REMEMBERED, plain
from portal.sampling.rules.rows import Item
from portal.sampling.rules.units import find_unit, is_same_thing, is_unit, unit_name
from portal.sampling.rules.values import parse_value

__all__ = [
    "Assessed",
    "ToldItem",
    "assess",
    "bracket_behind",
    "finding_items",
    "split_outside",
    "told_items",
    "unfold",
]

BOTH_INSIDE = re.compile(r"(?:标准值?[:：])?(?P<limit>.+?)/?实测值[:：](?P<value>.+)")


@dataclass(frozen=True, slots=True)
class Assessed:
    """An item with its numbers, and what comes of holding its value against its limit.

    ``is_wrong_thing``: value and limit count different things, colonies and milligrams.
    """

    item: Item
    comparison: Comparison
    unknown_unit: str = ""
    is_limit_as_value: bool = False
    is_wrong_thing: bool = False
    is_whole: bool = False


def unfold(item: ToldItem) -> ToldItem:
    """Take limit, value and unit out of the brackets behind an item's name."""
    name, value, limit, unit = item.name, item.value, item.limit, item.unit
    while True:
        rest, inside = bracket_behind(name)
        if not rest or not inside:
            break
        both = BOTH_INSIDE.fullmatch(inside)
        if both and not limit and not value:
            limit, value = both["limit"], both["value"]
        elif not limit and reads_as_limit(inside):
            limit = inside
        elif not unit and find_unit(inside) is not None:
            unit = inside
        else:
            break
        name = rest
    return replace(item, name=name, value=value, limit=limit, unit=unit)


def assess(told: ToldItem, *, cause: str = "", basis: str = "") -> Assessed:
    """Read the numbers of one item."""
    return _assess(told, cause, basis)


@lru_cache(REMEMBERED)
def _assess(told: ToldItem, cause: str, basis: str) -> Assessed:
    told = unfold(told)
    value, limit = parse_value(told.value, told.unit), parse_limit(told.limit, told.unit)
    units = (value.unit_text, limit.unit_text)
    is_number = value.sign not in {"≤", "≥"}
    item = Item(
        name=told.name,
        value_text=_with_unit(told.value, told.unit),
        limit_text=told.limit,
        unit=unit_name(value.unit_text) or unit_name(limit.unit_text),
        value=value.number if is_number else None,
        limit_low=limit.low,
        limit_high=limit.high,
        limit_kind=limit.kind.value if told.limit else "",
        ratio=ratio_of(value, limit, told.name),
        cause=cause,
        basis=basis,
    )
    comparison = compare(value, limit)
    differ = comparison is Comparison.UNITS_DIFFER
    return Assessed(
        item,
        comparison,
        unknown_unit=next((unit for unit in units if not is_unit(unit)), ""),
        is_limit_as_value=not is_number,
        is_wrong_thing=differ and not is_same_thing(*units),
        is_whole=told.is_whole,
    )


def _with_unit(value: str, unit: str) -> str:
    bare = unit and parse_value(value).unit_text == "" and parse_value(value).number is not None
    return f"{value} {plain(unit)}" if bare else value
