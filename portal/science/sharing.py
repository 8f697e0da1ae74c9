"""Pictures to pass an article on with: its title, its summary and a code that leads to it.

Drawn once for each version: a picture is kept under a digest of everything it shows, by the day.
"""

import hashlib
import json
import threading
from collections.abc import Mapping
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from flask import url_for
from flask_babel import gettext as _

from portal.extensions import objects
from portal.kernel import clock, typesetting
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.science.models import Article
from portal.science.rules import columns
from portal.web.addresses import absolute
from portal.web.codes import code_of, svg_of
from portal.web.filters import day

TEMPLATE = Path(__file__).parent / "share.typ"
ROOM = "shares"
# Two dots for each point: 1200 by 630 where links are previewed, 1080 by 1440 for a chat.
DOTS_PER_INCH = 144
SWEPT_AT_ONCE = 20
# One at a time in a process: whoever asks for many leaves it time for everybody else.
_drawing = threading.Lock()


class Shape(StrEnum):
    """Where a picture is going to be shown."""

    WIDE = "wide"
    TALL = "tall"


def picture_of(article: Article, shape: Shape) -> bytes:
    """Return the picture of an article as PNG.

    A title with a sign that no font at hand has gives way to the name of its column: a box in the
    place of a sign would be a false title, and a link without a picture is passed over.
    """
    facts = _facts_of(article, shape)
    told = json.dumps([facts, version("typst")], sort_keys=True).encode()
    name, room = hashlib.sha256(TEMPLATE.read_bytes() + told).hexdigest(), _room()
    with _drawing:
        try:
            return objects().get(name, room=room)
        except NotFound:
            drawn = _draw(_drawable(facts))
            objects().put_as(name, drawn, room=room)
            objects().sweep(ROOM, keeping=clock.today().isoformat(), most=SWEPT_AT_ONCE)
    return drawn


def _room() -> str:
    return f"{ROOM}/{clock.today().isoformat()}"


def address_of(article: Article) -> str:
    """Return the full address of an article's page."""
    return absolute(url_for("science.show_article", column=article.column, slug=article.slug))


def _facts_of(article: Article, shape: Shape) -> Mapping[str, str]:
    place, tongue = current_place().place, article.language.value
    until = article.review_by_on
    return {
        "shape": shape.value,
        "language": tongue,
        "title": article.title,
        "summary": article.summary,
        "column": columns()[article.column].name[tongue],
        "site": place.site_name.in_(tongue),
        "checked": _("核对至 %(day)s", day=day(until)) if until else "",
        "scan": _("扫码看全文和出处"),
        "address": address_of(article),
    }


def _drawable(facts: Mapping[str, str]) -> Mapping[str, str]:
    instead = {"title": facts["column"], "summary": ""}
    return {**facts, **{name: text for name, text in instead.items() if not _has(facts[name])}}


def _has(written: str) -> bool:
    try:
        typesetting.needs_fonts_of_machine(written)
    except typesetting.Unprintable:
        return False
    return True


def _draw(facts: Mapping[str, str]) -> bytes:
    written = "".join(text for name, text in facts.items() if name != "address")
    told = {
        "facts": json.dumps({**facts, "is_common": typesetting.is_in_gb2312(facts["title"])}),
        "code": svg_of(code_of(facts["address"])),
    }
    return typesetting.paint(TEMPLATE, told, written=written, dots_per_inch=DOTS_PER_INCH)
