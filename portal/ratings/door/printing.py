"""Sheets and pictures, set by typst with fonts that come along: no font of the machine is needed.

The fonts hold the 21,000 signs of GBK and, bold, the 7,000 of GB 2312. A name with a rarer sign is
set with the fonts of the machine; where those lack it too, nothing is made: a box in the place of
a sign would be a false name. PDF/UA-1, which every sheet is checked against, forbids such boxes,
so the typesetter itself finds them.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from portal.kernel.errors import Refused
from portal.ratings.door.codes import Code, svg_of
from portal.ratings.door.words import UNPRINTABLE

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
BOX = re.compile(r'the text `"(.+?)"` could not be displayed')
# Three dots for each unit of the badge: sharp on every screen, and its code stays readable.
BADGE_DOTS_PER_INCH = 216


class Unprintable(Refused):
    """A name has a sign that no font at hand can draw."""


@cache
def _fonts(*, of_machine: bool) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=of_machine, include_embedded_fonts=False, font_paths=[FONTS]
    )


@cache
def _source(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def print_sheet(size: str, *, facts: Mapping[str, Any], code: Code) -> bytes:
    """Return a sign to print as PDF/UA-1, with its code to scan.

    Raises Unprintable where a name has a sign that no font at hand has.
    """
    known = {**facts, "size": size, "is_common": is_common(facts["name"])}
    told = {"facts": json.dumps(known), "code": svg_of(code)}
    return _compiled("poster.typ", told)


def paint_badge(svg: str, *, written: str) -> bytes:
    """Return a badge drawn as SVG as a PNG picture; ``written`` is what is to be read on it.

    Raises Unprintable as ``print_sheet`` does.
    """
    of_machine = needs_fonts_of_machine(written)
    drawn, warnings = typst.compile_with_warnings(
        _source("badge.typ"),
        format="png",
        ppi=BADGE_DOTS_PER_INCH,
        font_paths=_fonts(of_machine=of_machine),
        sys_inputs={"badge": svg},
    )
    _check(warnings)
    return bytes(drawn)


def is_common(name: str) -> bool:
    """Whether every sign of a name is in the bold face, so that it is set in one face."""
    return all(_is_in_gb2312(sign) for sign in name)


def needs_fonts_of_machine(written: str) -> bool:
    """Whether the fonts that come along lack a sign of a text; Unprintable where all do."""
    told = {"text": written}
    try:
        _compiled_with(_fonts(of_machine=False), "trial.typ", told)
    except typst.TypstError as fault:
        _lacking(fault)
        _compiled("trial.typ", told)
        return True
    return False


def _is_in_gb2312(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _compiled(name: str, told: dict[str, str]) -> bytes:
    try:
        return _compiled_with(_fonts(of_machine=False), name, told)
    except typst.TypstError as fault:
        _lacking(fault)
    try:
        return _compiled_with(_fonts(of_machine=True), name, told)
    except typst.TypstError as fault:
        signs = _lacking(fault)
    raise Unprintable(UNPRINTABLE % {"signs": signs})


def _compiled_with(fonts: typst.Fonts, name: str, told: dict[str, str]) -> bytes:
    made, warnings = typst.compile_with_warnings(
        _source(name), format="pdf", pdf_standards=["ua-1"], font_paths=fonts, sys_inputs=told
    )
    _check(warnings)
    return bytes(made)


def _lacking(fault: typst.TypstError) -> str:
    # Any other fault is ours, not the name's.
    signs = "".join(dict.fromkeys(BOX.findall(str(getattr(fault, "diagnostic", "")))))
    if not signs:
        raise fault
    return signs


def _check(warnings: list[typst.TypstWarning]) -> None:
    # A warning tells of a missing font or of what cannot be read aloud: the sheet would be wrong.
    if warnings:
        raise RuntimeError("; ".join(str(warning) for warning in warnings))
