"""Reads of walk-in tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.walkins import policy
from portal.walkins.models import WalkInBooking, WalkInSlot
from portal.walkins.rules import BOOKING, SAMPLE, Finding, Stage, is_reference, shown_cells

NAME, CONTACT, ONCE = "walkins.name", "walkins.contact", "walkins.once"
MONTHS_SHOWN = 12
DECEMBER = 12


@dataclass(frozen=True)
class Person:
    """Who booked, unsealed for the desk."""

    name: str
    contact: str


@dataclass(frozen=True)
class Month:
    """The results of one month by what they say; a count that is too small to show is None."""

    year: int
    month: int
    counts: Mapping[str, int | None]
    total: int | None


def get_slot(reference: str) -> WalkInSlot:
    """Return the slot with this reference; raises NotFound."""
    told = reference.replace("\x00", "")
    found = db.session.scalar(select(WalkInSlot).filter_by(reference=told))
    if found is None:
        raise NotFound(reference)
    return found


def list_upcoming(limit: int = 40) -> Sequence[WalkInSlot]:
    """Return the slots to come, soonest first, those called off among them."""
    coming = select(WalkInSlot).where(WalkInSlot.starts_at > clock.now())
    return db.session.scalars(
        coming.order_by(WalkInSlot.starts_at, WalkInSlot.id).limit(limit)
    ).all()


def list_past(limit: int = 20) -> Sequence[WalkInSlot]:
    """Return the slots that have begun, the last first."""
    past = select(WalkInSlot).where(WalkInSlot.starts_at <= clock.now())
    latest = past.order_by(WalkInSlot.starts_at.desc(), WalkInSlot.id)
    return db.session.scalars(latest.limit(limit)).all()


def get_booking(reference: str) -> WalkInBooking:
    """Return the booking with this receipt number; raises NotFound."""
    told, found = reference.strip().lower(), None
    if is_reference(told, BOOKING):
        wanted = select(WalkInBooking).filter_by(reference=told)
        found = db.session.scalar(wanted.options(joinedload(WalkInBooking.slot)))
    if found is None:
        raise NotFound(reference)
    return found


def is_booking(told: str) -> bool:
    """Whether there is a booking with this receipt number."""
    try:
        get_booking(told)
    except NotFound:
        return False
    return True


def get_result(number: str) -> WalkInBooking:
    """Return the released result with this sample number; raises NotFound."""
    told, found = number.strip().lower(), None
    if is_reference(told, SAMPLE):
        wanted = select(WalkInBooking).filter_by(sample_number=told, stage=Stage.RELEASED)
        found = db.session.scalar(wanted.options(joinedload(WalkInBooking.slot)))
    if found is None:
        raise NotFound(number)
    return found


def find_by_once(once: str) -> WalkInBooking | None:
    """Return what a form that was sent before has made; None where it was not."""
    digest = keyring().digest(ONCE, once)
    return db.session.scalar(select(WalkInBooking).filter_by(once_digest=digest))


def list_bookings(slot: WalkInSlot) -> Sequence[WalkInBooking]:
    """Return the bookings of a slot, first come first."""
    wanted = select(WalkInBooking).filter_by(slot_id=slot.id).order_by(WalkInBooking.id)
    return db.session.scalars(wanted).all()


def list_entered() -> Sequence[WalkInBooking]:
    """Return the results that wait to be released, longest waiting first."""
    waiting = select(WalkInBooking).filter_by(stage=Stage.ENTERED)
    oldest = waiting.order_by(WalkInBooking.entered_at, WalkInBooking.id)
    return db.session.scalars(oldest.options(joinedload(WalkInBooking.entered_by))).all()


def open_person(booking: WalkInBooking) -> Person | None:
    """Unseal who booked, for the desk; None once it was erased."""
    if not booking.sealed_contact:
        return None
    ring, reference = keyring(), booking.reference
    return Person(
        name=ring.open(NAME, booking.sealed_name, context=reference),
        contact=ring.open(CONTACT, booking.sealed_contact, context=reference),
    )


def count_waiting_of(contact: str) -> int:
    """Return how many tests still to come are booked for this contact, however it is spaced."""
    coming = (
        select(WalkInBooking)
        .join(WalkInSlot)
        .where(WalkInBooking.stage == Stage.BOOKED, WalkInSlot.starts_at > clock.now())
    )
    wanted, ring = _plain(contact), keyring()
    return sum(
        _plain(ring.open(CONTACT, one.sealed_contact, context=one.reference)) == wanted
        for one in db.session.scalars(coming)
    )


def _plain(contact: str) -> str:
    return "".join(sign for sign in contact.casefold() if sign not in " -")


def due_to_be_erased() -> Select[WalkInBooking] | None:
    """Select the bookings whose contact is past its time; None where the place set no time."""
    days = policy.contact_days()
    if days is None:
        return None
    over = select(WalkInSlot.id).where(WalkInSlot.ends_at < clock.now() - timedelta(days=days))
    kept = WalkInBooking.erased_at.is_(None)
    due = select(WalkInBooking).where(kept, WalkInBooking.slot_id.in_(over))
    return due.order_by(WalkInBooking.id)


def count_due() -> int | None:
    """Return how many contacts are past their time; None where the place set no time."""
    due = due_to_be_erased()
    if due is None:
        return None
    return int(db.session.scalar(select(func.count()).select_from(due.subquery())) or 0)


def list_months() -> list[Month]:
    """Return the results of the last twelve months, the newest first, small counts left out."""
    today, smallest = clock.today(), policy.small_cell()
    year, month, told = today.year, today.month, []
    for _back in range(MONTHS_SHOWN):
        counts = _counts(year, month)
        total = sum(counts.values())
        shown = shown_cells(counts, smallest)
        is_small = 0 < total < smallest
        told.append(Month(year, month, shown, None if is_small else total))
        year, month = (year, month - 1) if month > 1 else (year - 1, DECEMBER)
    return told


def _counts(year: int, month: int) -> dict[str, int]:
    begins = datetime(year, month, 1, tzinfo=clock.CHINA)
    after = datetime(year + month // DECEMBER, month % DECEMBER + 1, 1, tzinfo=clock.CHINA)
    counted = (
        select(WalkInBooking.finding, func.count())
        .where(
            WalkInBooking.stage == Stage.RELEASED,
            WalkInBooking.released_at >= begins,
            WalkInBooking.released_at < after,
        )
        .group_by(WalkInBooking.finding)
    )
    found = {row[0]: int(row[1]) for row in db.session.execute(counted)}
    return {finding.value: found.get(finding, 0) for finding in Finding}
