"""The badge: a picture of the grade of today that other pages may show."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from portal.ratings.door.signs import Sign
from portal.web.codes import Code

WIDTH, HEIGHT = 464, 132
# The room for words, between the plate and the code.
ROOM, PLATE_ROOM = 202, 84
NAME_SIZES, PLATE_SIZES, GRADE_SIZES = (15, 13, 11), (60, 36, 26, 20, 15), (24, 20, 17, 15, 13)
NARROW_EM = 0.53
WIDE = ("W", "F")
PALETTES: Mapping[str, Mapping[str, str]] = {
    "light": {
        "ground": "#ffffff",
        "edge": "#778782",
        "ink": "#12201d",
        "dim": "#3f4e4a",
        "on": "#ffffff",
        "ok": "#0a6b4f",
        "info": "#1f578a",
        "warn": "#7d4e00",
        "bad": "#a8321c",
        "hold": "#57526c",
    },
    "dark": {
        "ground": "#141e1b",
        "edge": "#70827c",
        "ink": "#e7efec",
        "dim": "#bac8c3",
        "on": "#0d1513",
        "ok": "#7fd0ac",
        "info": "#9ac6ee",
        "warn": "#e6bb6c",
        "bad": "#f4a08c",
        "hold": "#beb8d6",
    },
}


@dataclass(frozen=True)
class Line:
    """A line of the badge at the size it fits in."""

    text: str
    size: int


@dataclass(frozen=True)
class Badge:
    """Everything that is drawn."""

    sign: Sign
    plate: Line
    grade: Line
    name: Line
    colours: Mapping[str, str]
    fill: str
    code: Code
    dashes: tuple[tuple[float, float, bool], ...]


def theme_of(text: str) -> str:
    """Return light or dark; whatever else was asked for is light."""
    return text if text in PALETTES else "light"


def badge_of(sign: Sign, *, words: str, name: str, theme: str, code: Code) -> Badge:
    """Lay out a badge; ``words`` say the grade, ``name`` the enterprise."""
    colours = PALETTES[theme_of(theme)]
    grade = sign.grade
    return Badge(
        sign=sign,
        plate=fitted(grade.level.code if grade else "—", PLATE_ROOM, PLATE_SIZES),
        grade=fitted(words, ROOM, GRADE_SIZES),
        name=fitted(name, ROOM, NAME_SIZES),
        colours=colours,
        fill=colours[grade.level.colour if grade else "hold"],
        code=code,
        dashes=_dashes(sign),
    )


def fitted(text: str, room: float, sizes: tuple[int, ...]) -> Line:
    """Return a text at the largest size that fits, cut with … where even the smallest does not."""
    for size in sizes:
        if width_of(text) * size <= room:
            return Line(text, size)
    smallest, kept = sizes[-1], text
    while kept and width_of(kept + "…") * smallest > room:
        kept = kept[:-1]
    return Line(f"{kept.rstrip()}…", smallest)


def width_of(text: str) -> float:
    """Return about how wide a text is, in ems: a Chinese sign is one, others little over half."""
    return sum(1 if unicodedata.east_asian_width(sign) in WIDE else NARROW_EM for sign in text)


def _dashes(sign: Sign) -> tuple[tuple[float, float, bool], ...]:
    # The little bar under the letter: one dash for each level, filled up to this one.
    if sign.grade is None:
        return ()
    count = len(sign.grade.scheme.levels)
    position = sign.grade.scheme.position(sign.grade.level.code)
    step = PLATE_ROOM / count
    return tuple((n * step, step - 4, n < position) for n in range(count))
