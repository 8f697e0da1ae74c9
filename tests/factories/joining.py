"""Events and who signs up for them, all made up."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from portal.events import services
from portal.events.facts import EventSetting, SignUpFacts
from portal.events.models import EventSeats, EventSignUp
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.science.rules import Event
from tests.factories import science

DESK = Actor(kind="staff", name="editor-e", role="editor")
_numbers = count(1)


def token() -> str:
    """Return a form's own token."""
    return f"{next(_numbers):043d}"


def make_event(seats: int = 3, *, hours: float = 48, opens: bool = True, **changes: Any) -> str:
    """Return the slug of a fair that begins so many hours from now; the caller commits."""
    begins = clock.now() + timedelta(hours=hours)
    event = Event(begins, begins + timedelta(hours=2), "示例广场", seats)
    article = science.make_published(column="fairs", event=event, **changes)
    if opens:
        setting = EventSetting(seats=seats, closes_at=begins, helpers_wanted=True)
        services.set_event(article.slug, setting, by=DESK)
    db.session.flush()
    return article.slug


def come(slug: str, people: int = 1, **changes: Any) -> EventSignUp:
    """Return a sign-up of a group."""
    once = changes.pop("once", None) or token()
    told: dict[str, Any] = {"name": "示例居民", "contact": "13800000000", "waits": True}
    facts = SignUpFacts(people=people, **{**told, **changes})
    return services.sign_up(slug, facts, once=once, network=None)


def seats_of(slug: str, find: Callable[[str], EventSeats]) -> tuple[int, int]:
    """Return how many seats are taken, and how many there are."""
    event = find(slug)
    return event.taken_count, event.seats_count
