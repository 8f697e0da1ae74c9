"""Reads of visits."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.places.rules import Item, Parameter
from portal.visits.models import BaseBooking, BaseDay, Visit
from portal.visits.rules import VisitStage

CONTACT = "visits.contact"
FIVE, BASES = "science.five_entries", "visits.bases"
MOST = 100


def five_places() -> Parameter | None:
    """Return which places 五进 means here; its value is None where that is not set."""
    return current_place().parameters.find(FIVE, clock.today())


def five_items() -> tuple[Item, ...]:
    """Return the five places; none where they are not set."""
    return current_place().parameters.items(FIVE, clock.today())


def bases() -> tuple[Item, ...]:
    """Return the bases that can be seen; none where the place has named none."""
    return current_place().parameters.items(BASES, clock.today())


def find_visit(reference: str) -> Visit | None:
    """Return the request with this receipt number, if there is one."""
    return db.session.scalar(select(Visit).filter_by(reference=reference))


def get_visit(reference: str, *, for_change: bool = False) -> Visit:
    """Return the request with this receipt number; raises NotFound."""
    wanted = select(Visit).filter_by(reference=reference[:20])
    found = db.session.scalar(wanted.with_for_update() if for_change else wanted)
    if found is None:
        raise NotFound(reference)
    return found


def list_open_visits() -> Sequence[Visit]:
    """Return the requests that wait for something, the day wished for first."""
    waiting = (VisitStage.REQUESTED, VisitStage.PROPOSED, VisitStage.AGREED)
    wanted = select(Visit).where(Visit.stage.in_(waiting))
    return db.session.scalars(wanted.order_by(Visit.wished_on, Visit.id).limit(MOST)).all()


def list_ended_visits() -> Sequence[Visit]:
    """Return the requests that have ended, the newest first."""
    ended = (VisitStage.DECLINED, VisitStage.CANCELLED, VisitStage.DONE)
    wanted = select(Visit).where(Visit.stage.in_(ended))
    return db.session.scalars(wanted.order_by(Visit.id.desc()).limit(MOST)).all()


def list_coming_visits() -> Sequence[Visit]:
    """Return the agreed visits that may be told to everybody, the nearest first."""
    wanted = select(Visit).where(
        Visit.stage == VisitStage.AGREED, Visit.may_publish, Visit.agreed_on >= clock.today()
    )
    return db.session.scalars(wanted.order_by(Visit.agreed_on, Visit.id).limit(MOST)).all()


def list_done_visits() -> Sequence[Visit]:
    """Return the visits that were carried out, the newest first."""
    wanted = select(Visit).where(Visit.stage == VisitStage.DONE)
    newest = wanted.order_by(Visit.agreed_on.desc(), Visit.id.desc()).limit(MOST)
    return db.session.scalars(newest).all()


def open_contact(record: Visit | BaseBooking) -> str:
    """Unseal how to reach whoever asked, for the person who answers; "" once it was forgotten."""
    if not record.sealed_contact:
        return ""
    return keyring().open(CONTACT, record.sealed_contact, context=record.reference)


def list_base_days() -> Sequence[BaseDay]:
    """Return the days on which a base is open from today on, the nearest first."""
    coming = select(BaseDay).where(BaseDay.open_on >= clock.today())
    return db.session.scalars(coming.order_by(BaseDay.open_on, BaseDay.id).limit(MOST)).all()


def get_base_day(number: int) -> BaseDay:
    """Return a day by its number; raises NotFound."""
    found = db.session.get(BaseDay, number) if number < 2**31 else None
    if found is None:
        raise NotFound(str(number))
    return found


def find_base_day(base: str, open_on: object, hours: str) -> BaseDay | None:
    """Return the day on which a base is open at these hours, if it is."""
    return db.session.scalar(select(BaseDay).filter_by(base=base, open_on=open_on, hours=hours))


def find_booking(reference: str) -> BaseBooking | None:
    """Return the booking with this receipt number, if there is one."""
    return db.session.scalar(select(BaseBooking).filter_by(reference=reference))


def get_booking(reference: str) -> BaseBooking:
    """Return the booking with this receipt number; raises NotFound."""
    found = find_booking(reference[:20])
    if found is None:
        raise NotFound(reference)
    return found


def list_bookings(day: BaseDay) -> Sequence[BaseBooking]:
    """Return everybody who booked a day, in the order they booked."""
    wanted = select(BaseBooking).filter_by(day_id=day.id).order_by(BaseBooking.id)
    return db.session.scalars(wanted).all()
