"""Which words may be called the same: what editors type is checked before it counts."""

import re
from collections.abc import Sequence

from portal.kernel.errors import Refused
from portal.search.lexicon import Group, has_words, shipped
from portal.search.signs import is_han, tidy
from portal.search.words import WORDS

FEWEST = 2
# More than these slow down every question that holds one of them, and tell nothing more.
MOST, LONGEST = 10, 20
_BETWEEN = re.compile(r"[、，,;；/\r\n]+")


def split_names(typed: str) -> list[str]:
    """Return the words that are typed, separated by commas of any kind or by lines."""
    return [" ".join(part.split()) for part in _BETWEEN.split(typed) if part.strip()]


def check_group(names: Sequence[str], own: Sequence[Group]) -> Group:
    """Return the words as a group; raise Refused, at the field, where they make none.

    ``own`` are the groups in force: a word belongs to one of them at most, so that no meaning
    wanders on from group to group.
    """
    for name in names:
        _check_name(name)
    _check_twice(names)
    if not FEWEST <= len(names) <= MOST:
        raise Refused(WORDS["too_few" if len(names) < FEWEST else "too_many"], field="words")
    for name in names:
        group = next((group for group in own if tidy(name) in map(tidy, group)), None)
        if group:
            told = {"word": name, "group": "、".join(group)}
            raise Refused(WORDS["elsewhere"] % told, field="words")
    first, *rest = map(tidy, names)
    if set(rest) <= set(shipped().others_of(first)):
        raise Refused(WORDS["known"], field="words")
    return tuple(names)


def _check_name(name: str) -> None:
    if len(name) > LONGEST:
        raise Refused(WORDS["too_long"] % {"word": name[:LONGEST]}, field="words")
    if not has_words(name):
        raise Refused(WORDS["says_nothing"] % {"word": name}, field="words")
    if len(tidy(name)) == 1 and is_han(tidy(name)):
        raise Refused(WORDS["one_sign"] % {"word": name}, field="words")


def _check_twice(names: Sequence[str]) -> None:
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(tidy(name), name)
        if other is not name:
            raise Refused(WORDS["twice"] % {"word": name, "other": other}, field="words")
