"""Promises of the badge: everything on it fits, in either language."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.ratings.door.badges import (
    NAME_SIZES,
    PALETTES,
    PLATE_ROOM,
    ROOM,
    fitted,
    theme_of,
    width_of,
)
from portal.ratings.door.signs import door_file
from portal.ratings.scheme_files import schemes


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=120))
@example("很长的名字" * 30)
@example("示例 " * 30)
def test_a_line_is_never_wider_than_its_room(text: str) -> None:
    line = fitted(text, ROOM, NAME_SIZES)
    assert line.size in NAME_SIZES
    assert width_of(line.text) * line.size <= ROOM
    assert line.text == text or line.text.endswith("…")


def test_a_short_name_is_whole_and_large() -> None:
    assert fitted("示例饭店", ROOM, NAME_SIZES).size == NAME_SIZES[0]


@pytest.mark.parametrize(
    ("asked", "theme"), [("", "light"), ("dark", "dark"), ("light", "light"), ("x\x00", "light")]
)
def test_an_unknown_theme_is_the_light_one(asked: str, theme: str) -> None:
    assert theme_of(asked) == theme


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", PALETTES)
def test_every_colour_can_be_read(theme: str) -> None:
    colours = PALETTES[theme]
    assert all(contrast(colours["ground"], colours[ink]) >= 7 for ink in ("ink", "dim"))
    plates = ("ok", "info", "warn", "bad", "hold")
    assert all(contrast(colours["on"], colours[plate]) >= 4.5 for plate in plates)


def test_what_hangs_at_the_door_first_is_a_scheme_and_its_words_are_bilingual() -> None:
    known = {code for code, _version in schemes()}
    told = door_file()
    assert [code for code in told.order if code not in known] == []
    assert all(bool(text.zh) and bool(text.en) for text in told.words.values())
    assert PLATE_ROOM < ROOM
