"""The quiz in plain Python: editions as data, what was answered, what may be told of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

EDITIONS = Path(__file__).parent / "editions"
Words = Mapping[str, str]


@dataclass(frozen=True)
class QuizSource:
    """Where an answer is written: title, and number or article."""

    title: Words
    reference: Words


@dataclass(frozen=True)
class Question:
    """One question; ``right`` is the number of its right answer, from 1."""

    code: str
    asks: Words
    answers: tuple[Words, ...]
    right: int
    why: Words
    sources: tuple[QuizSource, ...]
    find: str


@dataclass(frozen=True)
class Edition:
    """One edition of the quiz."""

    code: str
    name: Words
    questions: tuple[Question, ...]

    def read_answers(self, told: str) -> tuple[int, ...] | None:
        """Read answers as an address tells them, a digit each; None where they are none."""
        if len(told) != len(self.questions) or not (told.isascii() and told.isdecimal()):
            return None
        chosen = tuple(int(digit) for digit in told)
        fits = all(
            1 <= one <= len(question.answers)
            for one, question in zip(chosen, self.questions, strict=True)
        )
        return chosen if fits else None

    def count_right(self, chosen: Sequence[int]) -> int:
        """Return how many answers are right."""
        pairs = zip(chosen, self.questions, strict=True)
        return sum(one == question.right for one, question in pairs)


def shown_share(right: int, total: int, smallest: int | None) -> tuple[int, int] | None:
    """Return right answers of all, None where so few answered that a person could be told.

    ``smallest`` is the smallest cell the place publishes; None, not set, shows nothing.
    """
    if smallest is None or total < max(smallest, 1):
        return None
    return right, total


@cache
def editions() -> Mapping[str, Edition]:
    """Return every edition by its code, the newest first."""
    files = sorted(EDITIONS.glob("*.yaml"), reverse=True)
    read = [_edition(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files]
    return {edition.code: edition for edition in read}


def _edition(told: Mapping[str, Any]) -> Edition:
    return Edition(told["code"], told["name"], tuple(map(_question, told["questions"])))


def _question(row: Mapping[str, Any]) -> Question:
    sources = tuple(QuizSource(**one) for one in row["sources"])
    return Question(**{**row, "answers": tuple(row["answers"]), "sources": sources})
