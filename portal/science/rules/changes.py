"""What a correction changes, line by line."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from portal.science.rules.facts import ArticleFacts
from portal.science.rules.texts import texts_of


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


def compare_lines(before: str, after: str) -> tuple[Line, ...]:
    """Return every line of both texts, in order, with what became of it."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[Line] = []
    for _kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
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
