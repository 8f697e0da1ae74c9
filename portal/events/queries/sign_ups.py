"""Sign-ups: by receipt, by event, and where in the line somebody stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, func, select

from portal.events import policy
from portal.events.models import EventSeats, EventSignUp
from portal.events.rules import Part, Stage, is_reference
from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.science.models import Article

NAME, CONTACT, ONCE = "events.name", "events.contact", "events.once"


@dataclass(frozen=True)
class Person:
    """Who signed up, unsealed for the desk."""

    name: str
    contact: str


@dataclass(frozen=True)
class Standing:
    """Where a group on the waiting list stands: how many groups, and people, stand before it."""

    groups_before: int
    people_before: int


def get_sign_up(reference: str) -> EventSignUp:
    """Return the sign-up with this receipt number; raises NotFound."""
    told = reference.strip().lower()
    found = None
    if is_reference(told):
        found = db.session.scalar(select(EventSignUp).filter_by(reference=told))
    if found is None:
        raise NotFound(reference)
    return found


def find_by_once(once: str) -> EventSignUp | None:
    """Return what a form that was sent before has made; None where it was not."""
    digest = keyring().digest(ONCE, once)
    return db.session.scalar(select(EventSignUp).filter_by(once_digest=digest))


def list_waiting(event: EventSeats) -> Sequence[EventSignUp]:
    """Return the waiting list of an event, first come first."""
    waiting = select(EventSignUp).where(
        EventSignUp.event_id == event.id,
        EventSignUp.stage == Stage.WAITING,
        EventSignUp.part == Part.GUEST,
    )
    return db.session.scalars(waiting.order_by(EventSignUp.id)).all()


def list_sign_ups(event: EventSeats) -> Sequence[EventSignUp]:
    """Return everybody who signed up, first come first; whoever cancelled comes last."""
    wanted = select(EventSignUp).where(EventSignUp.event_id == event.id)
    is_gone = EventSignUp.stage == Stage.CANCELLED
    return db.session.scalars(wanted.order_by(is_gone, EventSignUp.id)).all()


def standing_of(sign_up: EventSignUp) -> Standing:
    """Return how many stand before a group on the waiting list."""
    before = select(func.count(), func.coalesce(func.sum(EventSignUp.people_count), 0)).where(
        EventSignUp.event_id == sign_up.event_id,
        EventSignUp.stage == Stage.WAITING,
        EventSignUp.part == Part.GUEST,
        EventSignUp.id < sign_up.id,
    )
    groups, people = db.session.execute(before).one()
    return Standing(int(groups), int(people))


def open_person(sign_up: EventSignUp) -> Person | None:
    """Unseal who signed up, for the desk; None once it was erased."""
    if not sign_up.sealed_contact:
        return None
    ring, reference = keyring(), sign_up.reference
    return Person(
        name=ring.open(NAME, sign_up.sealed_name, context=reference),
        contact=ring.open(CONTACT, sign_up.sealed_contact, context=reference),
    )


def due_to_be_erased() -> Select[EventSignUp] | None:
    """Select the sign-ups whose contact is past its time; None where the place set no time."""
    days = policy.contact_days()
    if days is None:
        return None
    ended = clock.now() - timedelta(days=days)
    over = (
        select(EventSeats.id)
        .join(Article, Article.slug == EventSeats.slug)
        .group_by(EventSeats.id)
        .having(func.max(Article.ends_at) < ended)
    )
    kept = EventSignUp.erased_at.is_(None)
    return select(EventSignUp).where(kept, EventSignUp.event_id.in_(over)).order_by(EventSignUp.id)


def count_due() -> int | None:
    """Return how many contacts are past their time; None where the place set no time."""
    due = due_to_be_erased()
    if due is None:
        return None
    return int(db.session.scalar(select(func.count()).select_from(due.subquery())) or 0)
