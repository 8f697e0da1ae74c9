"""Signing up, leaving again, and moving up from the waiting list."""

from dataclasses import replace

from portal.events import policy, queries
from portal.events.facts import SignUpFacts
from portal.events.helping import check_helper
from portal.events.models import EventSeats, EventSignUp
from portal.events.queries import Card
from portal.events.queries.sign_ups import CONTACT, NAME, ONCE
from portal.events.rules import (
    LIFECYCLE,
    SIGN_UPS,
    Group,
    Part,
    Stage,
    moving_up,
    new_reference,
)
from portal.events.words import CLOSED, WORDS
from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN, SYSTEM, Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.kernel.seats import give_back_seats, take_seats
from portal.kernel.throttle import count_try


def sign_up(slug: str, facts: SignUpFacts, *, once: str, network: str | None) -> EventSignUp:
    """Sign a group up, or put it on the waiting list; raises Refused with the field.

    ``once`` is the form's own token: a form that is sent again changes nothing and is answered
    with what it made (F1: seats are never given twice). ``network`` is the visitor's bucket;
    raises Busy where it has sent too many.
    """
    if network is not None:
        count_try("events.sign-up", network, limit=SIGN_UPS)
    card = queries.get_card(slug, "zh")
    event = queries.get_event(slug)
    hold(event, "seats_count", "taken_count", "cancelled_at", "closes_at")
    known = queries.find_by_once(once)
    if known is not None:
        return known
    _check(replace(card, seats=event), event, facts)
    made = _new(event, facts, once)
    if facts.part is Part.GUEST and not take_seats(event, facts.people):
        _check_waiting(event, facts)
        made.stage = Stage.WAITING
    db.session.add(made)
    after = {"event": event.slug, "stage": made.stage, "people": made.people_count}
    audit.record("events.signed-up", subject=made.subject, by=CITIZEN, after=after)
    db.session.flush()
    return made


def check_open(card: Card) -> None:
    """Refuse where signing up has ended, saying why and what else to do."""
    if card.door is not None and card.door in CLOSED:
        raise Refused(CLOSED[card.door])


def _check(card: Card, event: EventSeats, facts: SignUpFacts) -> None:
    check_open(card)
    if facts.part is Part.HELPER:
        check_helper(event, facts.member)
        return
    most = policy.group_most()
    if facts.people < 1:
        raise Refused(WORDS["people"], field="people")
    if most is not None and facts.people > most:
        raise Refused(str(WORDS["people_most"]) % {"most": most}, field="people")
    if facts.people > event.seats_count:
        told = {"seats": event.seats_count, "people": facts.people}
        raise Refused(str(WORDS["people_seats"]) % told, field="people")


def _check_waiting(event: EventSeats, facts: SignUpFacts) -> None:
    if not facts.waits:
        told = {"free": event.free_count, "people": facts.people}
        raise Refused(str(WORDS["full"]) % told, field="waits")


def _new(event: EventSeats, facts: SignUpFacts, once: str) -> EventSignUp:
    reference, is_helper = new_reference(), facts.part is Part.HELPER
    return EventSignUp(
        reference=reference,
        event_id=event.id,
        once_digest=keyring().digest(ONCE, once),
        part=facts.part,
        stage=Stage.CONFIRMED,
        people_count=1 if is_helper else facts.people,
        sealed_name=keyring().seal(NAME, facts.name, context=reference),
        sealed_contact=keyring().seal(CONTACT, facts.contact, context=reference),
        member_reference=facts.member if is_helper else "",
        signed_up_at=clock.now(),
    )


def cancel_sign_up(reference: str, *, by: Actor = CITIZEN) -> EventSignUp:
    """Leave again: the seats go to the first of the waiting list whom they fit.

    Name and contact are forgotten at once: nobody needs them any more. What was cancelled before
    stays as it is. Raises Refused once the event has begun.
    """
    found = queries.get_sign_up(reference)
    event = found.event
    hold(event, "seats_count", "taken_count", "cancelled_at")
    hold(found, "stage", "people_count")
    if found.stage is Stage.CANCELLED:
        return found
    if queries.has_begun(event):
        raise Refused(WORDS["over_cancel"])
    LIFECYCLE.check(found.stage, Stage.CANCELLED)
    had_seats = found.stage is Stage.CONFIRMED and found.part is Part.GUEST
    before = {"stage": found.stage}
    found.stage, found.cancelled_at = Stage.CANCELLED, clock.now()
    found.sealed_name = found.sealed_contact = b""
    found.erased_at = clock.now()
    after = {"stage": found.stage}
    audit.record("events.left", subject=found.subject, by=by, before=before, after=after)
    if had_seats:
        give_back_seats(event, found.people_count)
        move_up(event)
    return found


def move_up(event: EventSeats) -> list[EventSignUp]:
    """Give free seats to the waiting list, in its order; return who moved up.

    The caller holds the event's row.
    """
    waiting = {one.id: one for one in queries.list_waiting(event)}
    groups = [Group(one.id, one.people_count) for one in waiting.values()]
    moved = [waiting[number] for number in moving_up(groups, event.free_count)]
    for one in moved:
        if not take_seats(event, one.people_count):
            raise RuntimeError("the event's row was not held")
        one.stage, one.moved_up_at = Stage.CONFIRMED, clock.now()
        before, after = {"stage": Stage.WAITING}, {"stage": one.stage}
        audit.record("events.moved-up", subject=one.subject, by=SYSTEM, before=before, after=after)
    return moved
