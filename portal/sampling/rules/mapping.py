"""What a header of a column means: its words, their classes, and the field they tell.

A header is never looked up as a whole. It is folded, parted into words of known classes
(headers.yaml), and the sequence of classes fits a field, or two, or none. What is not sure is said
so: whoever sent the table is asked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from portal.sampling.rules.analytes import Analyte, analytes_in
from portal.sampling.rules.cells import folded, meaning_of, words_table

UNKNOWN = "unknown"
ANY = "any"
SEP = "sep"
SEPARATING = frozenset("|/、,;:+&()[]·-~。\"'")
JOINING = ("或者", "以及", "或", "及", "和", "与")
JOINT_STARTS = frozenset(word[0] for word in JOINING)
DECORATION = re.compile(
    r"[*★※#☆]|\((?:★?必填|选填|隐藏栏|隐藏列|yyyy.*?|如有|若有)\)|(?<=\D)\.\d+$|^\d+[.、](?=\D)"
)
HIDDEN = re.compile(r"\(?隐藏[栏列]\)?")
TORN = re.compile(r"^\(['\"].*['\"]\)$")
ENGLISH = re.compile(r"/[a-z][a-z .]*(?=/|$)")
NUMBERED = re.compile(r"(?<=\D)\d{1,2}$")
BRACKETED = re.compile(r"\([^()]*\)?")
# Signs of one word that tables write in either script.
SIMPLE = str.maketrans(
    "規測檢驗結論單樣產稱類別標準號業營廠區縣樣務機構備註數項據處觀細產實際國藝際編碼購進貨廠經過濟陽陰",
    "规测检验结论单样产称类别标准号业营厂区县样务机构备注数项据处观细产实际国艺际编码购进货厂经过济阳阴",
)
# Where samples are taken, beside the words that name a stage.
STAGE_PLACES = frozenset({"企业", "单位"})
# Titles that say nothing without the head of their group: 名称, 地址, 编号.
GENERIC = frozenset(
    {"name;", "address;", "unit;", "number;", "region;", "date;", "info;", "batch;"}
)
LINES = str.maketrans("║‖∥｜︱丨∣", "|||||||")


@dataclass(frozen=True)
class Guess:
    """What a header means: the field where that is sure, otherwise what it may be, likeliest first.

    ``ignored`` is a field too: a column known to hold nothing that is kept.
    """

    field: str | None
    candidates: tuple[str, ...] = ()
    analytes: tuple[Analyte, ...] = ()
    is_hidden: bool = False


def is_marked_hidden(title: str) -> bool:
    """Whether the header itself says that its column is hidden (隐藏栏)."""
    return bool(HIDDEN.search(folded(title)))


@lru_cache(maxsize=4096)
def guess(title: str) -> Guess:
    """Return what a header means by its own words."""
    told = _plain(title)
    is_hidden = is_marked_hidden(title)
    number = NUMBERED.search(told)
    main = _without_brackets(told[: number.start()] if number else told)
    field = _field_of(told, main)
    if number and field == "told_by_cells":
        field = "value"  # 项目1, 结果1, 标准1: of numbered columns the result is a measured one
    if field == "seller_region" and _lists_stages(told):
        field = "stage"
    if field is not None:
        return Guess(field, is_hidden=is_hidden)
    found = analytes_in(DECORATION.sub("", HIDDEN.sub("", title)))
    if found:
        return Guess("analyte", analytes=found, is_hidden=is_hidden)
    return Guess(None, _candidates(told, main), is_hidden=is_hidden)


def _field_of(told: str, main: str) -> str | None:
    whole, without = _classes(told), _classes(main)
    if _fits("fields", whole) == "finding":
        return "finding"
    # A bracket explains; only where the rest says nothing does it belong to the name.
    return _fits("fields", without) or (_fits("fields", whole) if main != told else None)


def _plain(title: str) -> str:
    told = folded(title).translate(LINES).translate(SIMPLE)
    told = HIDDEN.sub("", ENGLISH.sub("", DECORATION.sub("", told))).replace("()", "")
    if TORN.match(told):
        told = re.split(r"['\"],?['\"]?", told.strip("()"))[-2]
    return told.strip("*,;:。、\"'")


def _without_brackets(told: str) -> str:
    return BRACKETED.sub("", told)


def _lists_stages(told: str) -> bool:
    inside = BRACKETED.search(told)
    parts = re.split(r"[/、|]", inside[0].strip("()")) if inside else []
    stages = [meaning_of("stages", part) for part in parts]
    return (
        len(parts) > 1
        and any(stages)
        and all(stage or part in STAGE_PLACES for stage, part in zip(stages, parts, strict=True))
    )


@cache
def _lexicon() -> tuple[dict[str, str], dict[str, int]]:
    """Return the known words, and how long the longest is that begins with a character."""
    words = {
        word: name for name, listed in words_table()["words"].items() for word in listed.split()
    }
    longest: dict[str, int] = {}
    for word in words:
        longest[word[0]] = max(len(word), longest.get(word[0], 0))
    return words, longest


@lru_cache(maxsize=1024)
def _classes(told: str) -> str:
    words, longest = _lexicon()
    place, found = 0, []
    while place < len(told):
        if told[place] in SEPARATING:
            found.append(SEP)
            place += 1
            continue
        ends = range(min(len(told), place + longest.get(told[place], 0)), place, -1)
        end = next((one for one in ends if told[place:one] in words), None)
        if end is not None:
            found.append(words[told[place:end]])
        else:
            joints = JOINING if told[place] in JOINT_STARTS else ()
            joint = next((one for one in joints if told.startswith(one, place)), None)
            found.append(SEP if joint else UNKNOWN)
            end = place + len(joint or " ")
        place = end
    return _tidy(found)


def _tidy(found: list[str]) -> str:
    tidy: list[str] = []
    for name in found:
        if not (name in {SEP, UNKNOWN} and tidy[-1:] == [name]):
            tidy.append(name)
    while tidy[-1:] == [SEP]:
        tidy.pop()
    while tidy[:1] == [SEP]:
        tidy.pop(0)
    return "".join(f"{name};" for name in tidy)


@cache
def _patterns(part: str) -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    table: dict[str, Any] = words_table()[part]
    return tuple((name, tuple(map(_compiled, listed))) for name, listed in table.items())


def _compiled(pattern: str) -> re.Pattern[str]:
    groups: Mapping[str, str] = words_table()["groups"]
    told = re.sub(r"\b[A-Z]\b", lambda one: groups[one[0]], pattern)
    told = re.sub(r"\w+", lambda one: "(?:[a-z_]+;)" if one[0] == ANY else f"(?:{one[0]};)", told)
    return re.compile(told.replace(" ", ""))


@lru_cache(maxsize=4096)
def _fits(part: str, classes: str) -> str | None:
    """Return the first name in a part of the table whose patterns fit the whole of ``classes``."""
    if not classes:
        return None
    return next(
        (
            name
            for name, patterns in _patterns(part)
            if any(one.fullmatch(classes) for one in patterns)
        ),
        None,
    )


def _candidates(told: str, main: str) -> tuple[str, ...]:
    """Return what an unsure header may mean: by its known words alone, likeliest first."""
    for text in (main, told):
        doubtful = _fits("doubtful", _classes(text))
        if doubtful:
            return tuple(doubtful.split())
    known = "".join(f"{one};" for one in _classes(main).split(";") if one and one != UNKNOWN)
    field = _fits("fields", known)
    return (field,) if field not in {None, "ignored"} else ()


def is_generic(title: str) -> bool:
    """Whether a title says nothing without the head of its group: 名称, 地址, 编号."""
    return _classes(_plain(title)) in GENERIC
