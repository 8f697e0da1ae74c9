"""How two texts differ: paragraph by paragraph, and word by word where one was rewritten."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

import rjieba

from portal.science.rules.changes import Change, opcodes_of
from portal.science.rules.facts import ArticleFacts
from portal.science.rules.texts import texts_of

# Below this share of common words a paragraph was written anew: its words side by side read badly.
ALIKE = 0.4
# Pasting the pieces of a longer text together word by word takes longer than anybody waits.
MOST_WORDS = 4_000
LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-/]*|\s+|[^A-Za-z0-9\s]+")


@dataclass(frozen=True)
class Piece:
    """Some words, and what became of them."""

    change: Change
    text: str


@dataclass(frozen=True)
class Difference:
    """One field that differs, by its name; its paragraphs, each in pieces."""

    name: str
    paragraphs: tuple[tuple[Piece, ...], ...]


def words_in(text: str) -> list[str]:
    """Return the words of a text with everything between them; Chinese is cut into words."""
    words: list[str] = []
    for part in LATIN.findall(text):
        words += [part] if part[0].isascii() else rjieba.cut(part)
    return words


def compare_texts(before: str, after: str) -> tuple[tuple[Piece, ...], ...]:
    """Return the paragraphs of both texts in order, each in pieces that say what became of them."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[tuple[Piece, ...]] = []
    for kind, a, b, c, d in opcodes_of(old, new):
        if kind == "equal":
            found += [(Piece(Change.KEPT, text),) for text in old[a:b]]
        else:
            for was, now in zip_longest(old[a:b], new[c:d], fillvalue=""):
                found += _rewritten(was, now)
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _rewritten(was: str, now: str) -> Iterator[tuple[Piece, ...]]:
    old, new = words_in(was), words_in(now)
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if len(old) + len(new) > MOST_WORDS or matcher.ratio() < ALIKE:
        for change, text in ((Change.TAKEN, was), (Change.ADDED, now)):
            if text:
                yield (Piece(change, text),)
        return
    yield tuple(_pieces(matcher, old, new))


def _pieces(
    matcher: "SequenceMatcher[str]", old: Sequence[str], new: Sequence[str]
) -> Iterator[Piece]:
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(Change.KEPT, "".join(old[a:b]))
            continue
        if b > a:
            yield Piece(Change.TAKEN, "".join(old[a:b]))
        if d > c:
            yield Piece(Change.ADDED, "".join(new[c:d]))


def differences(before: ArticleFacts, after: ArticleFacts) -> tuple[Difference, ...]:
    """Return the fields in which two states of an article differ, paragraph by paragraph."""
    old, new = texts_of(before), texts_of(after)
    return tuple(
        Difference(name, compare_texts(old[name], new[name]))
        for name in old
        if old[name] != new[name]
    )
