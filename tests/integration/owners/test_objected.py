"""Whoever made a record does not decide about it; a record is objected to while it shows."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import pytest
import time_machine
from flask import Flask

from portal.enterprises.models import Enterprise
from portal.inspections import services as inspections
from portal.kernel.audit import Actor
from portal.kernel.errors import Refused
from portal.penalties import services as penalties
from portal.penalties.rules.kinds import Withdrawal
from portal.ratings.objections import deciding, lodging, subjects
from portal.ratings.objections.models import Objection
from portal.ratings.objections.rules import (
    NoteKind,
    ObjectionStage,
    Subject,
    SubjectKind,
    Wish,
)
from tests.factories.enterprises import make_enterprise
from tests.factories.inspections import make_record, sheet
from tests.factories.objections import OWNER
from tests.factories.owners import CLERK, DECIDER, VERIFIER
from tests.factories.penalties import decision
from tests.factories.ratings import make_rating

ENTERER = Actor(kind="staff", name="officer", role="data-officer")
CHANGER = Actor(kind="staff", name="changer-1", role="data-officer")
PUBLISHER = Actor(kind="staff", name="publisher-1", role="reviewer")


class Made(NamedTuple):
    """A record, the accounts that made it, and the way to take it off the pages."""

    subject: Subject
    makers: tuple[str, ...]
    end: Callable[[], None]


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel("2026-11-20T04:00:00Z", tick=False):
        yield


def made_grade(enterprise: Enterprise) -> Made:
    rating = make_rating(enterprise)

    def end() -> None:
        rating.ended_on = date(2026, 11, 19)

    makers = ("data-officer-1", "reviewer-1")
    return Made(Subject(SubjectKind.RATING, rating.reference, "示例等级"), makers, end)


def made_penalty(enterprise: Enterprise) -> Made:
    penalty = penalties.record_penalty(decision(enterprise=enterprise), by=ENTERER)
    penalties.publish_penalty(penalty, by=PUBLISHER)

    def end() -> None:
        day = date(2026, 11, 20)
        penalties.withdraw_penalty(
            penalty, why=Withdrawal.REVOKED, reason="示例", revoked_on=day, by=CLERK
        )

    makers = (ENTERER.name, PUBLISHER.name)
    return Made(Subject(SubjectKind.PENALTY, penalty.reference, penalty.number), makers, end)


def made_inspection(enterprise: Enterprise) -> Made:
    record = make_record(enterprise)
    inspections.change_record(record, sheet(document=record.document), by=CHANGER)
    inspections.publish_records([record], by=PUBLISHER)
    makers = (ENTERER.name, CHANGER.name, PUBLISHER.name)
    return Made(
        Subject(SubjectKind.INSPECTION, record.reference, record.document),
        makers,
        lambda: inspections.withdraw_record(record, reason="示例", by=CLERK),
    )


MAKERS = {
    SubjectKind.RATING: made_grade,
    SubjectKind.PENALTY: made_penalty,
    SubjectKind.INSPECTION: made_inspection,
}
KINDS = pytest.mark.parametrize("make", MAKERS.values(), ids=[str(kind) for kind in MAKERS])


def lodged(enterprise: Enterprise, subject: Subject) -> Objection:
    return lodging.lodge_objection(enterprise, Wish(subject, "fact-wrong", "示例"), by=OWNER)


def verified(objection: Objection) -> Objection:
    deciding.accept_objection(objection, by=CLERK)
    deciding.add_note(objection, kind=NoteKind.FINDING, text="示例：核实", by=VERIFIER)
    deciding.verify_objection(objection, by=VERIFIER)
    return objection


def test_every_kind_that_can_be_objected_to_is_tried_here() -> None:
    assert set(MAKERS) == set(subjects._READERS)


@KINDS
def test_none_of_those_who_made_a_record_decides(
    inside: Flask, make: Callable[[Enterprise], Made]
) -> None:
    enterprise = make_enterprise()
    made = make(enterprise)
    objection = verified(lodged(enterprise, made.subject))
    for name in (*made.makers, VERIFIER.name):
        with pytest.raises(Refused):
            deciding.uphold_objected(objection, answer="示例", by=Actor("staff", name, "reviewer"))
        with pytest.raises(Refused):
            deciding.change_objected(objection, answer="示例", by=Actor("staff", name, "reviewer"))
    deciding.uphold_objected(objection, answer="示例", by=DECIDER)
    assert objection.stage is ObjectionStage.UPHELD


@KINDS
def test_a_record_of_somebody_else_is_not_objected_to(
    inside: Flask, make: Callable[[Enterprise], Made]
) -> None:
    made = make(make_enterprise())
    with pytest.raises(Refused) as refused:
        lodged(make_enterprise(), made.subject)
    assert refused.value.field == "subject"


@KINDS
def test_what_no_longer_shows_is_not_objected_to_but_decided_where_it_was_in_time(
    inside: Flask, make: Callable[[Enterprise], Made]
) -> None:
    enterprise = make_enterprise()
    in_time, late = make(enterprise), make(enterprise) if make is not made_grade else None
    objection = verified(lodged(enterprise, in_time.subject))
    in_time.end()
    with pytest.raises(Refused):
        lodged(enterprise, in_time.subject)
    if late is not None:
        late.end()
        with pytest.raises(Refused) as refused:
            lodged(enterprise, late.subject)
        assert "期限" in str(refused.value)
    deciding.uphold_objected(objection, answer="示例", by=DECIDER)
    assert not objection.is_pending


def test_a_record_that_nobody_knows_cannot_be_objected_to(inside: Flask) -> None:
    for kind in SubjectKind:
        with pytest.raises(Refused):
            lodged(make_enterprise(), Subject(kind, "?-0", "示例"))
