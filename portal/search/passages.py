"""Where the words of a question stand in a text, and which passage shows the most of them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.search.analysis import Question
from portal.search.signs import fold, stem

# As many characters as fill two lines: Chinese ones are twice as wide.
WIDTHS = {"zh": 96, "en": 190}
BEFORE = 24
SENTENCE_ENDS = "。！？；\n"
ENGLISH_ENDS = (". ", "? ", "! ")
_ENDS = re.compile(rf"[{SENTENCE_ENDS}]|[.?!] ")
MOST_SPANS = 30  # a long text that repeats one word is not looked through for ever
Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; templates mark those that were asked for."""

    text: str
    is_hit: bool


class _Places(dict[int, str]):
    """Each character and what it is folded to: one stays one, so that places stay what they are."""

    def __missing__(self, code: int) -> str:
        self[code] = (fold(chr(code)) or chr(code))[0]
        return self[code]


_PLACES = _Places()


@lru_cache(maxsize=4000)
def _folded(text: str) -> str:
    return text.translate(_PLACES)


def _all_spans(folded: str, question: Question) -> Iterator[Span]:
    han, latin = question.patterns
    if han is not None:
        # Looked at from every place, so that words may overlap.
        for found in han.finditer(folded):
            yield found.start(), found.end(1)
    if latin is not None:
        _telling, stems = question.marked
        for found in latin.finditer(folded):
            if stem(found[0]) in stems:
                yield found.span()


def spans(text: str, question: Question) -> list[Span]:
    """Return where the question's words stand in the text, in order, joined where they touch."""
    joined: list[Span] = []
    for start, end in sorted(_all_spans(_folded(text), question)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _end_near(text: str, last: int) -> int:
    if last >= len(text):
        return len(text)
    for at in range(last, min(last + BEFORE, len(text))):
        if _begins_sentence(text, at):
            return at
    blank = text.rfind(" ", last - BEFORE, last)
    return blank if blank > 0 and text[last - 1 : last + 1].isascii() else last


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


def _begins_sentence(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in SENTENCE_ENDS or text[max(0, at - 2) : at] in ENGLISH_ENDS


class _Passages:
    """The passages of one text that may be shown: each begins where a sentence does, or nearly."""

    def __init__(self, text: str, question: Question) -> None:
        self.text = text
        self.where = spans(text, question)[:MOST_SPANS]
        self._firsts = [first for first, _last in self.where]
        self._lasts = [last for _first, last in self.where]
        folded = _folded(text)
        self._words = [folded[first:last] for first, last in self.where]

    @property
    def starts(self) -> list[int]:
        """Where they begin: with the text, and before each word that was asked for."""
        return [0, *(self._start_near(first) for first in self._firsts)]

    def _start_near(self, first: int) -> int:
        earliest = max(0, first - BEFORE)
        ends = [found.end() for found in _ENDS.finditer(self.text, max(0, earliest - 1), first)]
        if ends or not earliest:
            return ends[-1] if ends else 0
        blank = self.text.find(" ", earliest - 1, first - 1)
        return blank + 1 if blank >= 0 else earliest

    def weight(self, start: int, width: int) -> int:
        """Return how many signs of different words a passage shows."""
        low, high = bisect_left(self._firsts, start), bisect_right(self._lasts, start + width)
        return sum(map(len, set(self._words[low:high])))


def best_passage(texts: Iterable[str], question: Question, width: int) -> list[Piece]:
    """Return about ``width`` characters that hold most of the question's words.

    Earlier texts win a tie; where none has any of the words, the first text begins.
    """
    each = [_Passages(text, question) for text in texts]
    candidates = [(one.weight(at, width), one, at) for one in each for at in one.starts]
    if not candidates:
        return []
    _best, one, start = max(candidates, key=lambda candidate: candidate[0])
    end = _end_near(one.text, start + width)
    pieces = _cut(one.text, one.where, start, end)
    if not _begins_sentence(one.text, start):
        pieces.insert(0, Piece("…", is_hit=False))
    if end < len(one.text) and not _begins_sentence(one.text, end):
        pieces.append(Piece("…", is_hit=False))
    return pieces
