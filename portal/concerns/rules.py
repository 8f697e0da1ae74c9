"""Concerns in plain Python: the way from a question to a published answer, and its figures."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any, Self

import yaml

from portal.kernel.lifecycle import Lifecycle
from portal.kernel.permissions import Permission
from portal.places.rules import Calendar, working_days_between

RECEIPT = "gq"
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 60
# Somebody who mistypes tries again; a machine that fills the desk does not.
QUESTIONS = "10 per 1 hour"
MOST_LINKS = 8


class QuestionStage(StrEnum):
    """What became of a question."""

    WAITING = "waiting"
    JOINED = "joined"
    SET_ASIDE = "set-aside"


QUESTION_LIFE = Lifecycle(
    {
        QuestionStage.WAITING: frozenset({QuestionStage.JOINED, QuestionStage.SET_ASIDE}),
        QuestionStage.JOINED: frozenset({QuestionStage.WAITING}),
        QuestionStage.SET_ASIDE: frozenset({QuestionStage.WAITING}),
    }
)


class Stage(StrEnum):
    """Where a concern stands."""

    OPEN = "open"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    PUBLISHED = "published"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


LIFE = Lifecycle(
    {
        Stage.OPEN: frozenset({Stage.ASSIGNED, Stage.CLOSED}),
        Stage.ASSIGNED: frozenset({Stage.ANSWERED, Stage.OPEN, Stage.WITHDRAWN}),
        Stage.ANSWERED: frozenset({Stage.PUBLISHED, Stage.ASSIGNED}),
        Stage.PUBLISHED: frozenset({Stage.ASSIGNED, Stage.WITHDRAWN}),
        Stage.CLOSED: frozenset({Stage.OPEN}),
    }
)
EDITABLE = frozenset({Stage.OPEN, Stage.ASSIGNED})


class Deed(StrEnum):
    """What somebody did with a concern."""

    OPENED = "opened"
    ASSIGNED = "assigned"
    DECLINED = "declined"
    EDITED = "edited"
    ANSWERED = "answered"
    RETURNED = "returned"
    PUBLISHED = "published"
    REOPENED = "reopened"
    CLOSED = "closed"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Step:
    """Where a deed begins, where it leads, who may do it."""

    begins: frozenset[Stage]
    leads: Stage
    permission: Permission


def _step(begins: str, leads: Stage, permission: Permission = Permission.ARTICLE_REVIEW) -> Step:
    return Step(frozenset(Stage(one) for one in begins.split()), leads, permission)


STEPS: Mapping[Deed, Step] = {
    Deed.ASSIGNED: _step("open", Stage.ASSIGNED),
    Deed.ANSWERED: _step("assigned", Stage.ANSWERED, Permission.CONCERN_ANSWER),
    Deed.DECLINED: _step("assigned", Stage.OPEN, Permission.CONCERN_ANSWER),
    Deed.PUBLISHED: _step("answered", Stage.PUBLISHED, Permission.ARTICLE_PUBLISH),
    Deed.RETURNED: _step("answered", Stage.ASSIGNED),
    Deed.REOPENED: _step("published", Stage.ASSIGNED),
    Deed.CLOSED: _step("open", Stage.CLOSED),
    Deed.RESUMED: _step("closed", Stage.OPEN),
    Deed.WITHDRAWN: _step("published assigned", Stage.WITHDRAWN, Permission.ARTICLE_PUBLISH),
}
# A word is owed to whoever wrote it, or to the public.
OWES_A_WORD = frozenset({Deed.DECLINED, Deed.RETURNED, Deed.REOPENED, Deed.CLOSED, Deed.WITHDRAWN})
# Whoever had a hand in the answer does not pass it.
HANDS = frozenset({Deed.EDITED, Deed.ANSWERED})


def next_deeds(stage: Stage, *, is_public: bool) -> list[Deed]:
    """Return what may be done with a concern at this stage; ``is_public``: it has an answer.

    Only what was published can be withdrawn, and it is never given back unanswered.
    """
    needs_public = {Deed.WITHDRAWN}
    needs_none = {Deed.DECLINED}
    return [
        deed
        for deed, step in STEPS.items()
        if stage in step.begins
        and (deed not in needs_public or is_public)
        and (deed not in needs_none or not is_public)
    ]


def may_publish(person: int, hands: Collection[int]) -> bool:
    """Whether somebody may pass an answer: only who wrote none of it (S5)."""
    return person not in hands


@dataclass(frozen=True)
class Link:
    """A page of this site that says more."""

    address: str
    title: str


@dataclass(frozen=True)
class Content:
    """A concern in the desk's own words, and its answer; English is empty where missing."""

    question: str
    question_en: str = ""
    answer: str = ""
    answer_en: str = ""
    topic: str = "other"
    links: tuple[Link, ...] = ()

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return what a table keeps as JSON."""
        return cls(**{**kept, "links": tuple(Link(**one) for one in kept.get("links", ()))})

    def written(self) -> dict[str, Any]:
        """Return it as a table keeps it."""
        return {**vars(self), "links": [dict(vars(one)) for one in self.links]}

    def words_in(self, language: str, part: str) -> str:
        """Return question or answer in a language; in Chinese where English is missing."""
        english: str = getattr(self, f"{part}_en")
        chinese: str = getattr(self, part)
        return (english or chinese) if language == "en" else chinese


def is_code(text: str) -> bool:
    """Whether this can be the name of a concern in an address."""
    return len(text) <= LONGEST_CODE and CODE.fullmatch(text) is not None


@cache
def _read(name: str) -> Mapping[str, Any]:
    table: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name(name).read_text(encoding="utf-8")
    )
    return table


def topics() -> Mapping[str, Mapping[str, str]]:
    """Return what people ask about, by code, in both languages."""
    return _read("topics.yaml")


def looks_like_complaint(text: str) -> bool:
    """Whether a question has the words of a complaint; its sender is asked before it is kept."""
    signs: list[str] = _read("signs.yaml")["complaint"]
    return any(sign in text for sign in signs)


@dataclass(frozen=True)
class Answered:
    """When a concern was first asked and first answered in public."""

    asked_on: date
    answered_on: date


@dataclass(frozen=True)
class MonthFigures:
    """How many asked and how many concerns were answered in a month; the median working days."""

    year: int
    month: int
    asked: int
    answered: int
    days: float | None


def figures_of(
    asked: Iterable[date],
    answered: Sequence[Answered],
    calendar: Calendar,
    months: Iterable[tuple[int, int]],
) -> list[MonthFigures]:
    """Return the figures of these months (year, month); one without any is there, empty."""
    sent = [(day.year, day.month) for day in asked]
    return [_month(month, sent, answered, calendar) for month in months]


def _month(
    month: tuple[int, int],
    sent: Sequence[tuple[int, int]],
    answered: Sequence[Answered],
    calendar: Calendar,
) -> MonthFigures:
    done = [one for one in answered if (one.answered_on.year, one.answered_on.month) == month]
    days = [working_days_between(one.asked_on, one.answered_on, calendar) for one in done]
    middle = median(days) if days else None
    return MonthFigures(*month, sent.count(month), len(done), middle)
