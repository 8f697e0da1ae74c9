"""How a case moves: by its table, with a line in its history and one in the audit log."""

from sqlalchemy import select

from portal.accounts.models import Account
from portal.complaints import deadlines
from portal.complaints.models import Case, CaseEvent
from portal.complaints.rules import OPEN, Stage, lifecycle_of
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold


def note_event(case: Case, *, note: str = "", ground: str | None = None) -> CaseEvent:
    """Write where the case stands into its history, in words its citizen may read."""
    event = CaseEvent(
        stage=case.stage, at=clock.now(), department=case.department, note=note, ground=ground
    )
    case.events.insert(0, event)
    return event


def hand_to(case: Case, handler: Account | None) -> None:
    """Set who handles a case; nobody, while it goes from one department to another."""
    # Whoever is signed in stands here as a proxy, and a relationship wants the row itself.
    case.handler = db.session.get(Account, handler.id) if handler else None
    case.handler_id = handler.id if handler else None


def refresh_due(case: Case) -> None:
    """Copy the next time limit to where the queue sorts by it."""
    case.next_due_on = deadlines.due_in_queue(case)


def refresh_open_cases() -> int:
    """Copy the next time limit of every case a limit may run over; return how many changed.

    For the day after a holiday table, or a limit of the place, was put right.
    """
    wanted = select(Case).where(Case.stage.in_([*OPEN, *deadlines.STILL_RUNS])).order_by(Case.id)
    changed = 0
    for case in db.session.scalars(wanted.execution_options(yield_per=500)):
        before = case.next_due_on
        refresh_due(case)
        changed += case.next_due_on != before
    return changed


def move(
    case: Case, stage: Stage, *, action: str, by: Actor, note: str = "", ground: str | None = None
) -> None:
    """Move a case as its table allows; raises MoveRefused for any other move."""
    hold(case, "stage")
    lifecycle_of(case.track).check(case.stage, stage)
    before = {"stage": case.stage.value, "department": case.department}
    case.stage = stage
    note_event(case, note=note, ground=ground)
    refresh_due(case)
    after = {"stage": stage.value, "department": case.department}
    if ground:
        after["ground"] = ground
    audit.record(f"case.{action}", subject=case.subject, by=by, before=before, after=after)
