"""Names of enterprises taken apart: which spellings are one name, and what tells two apart.

A name is place, root, trade and form (温州市 某某 食品 有限公司), perhaps with a branch behind it,
and tables add remarks. Two names agree where they differ in nothing but how they are written: a
remark (分装), a 市 left out, the province of a city, 有限责任公司 for 有限公司. Nothing that could
tell two enterprises apart is overlooked: another place, form, branch or number is another name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from portal.enterprises.rules import name_key

NAMING_FILE = Path(__file__).with_name("naming.yaml")
REMEMBERED = 1 << 16
MOST_PLACES = 3
FEWEST_SIGNS = 2
LIKE_ENOUGH = 0.6
NEARLY = 0.88
HEAD_SIGNS = 3
# How long stems of places are, the longest first: 齐齐哈尔, 黑龙江, 温州.
STEM_SIGNS = (5, 4, 3, 2)
BRACKET = re.compile(r"\(([^()]*)\)?")
DROPPED_SIGNS = re.compile(r"[\s·.,;。，、；?？!！'\"“”\-_/\\]")


class Likeness(StrEnum):
    """What two names have in common, or what tells them apart."""

    AGREES = "agrees"
    FORMER = "former"
    SHORT = "short"
    MASKED = "masked"
    BRANCH = "branch"
    OTHER_PLACE = "other-place"
    OTHER_FORM = "other-form"
    NEARLY = "nearly"
    ALIKE = "alike"


@dataclass(frozen=True)
class Place:
    """A place at the beginning of a name: its stem, and 省, 市, 县 … where it is written."""

    stem: str
    end: str


@dataclass(frozen=True)
class Parsed:
    """A name taken apart.

    ``key`` is what all spellings of the name share; ``places`` are those it begins with;
    ``core`` is the name without places and form; ``form`` its legal form.
    """

    key: str
    places: tuple[Place, ...]
    core: str
    form: str
    former: tuple[str, ...]
    is_masked: bool
    is_full: bool


@cache
def _words(part: str) -> tuple[str, ...]:
    listed: str = _table()[part]
    # The longest first: 自治州 before 州.
    return tuple(sorted(listed.split(), key=len, reverse=True))


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(NAMING_FILE.read_text(encoding="utf-8"))
    return table


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(_words('labels'))})[:：]")


@cache
def _remarks() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in _table()["remarks"]), re.IGNORECASE)


@cache
def _former() -> re.Pattern[str]:
    return re.compile(_table()["former"])


@cache
def _trailing() -> re.Pattern[str]:
    trailing = _table()["trailing"]
    return re.compile(rf"(?<=公司){trailing}$|(?<=厂){trailing}$")


@lru_cache(REMEMBERED)
def parse_name(name: str) -> Parsed:
    """Return a name taken apart; the same for every spelling of it, whatever is typed."""
    told = _label().sub("", name_key(name))
    former = []
    for inside in BRACKET.findall(told):
        found = _former().fullmatch(inside)
        if found:
            former.append(found[1])
        if found or _remarks().fullmatch(inside):
            told = told.replace(f"({inside})", "").replace(f"({inside}", "")
    told = DROPPED_SIGNS.sub("", told)
    told = _trailing().sub("", told)
    for written, meant in _table()["forms"].items():
        told = told.replace(written, meant)
    places, rest = _split_places(told)
    form = next((one for one in ("股份有限公司", "有限公司", "公司") if rest.endswith(one)), "")
    return Parsed(
        key="".join(one.stem for one in _kept(places)) + rest,
        places=places,
        core=rest.removesuffix(form),
        form=form,
        former=tuple(former),
        is_masked=any(sign in name for sign in _table()["masks"]),
        is_full=rest.endswith(_words("full")),
    )


def _split_places(told: str) -> tuple[tuple[Place, ...], str]:
    places: list[Place] = []
    rest = told
    for _count in range(MOST_PLACES + 1):
        found = _place_at(rest, is_first=not places)
        # What is left must still be a name.
        if found is None or len(rest) - len(found.stem + found.end) < FEWEST_SIGNS:
            break
        places.append(found)
        rest = rest[len(found.stem + found.end) :]
    return tuple(places), rest


def _place_at(rest: str, *, is_first: bool) -> Place | None:
    known, provinces = _stems()
    for length in STEM_SIGNS:
        stem = rest[:length]
        if stem in known or (is_first and stem in provinces):
            ends = _words("province_ends") if stem in provinces else ()
            return Place(stem, _end_of(rest[length:], (*ends, *_words("place_ends"))))
    for end_at in range(3, 6):
        stem, behind = rest[: end_at - 1], rest[end_at - 1 :]
        end = _end_of(behind, _words("place_ends"))
        if end and not (stem + end).endswith(_words("no_place")):
            return Place(stem, end)
    return None


@cache
def _stems() -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems of prefectures, and of provinces with the municipalities."""
    provinces = (*_words("municipalities"), *_words("provinces"))
    return frozenset(_words("prefectures")), frozenset(provinces)


def _end_of(behind: str, ends: tuple[str, ...]) -> str:
    return next((end for end in ends if behind.startswith(end)), "")


def _kept(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places without a province that stands before its city or county."""
    if len(places) > 1 and places[0].stem in _words("provinces") and _tells_alone(places[1]):
        return places[1:]
    return places


def _tells_alone(place: Place) -> bool:
    # Districts of one name lie in several cities; cities and counties of one name are rare.
    return place.stem in _words("prefectures") or place.end not in {"区", ""}


def agree(one: Parsed, other: Parsed) -> bool:
    """Whether two names are spellings of one; the same either way round."""
    if one.key != other.key or not one.key or one.is_masked or other.is_masked:
        return False
    known = {place.stem: place.end for place in other.places}
    ends = ((place.end, known.get(place.stem, "")) for place in one.places)
    if any(end and beside and end != beside for end, beside in ends):
        return False  # 长沙市 and 长沙县 are two places
    provinces = _stems()[1]
    named = {place.stem for place in (*one.places[:1], *other.places[:1])}
    return len(named & provinces) <= 1


def likeness(one: Parsed, other: Parsed) -> tuple[Likeness, float] | None:
    """Return how two names are alike, and how much (0 to 1), or None where they are not.

    For people who decide: what is said never links two names by itself, except ``AGREES``.
    """
    share = _share(one.key, other.key)
    found = next(
        (kind for kind, holds in _likenesses(one, other) if holds),
        Likeness.NEARLY if share >= NEARLY else Likeness.ALIKE if share >= LIKE_ENOUGH else None,
    )
    return (found, share) if found is not None else None


def _likenesses(one: Parsed, other: Parsed) -> Iterator[tuple[Likeness, bool]]:
    yield Likeness.AGREES, agree(one, other)
    yield Likeness.FORMER, _is_former(one, other) or _is_former(other, one)
    yield Likeness.MASKED, _fits_mask(one, other) or _fits_mask(other, one)
    yield Likeness.BRANCH, _is_branch(one, other) or _is_branch(other, one)
    yield Likeness.SHORT, _is_short(one, other) or _is_short(other, one)
    same_core = one.core == other.core and len(one.core) >= FEWEST_SIGNS
    yield Likeness.OTHER_PLACE, same_core and one.form == other.form
    yield Likeness.OTHER_FORM, same_core


def _is_former(one: Parsed, other: Parsed) -> bool:
    return any(agree(parse_name(name), other) for name in one.former)


def _fits_mask(one: Parsed, other: Parsed) -> bool:
    if not one.is_masked:
        return False
    pattern = "".join("." if sign in _table()["masks"] else re.escape(sign) for sign in one.key)
    return re.fullmatch(pattern, other.key) is not None


def _is_branch(one: Parsed, other: Parsed) -> bool:
    longer = one.key.startswith(other.key) and other.is_full and one.key != other.key
    return longer and len(other.core) >= FEWEST_SIGNS


def _is_short(one: Parsed, other: Parsed) -> bool:
    is_part = any(one.key in text for text in (other.key, *other.former))
    return not one.is_full and other.is_full and len(one.key) >= FEWEST_SIGNS and is_part


def _share(one: str, other: str) -> float:
    # The matcher of sequences is not symmetric by itself.
    first, second = sorted((one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def head_of(parsed: Parsed) -> str:
    """Return how a name's root begins; names that are alike nearly always share it."""
    return parsed.core[:HEAD_SIGNS]
