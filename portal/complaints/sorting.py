"""Where the answers given so far lead: the next question, or the entrance to take."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from portal.complaints import policy
from portal.complaints.rules import Step, Track, Way
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.places.rules import Item
from portal.places.rules.sorting import Answer, Entrance, Question
from portal.web.locale import language

# What an address says the case is about: an enterprise, a batch.
About = dict[str, Any]
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


def address_of(entrance: Entrance, about: About) -> str | None:
    """Return the form an entrance leads to; None where it is another office's."""
    if entrance.way == ELSEWHERE:
        return None
    if entrance.way in OF_ONE_PAGE:
        return url_for(OF_ONE_PAGE[entrance.way], **about)
    both: About = {"also": "1"} if entrance.way == BOTH else {}
    way = "complaint" if both else entrance.way
    return url_for("complaints.show_step", track=way, step=Step.RESPONDENT.value, **about, **both)


def track_of_entrance(entrance: Entrance) -> Track:
    """Return the track whose rules an entrance leads to."""
    return Track.COMPLAINT if entrance.way in {Way.COMPLAINT.value, BOTH} else Track.REPORT


def grounds_of(entrance: Entrance) -> Sequence[Item]:
    """Return the legal grounds for refusing what is filed there; another office has its own."""
    if entrance.way == ELSEWHERE:
        return ()
    return policy.refusal_grounds(track_of_entrance(entrance), clock.today())


def offered_answers(asked: Asked, about: About) -> list[tuple[Answer, str]]:
    """Return the answers to the question at hand, each with the address it leads to."""
    codes = [answer.code for _question, answer in asked.said]
    offered = asked.question.answers if asked.question else ()
    return [(one, _address([*codes, one.code], about)) for one in offered]


def _address(codes: Sequence[str], about: About) -> str:
    return url_for("complaints.choose_door", a=codes, **about)


def words_said(asked: Asked, about: About) -> list[tuple[str, str]]:
    """Return each answer given, with the address at which it can be changed."""
    codes = [answer.code for _question, answer in asked.said]
    return [
        (
            answer.words.in_(language()),
            _address(codes[:place], about),
        )
        for place, (_question, answer) in enumerate(asked.said)
    ]
