"""Holds: placed and lifted by two people. From the first word on nothing is removed."""

from portal.accounts.models import Account
from portal.complaints.models import CaseHold
from portal.complaints.queries import find_case
from portal.complaints.retention import queries
from portal.complaints.rules.retention import HOLD_LIFECYCLE, HoldState
from portal.complaints.words import REFUSALS
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.db import hold as hold_row
from portal.kernel.errors import NotAllowed, Refused


def place_hold(reference: str, *, reason: str, by: Account) -> CaseHold:
    """Keep everything of a case from now on; a second person confirms it.

    Raises Refused where there is no such case, without a reason, or where it is held already.
    """
    case = find_case(reference)
    if case is None:
        raise Refused(REFUSALS["case_unknown"], field="reference")
    if not reason.strip():
        raise Refused(REFUSALS["hold_reason"], field="reason")
    if queries.find_hold(case) is not None:
        raise Refused(REFUSALS["held_already"], field="reference")
    now = clock.now()
    placed = CaseHold(
        case=case,
        state=HoldState.ASKED,
        reason=reason.strip(),
        placed_by=by.username,
        placed_at=now,
        asked_by=by.username,
        asked_at=now,
    )
    db.session.add(placed)
    audit.record("retention.hold-placed", subject=case.subject, by=by.actor)
    return placed


def confirm_hold(hold: CaseHold, *, by: Account) -> None:
    """Confirm a hold that somebody else placed, or keep it where lifting was asked for."""
    if hold.state is HoldState.ASKED:
        _check_second(hold, by)
    _move(hold, HoldState.HELD, by)


def ask_for_release(hold: CaseHold, *, reason: str, by: Account) -> None:
    """Ask for a hold to be lifted; it goes on until somebody else agrees."""
    if not reason.strip():
        raise Refused(REFUSALS["hold_reason"], field="reason")
    _move(hold, HoldState.RELEASE_ASKED, by)
    hold.release_reason, hold.asked_by, hold.asked_at = reason.strip(), by.username, clock.now()


def release_hold(hold: CaseHold, *, by: Account) -> None:
    """Lift a hold whose lifting somebody else asked for, or turn down one not yet confirmed."""
    _check_second(hold, by)
    _move(hold, HoldState.RELEASED, by)
    hold.ended_at = clock.now()


def _check_second(hold: CaseHold, by: Account) -> None:
    if hold.asked_by == by.username:
        raise NotAllowed(REFUSALS["second_person"])


def _move(hold: CaseHold, to: HoldState, by: Account) -> None:
    hold_row(hold, "state", "asked_by")
    HOLD_LIFECYCLE.check(hold.state, to)
    before, hold.state = hold.state, to
    audit.record(
        f"retention.hold-{to.value.replace('_', '-')}",
        subject=hold.subject,
        by=by.actor,
        before={"state": before.value},
        after={"state": to.value},
    )
