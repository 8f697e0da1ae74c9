"""Cells that join several things: 项目║结果║标准值, several items in one cell, brackets.

Every separator and form of publication.md 1.4 is taken; what fits none is told apart by nobody and
stays whole.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from portal.sampling.rules.bounds import LimitKind, parse_limit
from portal.sampling.rules.units import find_unit, is_unit
from portal.sampling.rules.values import parse_value, split_portions

STROKES = str.maketrans(dict.fromkeys("║‖∥｜︱丨∣┃│￨ǀ❘⎪❙‗¦", "|"))
OPENING, CLOSING = "（(﹙", "）)﹚"
BETWEEN_ITEMS = "；;\n"
BETWEEN_SOME = "；;，,、\n "
SIZES = (3, 4)
# Longer or more of it is prose, and trying every place in it would take its time.
MOST_SLASHES = 12
LONGEST_PIECE = 300
ORDINAL = re.compile(r"(\d)[.、．](?=\S)")
NAMED = re.compile(r"^[^\d<>≤≥:：]{1,30}[:：](?=.)")
SAYS_SOMETHING = re.compile(r"检出|阴性|阳性|符合|合格")


@dataclass(frozen=True, slots=True)
class ToldItem:
    """An item as its cells tell it, before the numbers are read.

    ``is_whole``: the cells hold several things, and nobody can say which belongs to which.
    """

    name: str
    value: str = ""
    limit: str = ""
    unit: str = ""
    is_whole: bool = False


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


def reads_as_limit(text: str) -> bool:
    """Whether ``text`` is a limit: a bound, range, plan or prohibition, or a number with a unit."""
    limit = parse_limit(text)
    has_bare_number = limit.kind is LimitKind.OTHER and find_unit(limit.unit_text) is not None
    return limit.kind is not LimitKind.OTHER or (has_bare_number and bool(limit.unit_text))


def reads_as_value(text: str) -> bool:
    """Whether ``text`` is a measured value: a number with its unit, several, or a finding."""
    value = parse_value(text)
    if value.number is not None:
        return is_unit(value.unit_text)
    says = value.is_nothing or value.is_found or value.is_fine is not None
    return says or bool(SAYS_SOMETHING.search(text)) or len(split_portions(text)) > 1


def finding_items(text: str) -> list[ToldItem] | None:
    """Return the items of a joined cell 项目║结果║标准值, or None where it is not so joined.

    Four parts are item, value, unit and limit.
    """
    stroked = text.translate(STROKES).replace("||", "|")
    if "|" in stroked:
        return _by_strokes(stroked)
    readers: tuple[Callable[[str], ToldItem | None], ...] = (_by_slashes, _by_colon)
    for reader in readers:
        found = [reader(one) for one in split_outside(text, BETWEEN_ITEMS)]
        items = [one for one in found if one is not None]
        if items and len(items) == len(found):
            return items
    return None


def _by_strokes(text: str) -> list[ToldItem] | None:
    lines = [_trimmed(one.split("|")) for one in split_outside(text, BETWEEN_ITEMS)]
    if all(len(parts) in SIZES for parts in lines):
        return [_item(parts) for parts in lines]
    pieces = text.split("|")
    while pieces and not pieces[-1].strip():
        pieces.pop()
    found = (_regrouped(pieces, size) or _chunked(pieces, size) for size in SIZES)
    return next((items for items in found if items), None)


def _trimmed(parts: list[str]) -> list[str]:
    # "镉|0.3|≤0.1|": a sign behind the limit parts nothing.
    ends = len(parts) == SIZES[1] and not parts[-1].strip(BETWEEN_SOME)
    return parts[:-1] if ends and reads_as_limit(parts[-2].strip()) else parts


def _item(parts: list[str]) -> ToldItem:
    told = [part.strip(" ；;，,\n") for part in parts]
    return ToldItem(told[0], told[1], told[-1], told[2] if len(told) == SIZES[1] else "")


def _regrouped(pieces: list[str], size: int) -> list[ToldItem] | None:
    # "镉|0.3|≤0.1，铅|0.3|≤0.2": the limit of one and the name of the next share a piece.
    if len(pieces) < size or (len(pieces) - 1) % (size - 1):
        return None
    groups, current = [], [pieces[0]]
    for place, piece in enumerate(pieces[1:], start=1):
        is_last = place == len(pieces) - 1
        if place % (size - 1) or is_last:
            current.append(piece)
            continue
        parted = _limit_and_name(piece)
        if parted is None:
            return None
        groups.append([*current, parted[0]])
        current = [parted[1]]
    return [_item(group) for group in (*groups, current)]


def _limit_and_name(piece: str) -> tuple[str, str] | None:
    if len(piece) > LONGEST_PIECE:
        return None
    places = [place for place, sign in enumerate(piece) if sign in BETWEEN_SOME]
    for place in reversed(places):
        limit, name = piece[:place].strip(BETWEEN_SOME), piece[place + 1 :].strip(BETWEEN_SOME)
        is_name = name and "=" not in name and parse_value(name).number is None
        if is_name and reads_as_limit(limit) and not reads_as_limit(name):
            return limit, name
    return None


def _chunked(pieces: list[str], size: int) -> list[ToldItem] | None:
    if len(pieces) % size:
        return None
    groups = [pieces[start : start + size] for start in range(0, len(pieces), size)]
    is_so = all(reads_as_limit(group[-1].strip(" ；;，,\n")) for group in groups)
    return [_item(group) for group in groups] if is_so else None


def _slash_splits(text: str) -> Iterator[ToldItem]:
    parts = re.split(r"[/／]", text)
    if len(parts) > MOST_SLASHES:
        return
    for first in range(1, len(parts) - 1):
        name = "/".join(parts[:first])
        for second in range(first + 1, len(parts)):
            middle, limit = "/".join(parts[first:second]), "/".join(parts[second:])
            if reads_as_limit(limit) or (limit.strip() and parse_limit(limit).unit_text):
                yield ToldItem(name.strip(), middle.strip(), limit.strip())


def _by_slashes(text: str) -> ToldItem | None:
    # Units have slashes of their own: the parts must read as a value and as a limit.
    read = [one for one in _slash_splits(text) if reads_as_value(one.value)]
    whole = [one for one in read if parse_limit(one.limit).kind is not LimitKind.OTHER] or read
    if whole:
        # "8.2×10²CFU/g/n=5,…": the unit goes with the value, as far as it reads as one.
        return [one for one in whole if one.name == whole[0].name][-1]
    for one in _slash_splits(text):
        value, _, unit = one.value.partition("/")
        if parse_value(value).number is not None and unit and is_unit(unit):
            return replace(one, value=value.strip(), unit=unit.strip())
    return None


def _by_colon(text: str) -> ToldItem | None:
    """Read 项目:结果(标准值)."""
    rest, limit = bracket_behind(text)
    name, sign, value = rest.replace("：", ":").partition(":")
    is_so = name.strip() and sign and limit and reads_as_value(value) and reads_as_limit(limit)
    return ToldItem(name.strip(), value.strip(), limit) if is_so else None


def told_items(name: str, value: str, limit: str, unit: str) -> list[ToldItem]:
    """Return the items of a row whose cells may each hold several, in the same order."""
    names = split_outside(name, BETWEEN_ITEMS)
    if len(names) > 1:
        whole = [ToldItem(name, value, limit, unit, is_whole=bool(value or limit))]
        return _matched(_without_ordinals(names), value, limit, unit) or whole
    several = split_outside(name, "、")
    matched = _matched(several, value, limit, unit) if len(several) > 1 else None
    return matched or [ToldItem(name, value, limit, unit)]


def _matched(names: list[str], value: str, limit: str, unit: str) -> list[ToldItem] | None:
    values, limits = _as_many(value, len(names)), _as_many(limit, len(names))
    if values is None or limits is None:
        return None
    units = (_as_many(unit, len(names)) if unit else None) or [unit] * len(names)
    told = zip(names, values, limits, units, strict=True)
    return [ToldItem(*parts) for parts in told]


def _as_many(text: str, count: int) -> list[str] | None:
    if not text:
        return [""] * count
    for signs in (BETWEEN_ITEMS, "、", "，,"):
        parts = split_outside(text, signs)
        if len(parts) == count:
            return [NAMED.sub("", part) for part in _without_ordinals(parts)]
    return None


def _without_ordinals(names: list[str]) -> list[str]:
    # "1.4-氯苯氧乙酸钠;2.6-苄基腺嘌呤": only where every item carries its own place.
    counted = [ORDINAL.match(one) for one in names]
    if not all(found and found[1] == str(n) for n, found in enumerate(counted, start=1)):
        return names
    return [ORDINAL.sub("", one, count=1).strip() for one in names]
