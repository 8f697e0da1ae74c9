"""What the desk does: opening an event, calling it off, noting who came."""

from collections.abc import Collection, Sequence

from portal.accounts.models import Account
from portal.events import queries
from portal.events.facts import EventSetting
from portal.events.helping import credit_helper
from portal.events.models import EventSeats, EventSignUp
from portal.events.queries import Person
from portal.events.rules import (
    HOLDING,
    LIFECYCLE,
    MINUTES_OF_A_DAY,
    MOST_SEATS,
    Part,
    Stage,
)
from portal.events.services.signing_up import move_up
from portal.events.words import WORDS
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold, own_transaction
from portal.kernel.errors import OutOfDate, Refused
from portal.kernel.seats import set_seats


def set_event(
    slug: str, setting: EventSetting, *, by: Actor, seen: int | None = None
) -> EventSeats:
    """Open signing up for an event, or change how; raises Refused with the field.

    More seats go to the waiting list at once. ``seen`` is how often it had been changed when the
    desk opened it; raises OutOfDate where somebody else has changed it since.
    """
    card = queries.get_card(slug, "zh")
    if not 1 <= setting.seats <= MOST_SEATS:
        raise Refused(WORDS["seats"], field="seats")
    if setting.closes_at > card.event.ends_at:
        raise Refused(WORDS["closes"], field="closes_at")
    event, before = queries.find_event(slug), None
    if event is None:
        event = EventSeats(slug=slug, opened_at=clock.now(), seats_count=setting.seats)
        db.session.add(event)
    else:
        before = _change_seats(event, setting, seen)
    event.closes_at, event.helpers_wanted = setting.closes_at, setting.helpers_wanted
    db.session.flush()
    after = {"seats": setting.seats, "closes_at": setting.closes_at.isoformat()}
    action = "events.changed" if before else "events.opened"
    audit.record(action, subject=event.subject, by=by, before=before, after=after)
    if before and not queries.has_begun(event):
        move_up(event)
    return event


def _change_seats(event: EventSeats, setting: EventSetting, seen: int | None) -> dict[str, object]:
    hold(event, "seats_count", "taken_count", "cancelled_at", "changed_count", "closes_at")
    if event.cancelled_at is not None:
        raise Refused(WORDS["is_cancelled"])
    if seen is not None and seen != event.changed_count:
        raise OutOfDate(WORDS["changed"])
    before = {"seats": event.seats_count, "closes_at": event.closes_at.isoformat()}
    if not set_seats(event, setting.seats):
        told = {"taken": event.taken_count}
        raise Refused(str(WORDS["seats_taken"]) % told, field="seats")
    event.changed_count += 1
    return before


def cancel_event(event: EventSeats, *, reason: str, by: Actor) -> None:
    """Call an event off; whoever signed up reads the reason on the page of the receipt."""
    if not reason:
        raise Refused(WORDS["reason_missing"], field="reason")
    hold(event, "cancelled_at")
    if event.cancelled_at is not None:
        raise Refused(WORDS["is_cancelled"])
    event.cancelled_at, event.cancelled_reason = clock.now(), reason
    event.changed_count += 1
    audit.record("events.cancelled", subject=event.subject, by=by, after={"reason": reason})


def note_attendance(
    event: EventSeats, *, came: Collection[str], minutes: int | None, by: Actor
) -> None:
    """Note who of those with a seat came (by receipt), and for how long helpers helped.

    Raises Refused before the event has begun.
    """
    if not queries.has_begun(event):
        raise Refused(WORDS["not_begun"])
    if minutes is not None and not 1 <= minutes <= MINUTES_OF_A_DAY:
        raise Refused(WORDS["minutes"], field="minutes")
    hold(event, "taken_count")
    told = []
    for one in queries.list_sign_ups(event):
        if one.stage in HOLDING:
            _note(one, has_come=one.reference in came, minutes=minutes)
            told.append(f"{one.reference} {one.stage} {one.minutes_count}")
            if one.part is Part.HELPER:
                credit_helper(one, by=by)
    after = {"came": len(came), "rows": audit.digest_of_rows(told)}
    audit.record("events.attendance-noted", subject=event.subject, by=by, after=after)


def _note(one: EventSignUp, *, has_come: bool, minutes: int | None) -> None:
    stage = Stage.ATTENDED if has_come else Stage.ABSENT
    if one.stage is not stage:
        LIFECYCLE.check(one.stage, stage)
        one.stage = stage
    one.noted_at = clock.now()
    one.minutes_count = minutes if has_come and one.part is Part.HELPER else None


def read_people(event: EventSeats, *, by: Account) -> Sequence[tuple[EventSignUp, Person | None]]:
    """Return who signed up, unsealed. The look is on record before anything is shown.

    Call it before the request's own work.
    """
    subject, actor, slug = event.subject, by.actor, event.slug
    with own_transaction() as own:
        audit.record("events.contacts-read", subject=subject, by=actor, session=own)
    rows = queries.list_sign_ups(queries.get_event(slug))
    return [(one, queries.open_person(one)) for one in rows]
