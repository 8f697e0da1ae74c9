"""Booking a test, and giving it up again."""

from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.kernel.seats import give_back_seats, take_seats
from portal.kernel.throttle import count_try
from portal.walkins import policy, queries
from portal.walkins.facts import BookingFacts
from portal.walkins.models import WalkInBooking, WalkInSlot
from portal.walkins.queries import CONTACT, NAME, ONCE
from portal.walkins.rules import BOOKING, BOOKINGS, LIFECYCLE, Stage, new_reference
from portal.walkins.words import WORDS


def book(slot: WalkInSlot, facts: BookingFacts, *, once: str, network: str | None) -> WalkInBooking:
    """Book one test; raises Refused with the field.

    One contact holds no more tests at once than the place has set (members.walk_in_quota).
    ``once`` is the form's own token: a form that is sent again changes nothing and is answered
    with what it made. ``network`` is the visitor's bucket; raises Busy where it sent too many.
    """
    if network is not None:
        count_try("walkins.book", network, limit=BOOKINGS)
    hold(slot, "seats_count", "taken_count", "cancelled_at", "starts_at")
    known = queries.find_by_once(once)
    if known is not None:
        return known
    check_open(slot)
    if facts.kind not in slot.kinds:
        raise Refused(WORDS["kind"], field="kind")
    most = policy.per_person()
    if most is not None and queries.count_waiting_of(facts.contact) >= most:
        raise Refused(str(WORDS["enough"]) % {"most": most}, field="contact")
    if not take_seats(slot, 1):
        raise Refused(WORDS["full"])
    reference = new_reference(BOOKING)
    made = WalkInBooking(
        reference=reference,
        slot_id=slot.id,
        once_digest=keyring().digest(ONCE, once),
        stage=Stage.BOOKED,
        kind=facts.kind,
        product=facts.product,
        sealed_name=keyring().seal(NAME, facts.name, context=reference),
        sealed_contact=keyring().seal(CONTACT, facts.contact, context=reference),
        booked_at=clock.now(),
        readings=[],
    )
    db.session.add(made)
    after = {"slot": slot.reference, "kind": facts.kind}
    audit.record("walkins.booked", subject=made.subject, by=CITIZEN, after=after)
    db.session.flush()
    return made


def check_open(slot: WalkInSlot) -> None:
    """Refuse where a slot has begun or was called off, whatever is free; a full one is no such."""
    if slot.cancelled_at is not None:
        raise Refused(WORDS["called_off"])
    if slot.starts_at <= clock.now():
        raise Refused(WORDS["passed"])


def cancel_booking(reference: str) -> WalkInBooking:
    """Give a booking up: somebody else may have the test. Name and contact are forgotten at once.

    What was given up before stays as it is. Raises Refused once the slot has begun.
    """
    found = queries.get_booking(reference)
    hold(found.slot, "seats_count", "taken_count", "starts_at")
    hold(found, "stage")
    if found.stage is Stage.CANCELLED:
        return found
    if found.stage is not Stage.BOOKED or found.slot.starts_at <= clock.now():
        raise Refused(WORDS["late_cancel"])
    LIFECYCLE.check(found.stage, Stage.CANCELLED)
    before = {"stage": found.stage}
    found.stage, found.erased_at = Stage.CANCELLED, clock.now()
    found.sealed_name = found.sealed_contact = b""
    give_back_seats(found.slot, 1)
    after = {"stage": found.stage}
    audit.record("walkins.cancelled", subject=found.subject, by=CITIZEN, before=before, after=after)
    return found
