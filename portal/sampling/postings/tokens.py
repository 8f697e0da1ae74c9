"""Which pieces of a text the index knows, and which of them a word is asked by.

Chinese has no blanks, and a segmenter that guesses words loses matches: of 36,280 records with
鱼 it finds 1,929. So nothing is guessed: every single character and every pair of neighbours is a
token. A word of one or two characters is looked up and the answer is exact; a longer one is asked
by all its pairs, which finds every record that holds it and, rarely, one that holds only the
pairs. Digits and Latin letters are few, so that pairs of them stand in most numbers: there, three
and four neighbours are tokens too, and a year is looked up at once.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

PLAIN = re.compile(r"[0-9a-z]{3,}")
TRIPLE, FOUR = 3, 4
WORDS_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Plan:
    """How a word is looked up: by all of these tokens, and whether that says everything."""

    tokens: tuple[str, ...]
    is_exact: bool


def tokens_of(line: str) -> set[str]:
    """Return every token of one line of folded text."""
    tokens = {*line, *map(str.__add__, line, line[1:])}
    for run in PLAIN.findall(line):
        tokens.update(_pieces(run, TRIPLE), _pieces(run, FOUR))
    return tokens


@lru_cache(maxsize=WORDS_KEPT)
def plan_of(word: str) -> Plan:
    """Return how a folded word is looked up."""
    if len(word) < TRIPLE:
        return Plan((word,), is_exact=True)
    tokens: list[str] = []
    covered: set[int] = set()
    for run in PLAIN.finditer(word):
        tokens += _pieces(run[0], min(len(run[0]), FOUR))
        covered.update(range(run.start(), run.end() - 1))
    tokens += [word[at : at + 2] for at in range(len(word) - 1) if at not in covered]
    distinct = tuple(dict.fromkeys(tokens))
    return Plan(distinct, is_exact=distinct == (word,))


def _pieces(run: str, length: int) -> list[str]:
    return [run[at : at + length] for at in range(len(run) - length + 1)]
