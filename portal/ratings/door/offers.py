"""Where a sign is found: its badge, its sheets, the lines that other sites copy."""

import json
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for

from portal.extensions import keyring
from portal.ratings.door import badges, kept, printing, showing
from portal.ratings.door.signs import Sign
from portal.web.addresses import absolute
from portal.web.codes import code_of, svg_of
from portal.web.locale import PREFIX


@dataclass(frozen=True)
class Offer:
    """A sign with its addresses. ``printable`` is false where there is no grade to print."""

    sign: Sign
    title: str
    words: str
    scheme: str
    asks: dict[str, Any]

    @property
    def reference(self) -> str:
        """What stands in the enterprise's addresses."""
        return self.sign.enterprise.address_key

    @property
    def printable(self) -> bool:
        """Whether there is a grade to print."""
        return self.sign.grade is not None

    def badge(self, kind: str = "svg", theme: str = "") -> str:
        """Return the address of the badge."""
        asks = {**self.asks, "theme": theme or None}
        return url_for(f"door.{BADGES[kind]}", reference=self.reference, **asks)

    def sheet(self, size: str) -> str:
        """Return the address of the sign to print."""
        return url_for("door.print_sign", reference=self.reference, size=size, **self.asks)

    @property
    def snippet(self) -> str:
        """Return the lines another site copies: a link around a picture, no script."""
        return render_template(
            "ratings/door/_snippet.html",
            page=absolute(page_of(self.sign)),
            light=absolute(self.badge()),
            dark=absolute(self.badge(theme="dark")),
            title=self.title,
            width=badges.WIDTH,
            height=badges.HEIGHT,
        ).strip()


BADGES = {"svg": "draw_badge", "png": "paint_badge"}


def offer_of(sign: Sign) -> Offer:
    """Return a sign with its addresses."""
    asks: dict[str, Any] = {"scheme": sign.grade.scheme.code} if sign.grade else {}
    title, _described = showing.badge_words(sign)
    words, scheme = showing.grade_words(sign.grade), showing.scheme_words(sign.grade)
    return Offer(sign, title, words, scheme, asks)


def page_of(sign: Sign) -> str:
    """Return the address of the live page."""
    return url_for("enterprises.show_enterprise", reference=sign.enterprise.address_key)


def check_of(sign: Sign) -> str:
    """Return the address that the sign's code leads to."""
    return url_for("door.check_door", token=sign.token(ring=keyring()))


def draw_badge(sign: Sign, *, theme: str, name: str = "") -> str:
    """Return the badge as SVG; ``name`` stands in for a name that cannot be drawn."""
    title, described = showing.badge_words(sign)
    shown = name or sign.enterprise.shown_name
    badge = badges.badge_of(
        sign,
        words=showing.grade_words(sign.grade),
        name=shown,
        theme=theme,
        code=code_of(absolute(check_of(sign))),
    )
    return render_template(
        "ratings/door/badge.svg",
        badge=badge,
        title=title,
        described=described,
        scheme=showing.scheme_words(sign.grade),
        since=showing.since_words(sign),
        width=badges.WIDTH,
        height=badges.HEIGHT,
    )


def paint_badge(sign: Sign, *, theme: str) -> bytes:
    """Return the badge as PNG; a name that no font at hand can draw gives way to its code."""
    drawn = draw_badge(sign, theme=theme)
    made_from = {"badge": drawn, "else": sign.enterprise.address_key}
    return kept.drawn_once("badge.typ", made_from, lambda: _painted(sign, theme))


def _painted(sign: Sign, theme: str) -> bytes:
    name = sign.enterprise.shown_name
    try:
        printing.needs_fonts_of_machine(name)
    except printing.Unprintable:
        name = sign.enterprise.address_key
    drawn = draw_badge(sign, theme=theme, name=name)
    return printing.paint_badge(drawn, written=name + showing.grade_words(sign.grade))


def print_sign(sign: Sign, *, size: str) -> bytes:
    """Return the sheet to print, in both languages; its code leads to the Chinese page.

    Raises NotFound where there is no grade to print, Unprintable where its name cannot be set.
    """
    facts = showing.sheet_facts(sign, page=absolute(_in_chinese(page_of(sign))))
    code = code_of(absolute(_in_chinese(check_of(sign))))
    made_from = {"size": size, "facts": json.dumps(facts), "code": svg_of(code)}
    return kept.drawn_once(
        "poster.typ", made_from, lambda: printing.print_sheet(size, facts=facts, code=code)
    )


def _in_chinese(path: str) -> str:
    return path.removeprefix(PREFIX) if path.startswith(f"{PREFIX}/") else path
