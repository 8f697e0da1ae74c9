"""What can be done with visits. Callers commit."""

from datetime import date

from sqlalchemy.exc import IntegrityError

from portal.accounts.models import Account
from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN, Actor
from portal.kernel.db import db, hold, own_transaction
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.kernel.throttle import count_try
from portal.places.profile import current_place
from portal.visits import queries
from portal.visits.models import BaseBooking, BaseDay, Visit
from portal.visits.rules import (
    BOOKING_LIFECYCLE,
    LIFECYCLE,
    REQUESTS,
    BookingStage,
    Report,
    VisitStage,
    VisitWish,
    has_room,
    reference_of,
)
from portal.visits.words import WORDS

ONCE = "visits.once"


def request_visit(wish: VisitWish, *, once: str, network: str) -> Visit:
    """Receive a wish for a visit; raises Busy where this network sent too many, and Refused.

    ``once`` is the form's own token: a form that is sent again is answered with what it made.
    """
    count_try("visits.request", network, limit=REQUESTS)
    return keep_request(wish, once=once)


def keep_request(wish: VisitWish, *, once: str) -> Visit:
    """Keep a wish for a visit, as ``request_visit`` does once tries are counted."""
    reference = _reference("sm", once)
    known = queries.find_visit(reference)
    if known is not None:
        return known
    _not_over(wish.wished_on, "wished_on")
    if current_place().regions.find(wish.region) is None:
        raise Refused(WORDS["region_unknown"], field="region")
    items = queries.five_items()
    if items and wish.place not in {item.code for item in items}:
        raise Refused(WORDS["place_unknown"], field="place")
    visit = Visit(
        reference=reference,
        organisation=wish.organisation,
        place=wish.place,
        region=wish.region,
        address=wish.address,
        topic=wish.topic,
        people_count=wish.people_count,
        wished_on=wish.wished_on,
        may_publish=wish.may_publish,
        sealed_contact=keyring().seal(queries.CONTACT, wish.contact, context=reference),
        stage=VisitStage.REQUESTED,
        requested_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(visit)
    except IntegrityError:  # the same form, sent twice at once
        return queries.get_visit(reference)
    after = {"wished_on": wish.wished_on.isoformat(), "people": wish.people_count}
    audit.record("visit.requested", subject=visit.subject, by=CITIZEN, after=after)
    return visit


def _reference(kind: str, once: str) -> str:
    return reference_of(kind, keyring().digest(ONCE, f"{kind} {once}"))


def _not_over(day: date, field: str) -> None:
    if day < clock.today():
        raise Refused(WORDS["in_the_past"], field=field)


def read_contact(record: Visit | BaseBooking, *, by: Account) -> str:
    """Return how to reach whoever asked. The look is on record before anything is shown.

    Call it before the request's own work.
    """
    subject, actor = record.subject, by.actor
    with own_transaction() as own:
        audit.record("visit.contact-read", subject=subject, by=actor, session=own)
    return queries.open_contact(record)


def _move(visit: Visit, stage: VisitStage, by: Actor, **after: object) -> None:
    hold(visit, "stage")
    LIFECYCLE.check(visit.stage, stage)
    before = {"stage": visit.stage.value}
    visit.stage = stage
    told = {"stage": stage.value, **after}
    audit.record(f"visit.{stage.value}", subject=visit.subject, by=by, before=before, after=told)


def agree_visit(visit: Visit, *, by: Account) -> None:
    """Agree to the day that was wished for."""
    _not_over(visit.wished_on, "day")
    _move(visit, VisitStage.AGREED, by.actor, on=visit.wished_on.isoformat())
    visit.agreed_on, visit.proposed_on, visit.reason = visit.wished_on, None, ""


def propose_day(visit: Visit, *, day: date, reason: str, by: Account) -> None:
    """Propose another day; the organisation answers on the page of its receipt."""
    _not_over(day, "day")
    if not reason:
        raise Refused(WORDS["reason_missing"], field="reason")
    _move(visit, VisitStage.PROPOSED, by.actor, on=day.isoformat())
    visit.proposed_on, visit.agreed_on, visit.reason = day, None, reason


def decline_visit(visit: Visit, *, reason: str, by: Account) -> None:
    """Say that it cannot be done, and why."""
    if not reason:
        raise Refused(WORDS["reason_missing"], field="reason")
    _move(visit, VisitStage.DECLINED, by.actor)
    visit.reason = reason


def accept_day(visit: Visit) -> None:
    """Take the day that was proposed; whoever holds the receipt may. Pressed twice is once."""
    if visit.stage is VisitStage.AGREED:
        return
    if visit.proposed_on is None:
        raise MoveRefused(visit.stage, VisitStage.AGREED)
    _not_over(visit.proposed_on, "day")
    _move(visit, VisitStage.AGREED, CITIZEN, on=visit.proposed_on.isoformat())
    visit.agreed_on, visit.proposed_on, visit.reason = visit.proposed_on, None, ""


def cancel_visit(visit: Visit) -> None:
    """Call it off; whoever holds the receipt may, until it was carried out.

    How to reach them is forgotten at once: nobody needs it any more.
    """
    _move(visit, VisitStage.CANCELLED, CITIZEN)
    visit.sealed_contact = b""


def finish_visit(visit: Visit, report: Report, *, by: Account) -> None:
    """Tell everybody what came of a visit: how many, about what, where to read more."""
    if visit.agreed_on is not None and visit.agreed_on > clock.today():
        raise Refused(WORDS["not_yet"])
    _move(visit, VisitStage.DONE, by.actor, people=report.people_count)
    visit.came_count, visit.note, visit.article = (
        report.people_count,
        report.note,
        report.article,
    )


def open_day(*, base: str, open_on: date, hours: str, quota: int, by: Account) -> BaseDay:
    """Open a base on a day, for so many people; raises Refused with the field."""
    known = {item.code for item in queries.bases()}
    if base not in known:
        raise Refused(WORDS["base_unknown"], field="base" if known else None)
    _not_over(open_on, "open_on")
    if queries.find_base_day(base, open_on, hours) is not None:
        raise Refused(WORDS["day_twice"], field="open_on")
    day = BaseDay(base=base, open_on=open_on, hours=hours, quota_count=quota, taken_count=0)
    db.session.add(day)
    audit.record("base.opened", subject=day.subject, by=by.actor, after={"quota": quota})
    return day


def check_open(day: BaseDay) -> None:
    """Refuse where the day is over."""
    if day.open_on < clock.today():
        raise Refused(WORDS["day_over"])


def book_day(
    day: BaseDay, *, people: int, contact: str, once: str, network: str | None
) -> BaseBooking:
    """Take places on a day; never more than there are. Raises Busy, and Refused with the field.

    ``once`` is the form's own token: a form that is sent again takes no further places.
    """
    if network is not None:
        count_try("visits.book", network, limit=REQUESTS)
    hold(day, "taken_count", "quota_count")
    reference = _reference("jd", once)
    known = queries.find_booking(reference)
    if known is not None:
        return known
    check_open(day)
    if not has_room(quota=day.quota_count, taken=day.taken_count, wanted=people):
        raise Refused(WORDS["full"], field="people")
    day.taken_count += people
    booking = BaseBooking(
        reference=reference,
        day=day,
        people_count=people,
        sealed_contact=keyring().seal(queries.CONTACT, contact, context=reference),
        stage=BookingStage.BOOKED,
        booked_at=clock.now(),
    )
    db.session.add(booking)
    audit.record("base.booked", subject=booking.subject, by=CITIZEN, after={"people": people})
    return booking


def cancel_booking(booking: BaseBooking) -> None:
    """Give the places back; whoever holds the receipt may, until the day is over."""
    hold(booking.day, "taken_count")
    hold(booking, "stage")
    BOOKING_LIFECYCLE.check(booking.stage, BookingStage.CANCELLED)
    check_open(booking.day)
    booking.stage, booking.sealed_contact = BookingStage.CANCELLED, b""
    booking.day.taken_count -= booking.people_count
    audit.record("base.booking-cancelled", subject=booking.subject, by=CITIZEN)
