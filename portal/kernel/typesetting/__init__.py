"""Sheets and pictures, set by typst with fonts that come along: no font of the machine is needed.

The fonts hold the 21,000 signs of GBK (sans) and the 7,000 of GB 2312 (serif, regular and bold).
A text with a rarer sign is set with the fonts of the machine; where those lack it too, nothing is
made: a box in the place of a sign would be a false name. PDF/UA-1, which every sheet is checked
against, forbids such boxes, so the typesetter itself finds them.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import typst
from flask_babel import lazy_gettext as _

from portal.kernel.errors import Refused

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
TRIAL = FOLDER / "trial.typ"
BOX = re.compile(r'the text `"(.+?)"` could not be displayed')
Standard = Literal["ua-1", "a-2a"]
UNIVERSAL_ACCESS: tuple[Standard, ...] = ("ua-1",)
UNPRINTABLE = _(
    "名称里的“%(signs)s”是生僻字，本站和这台服务器的字库里都没有，印出来会是空框，所以没有生成。请联系本局补充字库。"
)


class Unprintable(Refused):
    """A text has a sign that no font at hand can draw."""


@cache
def _fonts(*, of_machine: bool) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=of_machine, include_embedded_fonts=False, font_paths=[FONTS]
    )


@cache
def _source(template: Path) -> bytes:
    return template.read_bytes()


def typeset(
    template: Path, told: Mapping[str, str], *, standards: Sequence[Standard] = UNIVERSAL_ACCESS
) -> bytes:
    """Return a sheet as PDF; ``told`` is what its template reads as data. Same facts, same bytes.

    Raises Unprintable where a text has a sign that no font at hand has.
    """
    try:
        return _compiled(_fonts(of_machine=False), template, told, standards)
    except typst.TypstError as fault:
        _lacking(fault)
    try:
        return _compiled(_fonts(of_machine=True), template, told, standards)
    except typst.TypstError as fault:
        signs = _lacking(fault)
    raise Unprintable(UNPRINTABLE % {"signs": signs})


def paint(template: Path, told: Mapping[str, str], *, written: str, dots_per_inch: int) -> bytes:
    """Return a picture as PNG; ``written`` is what is to be read on it.

    Raises Unprintable as ``typeset`` does.
    """
    of_machine = needs_fonts_of_machine(written)
    drawn, warnings = typst.compile_with_warnings(
        _source(template),
        format="png",
        ppi=dots_per_inch,
        font_paths=_fonts(of_machine=of_machine),
        sys_inputs=dict(told),
    )
    _check(warnings)
    return bytes(drawn)


def needs_fonts_of_machine(written: str) -> bool:
    """Whether the fonts that come along lack a sign of a text; Unprintable where all do."""
    told = {"text": written}
    try:
        _compiled(_fonts(of_machine=False), TRIAL, told, UNIVERSAL_ACCESS)
    except typst.TypstError as fault:
        _lacking(fault)
        typeset(TRIAL, told)
        return True
    return False


def is_in_gb2312(written: str) -> bool:
    """Whether every sign of a text is in the serif faces, so that it is set in one face."""
    try:
        written.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _compiled(
    fonts: typst.Fonts, template: Path, told: Mapping[str, str], standards: Sequence[Standard]
) -> bytes:
    made, warnings = typst.compile_with_warnings(
        _source(template),
        format="pdf",
        pdf_standards=[*standards],
        font_paths=fonts,
        sys_inputs=dict(told),
    )
    _check(warnings)
    return bytes(made)


def _lacking(fault: typst.TypstError) -> str:
    # Any other fault is ours, not the text's.
    signs = "".join(dict.fromkeys(BOX.findall(str(getattr(fault, "diagnostic", "")))))
    if not signs:
        raise fault
    return signs


def _check(warnings: list[typst.TypstWarning]) -> None:
    # A warning tells of a missing font or of what cannot be read aloud: the sheet would be wrong.
    if warnings:
        raise RuntimeError("; ".join(str(warning) for warning in warnings))
