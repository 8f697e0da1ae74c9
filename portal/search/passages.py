"""Where the words of a question stand in a text, and which passage shows the most of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from whoosh.lang.porter import stem

from portal.search.analysis import Question, fold, is_han, located_runs

PASSAGE = 96
BEFORE = 24
SENTENCE_ENDS = "。！？；\n"
Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; templates mark those that were asked for."""

    text: str
    is_hit: bool


def _folded(text: str) -> str:
    # One character stays one, so that a place in the folded text is a place in the text.
    return "".join((fold(character) or character)[0] for character in text)


def _han_spans(run: str, start: int, wanted: Iterable[str]) -> Iterable[Span]:
    for term in wanted:
        at = run.find(term)
        while at >= 0:
            yield start + at, start + at + len(term)
            at = run.find(term, at + 1)


def spans(text: str, question: Question) -> list[Span]:
    """Return where the question's words stand in the text, in order, joined where they touch."""
    han = {term for term in question.literals if is_han(term)}
    telling = {term for term in han if len(term) > 1} or han
    others = question.literals - han
    found: list[Span] = []
    for start, run in located_runs(_folded(text)):
        if is_han(run):
            found += _han_spans(run, start, telling)
        elif stem(run) in others:
            found.append((start, start + len(run)))
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def mark(text: str, question: Question) -> list[Piece]:
    """Return the whole text in pieces."""
    return _cut(text, spans(text, question), 0, len(text))


def _cut(text: str, where: list[Span], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    for first, last in where:
        if first < start or last > end:
            continue
        pieces += [Piece(text[at:first], is_hit=False), Piece(text[first:last], is_hit=True)]
        at = last
    pieces.append(Piece(text[at:end], is_hit=False))
    return [piece for piece in pieces if piece.text]


def _start_near(text: str, first: int) -> int:
    earliest = max(0, first - BEFORE)
    for at in range(first, earliest, -1):
        if text[at - 1] in SENTENCE_ENDS:
            return at
    return earliest


def best_passage(texts: Iterable[str], question: Question) -> list[Piece]:
    """Return the passage that holds most of the question's words; earlier texts win a tie.

    Without any of them, the beginning of the first text.
    """
    best: tuple[int, str, list[Span], int] | None = None
    for text in texts:
        where = spans(text, question)
        for first, _last in where:
            start = _start_near(text, first)
            words = {_folded(text[a:b]) for a, b in where if a >= start and b <= start + PASSAGE}
            weight = sum(len(word) for word in words)
            if best is None or weight > best[0]:
                best = (weight, text, where, start)
        if best is None:
            best = (0, text, [], 0)
    if best is None:
        return []
    _weight, text, where, start = best
    end = min(len(text), start + PASSAGE)
    pieces = _cut(text, where, start, end)
    if start > 0:
        pieces.insert(0, Piece("…", is_hit=False))
    if end < len(text):
        pieces.append(Piece("…", is_hit=False))
    return pieces
