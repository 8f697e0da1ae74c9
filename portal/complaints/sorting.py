"""Where the answers given so far lead: the next question, or the entrance to take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from portal.complaints.rules import Step
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.places.rules.sorting import Answer, Entrance, Question
from portal.web.locale import language

OF_ONE_PAGE = {"rider": "complaints.show_rider_form"}
ELSEWHERE = "elsewhere"
BOTH = "both"


@dataclass(frozen=True)
class Asked:
    """Where somebody stands: what was said, and what comes next."""

    said: Sequence[tuple[Question, Answer]]
    question: Question | None
    entrance: Entrance | None


def follow_answers(codes: Sequence[str]) -> Asked:
    """Follow answers from the first question; raises NotFound for one that was not offered."""
    sorting = current_place().sorting
    question: Question | None = sorting.first
    entrance: Entrance | None = None
    said: list[tuple[Question, Answer]] = []
    for code in codes:
        answer = question.find(code) if question else None
        if question is None or answer is None:
            raise NotFound("answer")
        said.append((question, answer))
        question, entrance = sorting.question(answer.to), sorting.entrance(answer.to)
    return Asked(said, question, entrance)


def address_of(entrance: Entrance, about: Mapping[str, str]) -> str | None:
    """Return the form an entrance leads to; None where it is another office's."""
    if entrance.way == ELSEWHERE:
        return None
    if entrance.way in OF_ONE_PAGE:
        return url_for(OF_ONE_PAGE[entrance.way], **about)
    both = {"also": "1"} if entrance.way == BOTH else {}
    way = "complaint" if both else entrance.way
    return url_for("complaints.show_step", track=way, step=Step.RESPONDENT.value, **about, **both)


def words_said(asked: Asked, about: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each answer given, with the address at which it can be changed."""
    codes = [answer.code for _question, answer in asked.said]
    return [
        (
            answer.words.in_(language()),
            url_for("complaints.choose_door", a=codes[:place], **about),
        )
        for place, (_question, answer) in enumerate(asked.said)
    ]
