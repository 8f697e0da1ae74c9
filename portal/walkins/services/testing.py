"""From handing in to the result: entered by one, released by another."""

from collections.abc import Sequence
from dataclasses import asdict

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold, own_transaction
from portal.kernel.errors import NotAllowed, Refused
from portal.walkins import queries
from portal.walkins.facts import ResultFacts
from portal.walkins.models import WalkInBooking, WalkInSlot
from portal.walkins.queries import Person
from portal.walkins.rules import (
    LIFECYCLE,
    MOST_READINGS,
    SAMPLE,
    Stage,
    may_release,
    new_reference,
    overall,
)
from portal.walkins.words import WORDS


def _move(booking: WalkInBooking, stage: Stage, by: Actor, **after: object) -> None:
    hold(booking, "stage", "entered_by_id")
    LIFECYCLE.check(booking.stage, stage)
    before = {"stage": booking.stage}
    booking.stage = stage
    told = {"stage": stage, **after}
    audit.record(f"walkins.{stage}", subject=booking.subject, by=by, before=before, after=told)


def note_arrival(booking: WalkInBooking, *, by: Actor) -> None:
    """Take a sample in and give it its number, which opens the page of the result."""
    number = new_reference(SAMPLE)
    _move(booking, Stage.ARRIVED, by, sample=number)
    booking.sample_number, booking.arrived_at = number, clock.now()


def note_missed(booking: WalkInBooking, *, by: Actor) -> None:
    """Note that somebody did not come; raises Refused before the slot has begun."""
    if booking.slot.starts_at > clock.now():
        raise Refused(WORDS["too_early"])
    _move(booking, Stage.MISSED, by)


def begin_test(booking: WalkInBooking, *, by: Actor) -> None:
    """Note that a sample is being tested."""
    _move(booking, Stage.TESTING, by)


def enter_result(booking: WalkInBooking, facts: ResultFacts, *, by: Account) -> None:
    """Write down what a test showed; nobody sees it before another person has released it."""
    if not facts.method:
        raise Refused(WORDS["method_missing"], field="method")
    if not facts.readings or len(facts.readings) > MOST_READINGS:
        raise Refused(WORDS["readings_missing"], field="readings")
    _move(booking, Stage.ENTERED, by.actor)
    booking.method = facts.method
    booking.readings = [asdict(reading) for reading in facts.readings]
    booking.finding = overall([reading.finding for reading in facts.readings])
    booking.entered_at, booking.entered_by_id = clock.now(), by.id
    booking.sent_back = ""


def release_result(booking: WalkInBooking, *, by: Account) -> None:
    """Give a result out; raises NotAllowed to whoever entered it."""
    hold(booking, "stage", "entered_by_id")
    if not may_release(entered_by_id=booking.entered_by_id, by_id=by.id):
        raise NotAllowed(WORDS["own_result"])
    _move(booking, Stage.RELEASED, by.actor, finding=booking.finding)
    booking.released_at, booking.released_by_id = clock.now(), by.id


def return_result(booking: WalkInBooking, *, reason: str, by: Account) -> None:
    """Give a result back to be tested or entered again, saying why."""
    if not reason:
        raise Refused(WORDS["send_back"], field="reason")
    _move(booking, Stage.TESTING, by.actor, reason=reason)
    booking.sent_back = reason


def read_people(slot: WalkInSlot, *, by: Account) -> Sequence[tuple[WalkInBooking, Person | None]]:
    """Return who booked, unsealed. The look is on record before anything is shown.

    Call it before the request's own work.
    """
    subject, actor, reference = slot.subject, by.actor, slot.reference
    with own_transaction() as own:
        audit.record("walkins.contacts-read", subject=subject, by=actor, session=own)
    rows = queries.list_bookings(queries.get_slot(reference))
    return [(one, queries.open_person(one)) for one in rows]


def erase_old_contacts(*, by: Actor) -> int:
    """Forget the names and contacts that are past the time the place has set; return how many."""
    due = queries.due_to_be_erased()
    rows = [] if due is None else db.session.scalars(due.with_for_update()).all()
    for one in rows:
        one.sealed_name = one.sealed_contact = b""
        one.erased_at = clock.now()
    if rows:
        digest = audit.digest_of_rows(one.reference for one in rows)
        after = {"count": len(rows), "rows": digest}
        audit.record("walkins.contacts-erased", subject="walk-ins:contacts", by=by, after=after)
    return len(rows)
