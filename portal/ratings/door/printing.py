"""Sheets and pictures of a sign, set by typst with the fonts that come along."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portal.kernel import typesetting
from portal.kernel.typesetting import Unprintable, is_in_gb2312, needs_fonts_of_machine
from portal.web.codes import Code, svg_of

__all__ = ["Unprintable", "needs_fonts_of_machine", "paint_badge", "print_sheet"]

FOLDER = Path(__file__).parent
# Three dots for each unit of the badge: sharp on every screen, and its code stays readable.
BADGE_DOTS_PER_INCH = 216


def print_sheet(size: str, *, facts: Mapping[str, Any], code: Code) -> bytes:
    """Return a sign to print as PDF/UA-1, with its code to scan.

    Raises Unprintable where a name has a sign that no font at hand has.
    """
    known = {**facts, "size": size, "is_common": is_in_gb2312(facts["name"])}
    told = {"facts": json.dumps(known), "code": svg_of(code)}
    return typesetting.typeset(FOLDER / "poster.typ", told)


def paint_badge(svg: str, *, written: str) -> bytes:
    """Return a badge drawn as SVG as a PNG picture; ``written`` is what is to be read on it.

    Raises Unprintable as ``print_sheet`` does.
    """
    told = {"badge": svg}
    return typesetting.paint(
        FOLDER / "badge.typ", told, written=written, dots_per_inch=BADGE_DOTS_PER_INCH
    )
