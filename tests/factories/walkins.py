"""Slots and bookings of walk-in tests, all made up."""

from datetime import timedelta
from typing import Any

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.walkins import services
from portal.walkins.facts import BookingFacts, Reading, ResultFacts, SlotFacts
from portal.walkins.models import WalkInBooking, WalkInSlot
from portal.walkins.rules import Finding
from tests.factories.accounts import make_account
from tests.factories.joining import token

DESK = Actor(kind="staff", name="officer-o", role="data-officer")
CLEAR = Reading("农药残留（酶抑制法）", "抑制率 12%", Finding.CLEAR)
ATTENTION = Reading("甲醛", "显色", Finding.ATTENTION)


def make_slot(seats: int = 3, *, days: int = 3) -> WalkInSlot:
    """Return a slot on the morning so many days from now; the caller commits."""
    morning = clock.in_china(clock.now() + timedelta(days=days)).replace(hour=9, minute=0)
    facts = SlotFacts(
        morning, morning + timedelta(hours=2), "示例菜场", "Example market", seats, ["01"]
    )
    return services.make_slot(facts, by=DESK)


def book(slot: WalkInSlot, **changes: Any) -> WalkInBooking:
    """Return a booking."""
    once = changes.pop("once", None) or token()
    told = {"name": "示例居民", "contact": "13800000000", "kind": "01", "product": "示例豇豆"}
    return services.book(slot, BookingFacts(**{**told, **changes}), once=once, network=None)


def enter(booking: WalkInBooking, *readings: Reading) -> Account:
    """Take a sample in, test it and write down the result; return who did."""
    officer = make_account("data-officer")
    db.session.flush()
    services.note_arrival(booking, by=officer.actor)
    services.begin_test(booking, by=officer.actor)
    facts = ResultFacts("示例速测卡", readings or (CLEAR,))
    services.enter_result(booking, facts, by=officer)
    return officer


def release(booking: WalkInBooking, *readings: Reading) -> WalkInBooking:
    """Bring a booking to its released result."""
    enter(booking, *readings)
    reviewer = make_account("reviewer")
    db.session.flush()
    services.release_result(booking, by=reviewer)
    return booking
