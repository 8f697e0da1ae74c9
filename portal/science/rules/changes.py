"""What a correction changes, line by line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

from portal.science.rules.facts import ArticleFacts
from portal.science.rules.texts import texts_of

# A thousand lines beside a thousand: no article is longer, and it takes a tenth of a second.
MOST_PAIRS = 1_000_000
Opcode = tuple[str, int, int, int, int]


class Change(StrEnum):
    """What became of a line."""

    KEPT = "kept"
    TAKEN = "taken"
    ADDED = "added"


@dataclass(frozen=True)
class Line:
    """One line of a comparison."""

    change: Change
    text: str


@dataclass(frozen=True)
class FieldChange:
    """One field that differs, by its name, and its lines."""

    name: str
    lines: tuple[Line, ...]


def opcodes_of(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """Return which lines of two texts stand beside each other, as SequenceMatcher tells it.

    Of long texts only what begins and what ends alike is found: pairing thousands of lines that
    are all the same would keep a page waiting for minutes.
    """
    if len(old) * len(new) <= MOST_PAIRS:
        return list(SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes())
    head = _alike(zip(old, new, strict=False))
    tail = _alike(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    a, b = len(old) - tail, len(new) - tail
    found: list[Opcode] = [
        ("equal", 0, head, 0, head),
        ("replace", head, a, head, b),
        ("equal", a, len(old), b, len(new)),
    ]
    return found


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def compare_lines(before: str, after: str) -> tuple[Line, ...]:
    """Return every line of both texts, in order, with what became of it."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[Line] = []
    for _kind, a, b, c, d in opcodes_of(old, new):
        if old[a:b] == new[c:d]:
            lines += [Line(Change.KEPT, text) for text in old[a:b]]
            continue
        lines += [Line(Change.TAKEN, text) for text in old[a:b]]
        lines += [Line(Change.ADDED, text) for text in new[c:d]]
    return tuple(lines)


def compare(before: ArticleFacts, after: ArticleFacts) -> tuple[FieldChange, ...]:
    """Return the fields in which two states of an article differ."""
    old, new = texts_of(before), texts_of(after)
    return tuple(
        FieldChange(name, compare_lines(old[name], new[name]))
        for name in old
        if old[name] != new[name]
    )
