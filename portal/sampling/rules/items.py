"""What one row measures: items, values and limits, however the table joins them in its cells."""

import re
from dataclasses import dataclass

from portal.sampling.rules.headers import SEPARATORS
from portal.sampling.rules.measures import (
    Comparison,
    LimitKind,
    compare,
    find_unit,
    is_unit,
    parse_limit,
    parse_value,
    plain,
    ratio_of,
    unit_name,
)
from portal.sampling.rules.rows import Item

OPENING, CLOSING = "（(﹙", "）)﹚"
BOTH_INSIDE = re.compile(r"标准值?[:：](?P<limit>.+?)/实测值[:：](?P<value>.+)")
ORDINAL = re.compile(r"(\d)[.、．](?=\S)")
BETWEEN_ITEMS = "；;\n"
PARTS_OF_FINDING = (3, 4)


@dataclass(frozen=True)
class ToldItem:
    """An item as its cells tell it, before the numbers are read."""

    name: str
    value: str = ""
    limit: str = ""
    unit: str = ""


def split_outside(text: str, signs: str) -> list[str]:
    """Split ``text`` at ``signs`` that stand outside brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign in OPENING) - (sign in CLOSING)
        if sign in signs and depth <= 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip()]


def bracket_behind(text: str) -> tuple[str, str]:
    """Return ``text`` without its last bracket, and what stood in that; nothing if none ends it."""
    told = text.rstrip()
    if not told or told[-1] not in CLOSING:
        return told, ""
    depth = 0
    for place in range(len(told) - 1, -1, -1):
        depth += (told[place] in CLOSING) - (told[place] in OPENING)
        if depth == 0:
            return told[:place].rstrip(), told[place + 1 : -1].strip()
    return told, ""


def _reads_as_limit(text: str) -> bool:
    limit = parse_limit(text)
    has_bare_number = limit.kind is LimitKind.OTHER and find_unit(limit.unit_text) is not None
    return limit.kind is not LimitKind.OTHER or has_bare_number


def unfold(item: ToldItem) -> ToldItem:
    """Take limit, value and unit out of the brackets behind an item's name."""
    name, value, limit, unit = item.name, item.value, item.limit, item.unit
    while True:
        rest, inside = bracket_behind(name)
        both = BOTH_INSIDE.fullmatch(inside)
        if not rest or not inside:
            break
        if both and not limit and not value:
            limit, value = both["limit"], both["value"]
        elif not limit and _reads_as_limit(inside):
            limit = inside
        elif not unit and find_unit(inside) is not None:
            unit = inside
        else:
            break
        name = rest
    return ToldItem(name, value, limit, unit)


def told_items(name: str, value: str, limit: str, unit: str) -> list[ToldItem]:
    """Return the items of a row whose cells may each hold several, in the same order."""
    names, values = split_outside(name, BETWEEN_ITEMS), split_outside(value, BETWEEN_ITEMS)
    limits = split_outside(limit, BETWEEN_ITEMS)
    if len(names) > 1 and len(values) in {0, len(names)} and len(limits) in {0, len(names)}:
        values, limits = values or [""] * len(names), limits or [""] * len(names)
        told = zip(_without_ordinals(names), values, limits, strict=True)
        return [ToldItem(one, its_value, its_limit, unit) for one, its_value, its_limit in told]
    if not value and not limit and len(several := split_outside(name, "、")) > 1:
        return [ToldItem(one) for one in several]
    return [ToldItem(name, value, limit, unit)]


def _without_ordinals(names: list[str]) -> list[str]:
    # "1.4-氯苯氧乙酸钠;2.6-苄基腺嘌呤": only where every item carries its own place.
    counted = [ORDINAL.match(one) for one in names]
    if not all(found and found[1] == str(n) for n, found in enumerate(counted, start=1)):
        return names
    return [ORDINAL.sub("", one, count=1).strip() for one in names]


def finding_items(text: str) -> list[ToldItem] | None:
    """Return the items of a joined cell 项目║结果║标准值, or None where it is not so joined.

    Four parts are item, value, unit and limit; several items are parted by semicolons.
    """
    found = []
    for one in split_outside(text.translate(SEPARATORS).replace("||", "|"), BETWEEN_ITEMS):
        parts = [part.strip() for part in one.split("|")]
        if len(parts) not in PARTS_OF_FINDING:
            return None
        unit = parts[2] if len(parts) == PARTS_OF_FINDING[1] else ""
        found.append(ToldItem(parts[0], parts[1], parts[-1], unit))
    return found


@dataclass(frozen=True)
class Assessed:
    """An item with its numbers, and what comes of holding its value against its limit."""

    item: Item
    comparison: Comparison
    unknown_unit: str = ""
    is_limit_as_value: bool = False


def assess(told: ToldItem, *, cause: str = "", basis: str = "") -> Assessed:
    """Read the numbers of one item."""
    told = unfold(told)
    value, limit = parse_value(told.value, told.unit), parse_limit(told.limit)
    units = (value.unit_text, limit.unit_text)
    item = Item(
        name=told.name,
        value_text=_with_unit(told.value, told.unit),
        limit_text=told.limit,
        unit=unit_name(value.unit_text) or unit_name(limit.unit_text),
        value=value.number,
        limit_low=limit.low,
        limit_high=limit.high,
        limit_kind=limit.kind.value if told.limit else "",
        ratio=ratio_of(value, limit),
        cause=cause,
        basis=basis,
    )
    unknown = next((unit for unit in units if not is_unit(unit)), "")
    return Assessed(item, compare(value, limit), unknown, value.sign in {"≤", "≥"})


def _with_unit(value: str, unit: str) -> str:
    bare = parse_value(value).unit_text == "" and parse_value(value).number is not None
    return f"{value} {plain(unit)}" if bare and unit else value
