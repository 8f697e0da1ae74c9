"""Leave: a deputy has a handler's open cases meanwhile, and gives back what is still open."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from portal.accounts.models import Account
from portal.complaints import doubles, queries
from portal.complaints.models import Case, HandedOver, HandlerLeave
from portal.complaints.rules import OPEN
from portal.complaints.services.moves import hand_to
from portal.complaints.services.recording import note_at_each
from portal.complaints.words import REFUSALS
from portal.kernel import audit, clock
from portal.kernel.audit import SYSTEM, Actor
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, Refused
from portal.kernel.permissions import Permission


def mark_leave(
    person: Account, *, deputy: Account | None, from_on: date, until_on: date, by: Account
) -> HandlerLeave:
    """Note that a handler is away; from the first day on a colleague has the open cases.

    A handler does it for themself, whoever leads the department for anybody there.
    """
    leads = by.may(Permission.CASE_LEAD) and by.department == person.department
    if person.id != by.id and not leads:
        raise NotAllowed(REFUSALS["other_department"])
    _check_days(person, from_on, until_on)
    colleagues = queries.list_handlers(person.department or "")
    if deputy is None or deputy.id == person.id or deputy.id not in {one.id for one in colleagues}:
        raise Refused(REFUSALS["deputy_unknown"], field="deputy")
    leave = HandlerLeave(
        account_id=person.id, deputy_id=deputy.id, from_on=from_on, until_on=until_on,
        noted_at=clock.now(),
    )  # fmt: skip
    db.session.add(leave)
    db.session.flush()
    after = {"from": from_on.isoformat(), "until": until_on.isoformat(), "deputy": deputy.username}
    audit.record("leave.noted", subject=_subject(leave), by=by.actor, after=after)
    if from_on <= clock.today():
        _begin(leave, by.actor)
    return leave


def _check_days(person: Account, from_on: date, until_on: date) -> None:
    if until_on < from_on or from_on < clock.today():
        raise Refused(REFUSALS["leave_days"], field="until_on")
    overlapping = select(HandlerLeave.id).where(
        HandlerLeave.account_id == person.id,
        HandlerLeave.ended_at.is_(None),
        HandlerLeave.from_on <= until_on,
        HandlerLeave.until_on >= from_on,
    )
    if db.session.scalar(overlapping) is not None:
        raise Refused(REFUSALS["leave_double"], field="from_on")


def _subject(leave: HandlerLeave) -> str:
    return f"leave:{leave.id}"


def _record(action: str, leave: HandlerLeave, cases: Sequence[Case], by: Actor) -> None:
    digest = note_at_each(f"leave.{action}", cases, by=by)
    after = {"count": len(cases), "cases": digest}
    audit.record(f"leave.{action}", subject=_subject(leave), by=by, after=after)


def _open_cases(account_id: int, department: str | None) -> Sequence[Case]:
    asked = select(Case).where(
        Case.handler_id == account_id, Case.department == department, Case.stage.in_(OPEN)
    )
    return db.session.scalars(asked.order_by(Case.id).with_for_update()).all()


def _begin(leave: HandlerLeave, by: Actor) -> None:
    person = db.session.get_one(Account, leave.account_id)
    deputy = db.session.get_one(Account, leave.deputy_id)
    cases = _open_cases(leave.account_id, person.department)
    for case in cases:
        hand_to(case, deputy)
        db.session.add(HandedOver(leave_id=leave.id, case_id=case.id))
    leave.begun_at = clock.now()
    _record("begun", leave, cases, by)


def end_leave(leave: HandlerLeave, *, by: Account) -> None:
    """End a leave today: the person is back, and so are the cases that are still open."""
    leads = by.may(Permission.CASE_LEAD) and by.department == leave.account.department
    if leave.account_id != by.id and not leads:
        raise NotAllowed(REFUSALS["other_department"])
    if leave.ended_at is None:
        _end(leave, by.actor)


def _end(leave: HandlerLeave, by: Actor) -> None:
    handed = select(Case).join(HandedOver, HandedOver.case_id == Case.id)
    cases = db.session.scalars(
        handed.where(
            HandedOver.leave_id == leave.id,
            # What was given to somebody else meanwhile, or decided, stays where it is.
            Case.handler_id == leave.deputy_id,
            Case.stage.in_(OPEN),
        ).order_by(Case.id)
    ).all()
    person = db.session.get_one(Account, leave.account_id)
    returned = _with_their_matters(cases, leave.deputy_id)
    for case in returned:
        if case.department == person.department:
            hand_to(case, person)
    leave.ended_at = clock.now()
    _record("ended", leave, returned, by)


def _with_their_matters(cases: Sequence[Case], deputy_id: int) -> list[Case]:
    """Return what goes back: a matter as a whole, with whoever handles its first case.

    The deputy may have joined a case of their own to it, or one of it to an earlier case of theirs.
    """
    handed, going = {case.id for case in cases}, dict[int, Case]()
    for case in cases:
        matter = doubles.list_matter(case)
        if matter[0].id in handed:
            open_ones = [one for one in matter if one.stage in OPEN]
            going |= {one.id: one for one in open_ones if one.handler_id == deputy_id}
    return list(going.values())


def keep_leaves() -> tuple[int, int]:
    """Begin the leaves whose day has come and end those that are over; return how many each."""
    today = clock.today()
    waiting = select(HandlerLeave).where(
        HandlerLeave.begun_at.is_(None),
        HandlerLeave.ended_at.is_(None),
        HandlerLeave.from_on <= today,
        HandlerLeave.until_on >= today,
    )
    over = select(HandlerLeave).where(
        HandlerLeave.ended_at.is_(None), HandlerLeave.until_on < today
    )
    ending = db.session.scalars(over.order_by(HandlerLeave.id)).all()
    for leave in ending:
        _end(leave, SYSTEM)
    beginning = db.session.scalars(waiting.order_by(HandlerLeave.id)).all()
    for leave in beginning:
        _begin(leave, SYSTEM)
    return len(beginning), len(ending)
