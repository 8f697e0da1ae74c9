"""When samples are taken in, and how many."""

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.kernel.seats import set_seats
from portal.walkins import policy, queries
from portal.walkins.facts import SlotFacts
from portal.walkins.models import WalkInSlot
from portal.walkins.rules import MOST_SEATS, Stage, new_reference
from portal.walkins.words import WORDS

SLOT = "sd-"


def make_slot(facts: SlotFacts, *, by: Actor) -> WalkInSlot:
    """Open a slot; raises Refused with the field."""
    _check(facts)
    slot = WalkInSlot(
        reference=new_reference(SLOT),
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        venue=facts.venue,
        venue_en=facts.venue_en,
        kinds=list(facts.kinds),
        seats_count=facts.seats,
    )
    db.session.add(slot)
    db.session.flush()
    after = {"starts_at": slot.starts_at.isoformat(), "seats": facts.seats}
    audit.record("walkins.slot-opened", subject=slot.subject, by=by, after=after)
    return slot


def _check(facts: SlotFacts) -> None:
    if facts.starts_at <= clock.now():
        raise Refused(WORDS["past"], field="starts_at")
    begins, ends = clock.in_china(facts.starts_at), clock.in_china(facts.ends_at)
    if ends <= begins or ends.date() != begins.date():
        raise Refused(WORDS["times"], field="ends_at")
    if not facts.kinds or set(facts.kinds) - set(policy.kinds()):
        raise Refused(WORDS["kinds_missing"], field="kinds")
    _check_seats(facts.seats)


def _check_seats(seats: int) -> None:
    if not 1 <= seats <= MOST_SEATS:
        raise Refused(WORDS["seats"], field="seats")


def set_quota(slot: WalkInSlot, seats: int, *, by: Actor) -> None:
    """Change how many tests a slot has; never below what is booked."""
    _check_seats(seats)
    before = {"seats": slot.seats_count}
    if not set_seats(slot, seats):
        raise Refused(str(WORDS["seats_taken"]) % {"taken": slot.taken_count}, field="seats")
    after = {"seats": seats}
    audit.record("walkins.slot-changed", subject=slot.subject, by=by, before=before, after=after)


def cancel_slot(slot: WalkInSlot, *, reason: str, by: Actor) -> None:
    """Call a slot off; whoever booked reads the reason on the page of the receipt."""
    if not reason:
        raise Refused(WORDS["reason_missing"], field="reason")
    hold(slot, "cancelled_at")
    if slot.cancelled_at is not None:
        raise Refused(WORDS["is_called_off"])
    handed_in = [one for one in queries.list_bookings(slot) if one.stage not in WAITING]
    if handed_in:
        raise Refused(WORDS["not_called_off"])
    slot.cancelled_at, slot.cancelled_reason = clock.now(), reason
    audit.record("walkins.slot-cancelled", subject=slot.subject, by=by, after={"reason": reason})


WAITING = frozenset({Stage.BOOKED, Stage.CANCELLED, Stage.MISSED})
