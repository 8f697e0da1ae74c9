"""How alike two short texts are, by their signs and pairs of signs. Plain calculations.

Good enough to suggest what may be the same question asked in other words; a person decides.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

# Signs that nearly every question holds say nothing about what it asks.
EMPTY = frozenset("的了是吗呢吧啊会能有不在和与或就都也要这那个么什怎听说真可以被把让到对")
BETWEEN = re.compile(r"[\W_]+")
LATIN = re.compile(r"[a-z0-9]+")
# Half of what the shorter says stands in the other: measured on rephrased claims of the demo.
ALIKE = 0.34
SUGGESTED = 5
# Of a long text its beginning says what it asks; and where very many unlike ones wait, only those
# that share two signs in a row, or a Latin word, are looked at: nobody waits for the rest.
LONGEST_COMPARED = 600
MOST_HEADS = 200


def marks_of(text: str) -> frozenset[str]:
    """Return what a text is compared by: its Chinese signs, their pairs, its Latin words."""
    folded = unicodedata.normalize("NFKC", text).lower()
    words = frozenset(LATIN.findall(folded))
    runs = BETWEEN.sub("", LATIN.sub("", folded))
    signs = [sign for sign in runs if sign not in EMPTY]
    pairs = (first + second for first, second in pairwise(signs))
    return words | frozenset(signs) | frozenset(pairs)


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """Return how alike two texts are, 0 to 1, by the marks of each; the order does not matter."""
    if not first or not second:
        return 0.0
    return len(first & second) / math.sqrt(len(first) * len(second))


def most_alike(
    text: str, others: Iterable[tuple[str, str]], *, most: int = SUGGESTED
) -> Sequence[str]:
    """Return the keys of those (key, text) that are like a text, the likest first."""
    own = marks_of(text)
    scored = ((likeness(own, marks_of(other)), key) for key, other in others)
    found = sorted((-score, key) for score, key in scored if score >= ALIKE)
    return [key for _score, key in found[:most]]


def groups_of(several: Iterable[tuple[str, str]]) -> Sequence[Sequence[str]]:
    """Return the keys in groups of like texts, in the order of the keys.

    The first of a group is what the others are like; the order they are given in is no matter.
    """
    heads: list[tuple[frozenset[str], list[str]]] = []
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for key, text in sorted(several):
        marks = marks_of(text[:LONGEST_COMPARED])
        long = [mark for mark in marks if len(mark) > 1]
        near: Iterable[int] = range(len(heads))
        if len(heads) > MOST_HEADS:
            near = sorted({place for mark in long for place in holding[mark]})
        scored = ((likeness(heads[place][0], marks), -place) for place in near)
        score, place = max(scored, default=(0.0, 0))
        if score >= ALIKE:
            heads[-place][1].append(key)
            continue
        for mark in long:
            holding[mark].append(len(heads))
        heads.append((marks, [key]))
    return [keys for _marks, keys in heads]
