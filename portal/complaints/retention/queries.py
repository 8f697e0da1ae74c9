"""Reads for retention: which cases a period has ended for, holds, certificates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, Select, exists, func, select

from portal.complaints.models import (
    Case,
    CaseEvent,
    CaseHold,
    CasePerson,
    Evidence,
    Message,
    RetentionCertificate,
)
from portal.complaints.rules.retention import ENDED, PERIODS, HoldState, Kept, months_before
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.places.rules import Parameter

NEWEST = 50
HAS: dict[Kept, ColumnElement[bool]] = {
    Kept.IDENTITY: exists().where(CasePerson.case_id == Case.id),
    Kept.FILES: exists().where(Evidence.case_id == Case.id, Evidence.removed_at.is_(None)),
    Kept.WORDS: Case.words_removed_at.is_(None),
}


@dataclass(frozen=True)
class Period:
    """A period of the place: how long, since which day an ended case is past it, who says so."""

    kept: Kept
    rule: Parameter | None
    months: int | None

    @property
    def ended_before(self) -> date | None:
        """Before which day a case must have ended; None where nothing is set."""
        return None if self.months is None else months_before(clock.today(), self.months)


def period_of(kept: Kept) -> Period:
    """Return the period in force."""
    parameters, today = current_place().parameters, clock.today()
    key = PERIODS[kept]
    return Period(kept, parameters.find(key, today), parameters.whole(key, today))


def due(kept: Kept, before: date, *, is_held: bool = False) -> Select[Case]:
    """Return cases that ended before a day, of which this is still kept; held ones apart."""
    moment = datetime.combine(before, time.min, tzinfo=clock.CHINA)
    since = exists().where(CaseEvent.case_id == Case.id, CaseEvent.at >= moment)
    talked = exists().where(Message.case_id == Case.id, Message.written_at >= moment)
    held = exists().where(CaseHold.case_id == Case.id, CaseHold.state != HoldState.RELEASED)
    return select(Case).where(
        Case.stage.in_(ENDED),
        Case.received_at < moment,
        HAS[kept],
        ~since,
        ~talked,
        held if is_held else ~held,
    )


def count_due(kept: Kept, before: date, *, is_held: bool = False) -> int:
    """Return how many cases a run would touch; with ``is_held`` how many a hold keeps."""
    found = due(kept, before, is_held=is_held).with_only_columns(Case.id).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0


def list_holds() -> Sequence[CaseHold]:
    """Return the holds that are not lifted, those that wait for a second person first."""
    waiting = CaseHold.state == HoldState.HELD
    found = select(CaseHold).where(CaseHold.state != HoldState.RELEASED)
    return db.session.scalars(found.order_by(waiting, CaseHold.id)).all()


def find_hold(case: Case) -> CaseHold | None:
    """Return the hold on this case that is not lifted, or None."""
    found = select(CaseHold).where(
        CaseHold.case_id == case.id, CaseHold.state != HoldState.RELEASED
    )
    return db.session.scalar(found)


def get_hold(hold_id: int) -> CaseHold:
    """Return one hold."""
    hold = db.session.get(CaseHold, hold_id)
    if hold is None:
        raise NotFound("hold")
    return hold


def list_certificates() -> Sequence[RetentionCertificate]:
    """Return the newest certificates, the newest first."""
    newest = select(RetentionCertificate).order_by(RetentionCertificate.id.desc())
    return db.session.scalars(newest.limit(NEWEST)).all()


def get_certificate(number: str) -> RetentionCertificate:
    """Return one certificate."""
    found = db.session.scalar(select(RetentionCertificate).filter_by(number=number))
    if found is None:
        raise NotFound("certificate")
    return found
