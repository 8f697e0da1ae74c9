"""The articles that come along: enough of them, each its own, each with what it rests on."""

import itertools
import re
from datetime import date
from typing import Any

from portal.demo.seeds import ARTICLES, seeds
from portal.demo.writing import read_article

TODAY = date(2026, 11, 22)
FEWEST = 80
LENGTH, MOST_SHARED = 8, 0.1
# A text may name an edition of yesterday, for what was made then, if it names the one of today too.
NEWER = {
    "GB 2762-2022": "GB 2762-2025",
    "GB 2763-2021": "GB 2763-2026",
    "GB 2763.1-2022": "GB 2763-2026",
}
NUMBERED = re.compile(r"[0-9０-９]|[一二三四五六七八九十百]")


def _articles() -> dict[str, tuple[dict[str, Any], str]]:
    return {
        path.name: read_article(path.read_text(encoding="utf-8"), on=TODAY)
        for path in sorted(ARTICLES.glob("*.zh.md"))
    }


def _pieces(text: str) -> set[str]:
    signs = re.sub(r"\W", "", text)
    return {signs[at : at + LENGTH] for at in range(len(signs) - LENGTH + 1)}


def test_there_are_enough_articles_and_no_two_are_alike() -> None:
    pieces = {name: _pieces(body) for name, (_front, body) in _articles().items()}
    assert len(pieces) >= FEWEST
    for (one, own), (other, others) in itertools.combinations(pieces.items(), 2):
        shared = len(own & others) / min(len(own), len(others))
        assert shared <= MOST_SHARED, f"{one} and {other} share {shared:.0%}"


def test_every_article_names_what_it_rests_on() -> None:
    for name, (front, _body) in _articles().items():
        assert front["sources"], name
        told = " ".join(f"{one['title']} {one.get('reference', '')}" for one in front["sources"])
        assert NUMBERED.search(told), f"{name} names no number, article or year"


def test_no_text_rests_on_an_edition_that_another_replaced() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in ARTICLES.glob("*.md")}
    for name in ("rumours", "concerns"):
        for row in seeds(name)[name]:
            texts[row["code"]] = str(row)
    for name, text in texts.items():
        for older, newer in NEWER.items():
            assert older not in text or newer in text, f"{name} names {older} but not {newer}"
