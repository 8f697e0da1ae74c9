"""What is told with a sign-up, an event, a campaign: as forms read it and services take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.events.rules import Part


@dataclass(frozen=True)
class SignUpFacts:
    """What somebody says who wants to come; ``waits`` where the waiting list will do as well."""

    name: str
    contact: str
    people: int
    waits: bool = False
    part: Part = Part.GUEST
    member: str = ""


@dataclass(frozen=True)
class EventSetting:
    """How people sign up for an event."""

    seats: int
    closes_at: datetime
    helpers_wanted: bool = False


@dataclass(frozen=True)
class EditionFacts:
    """A campaign in one year; a day that nobody has set is None."""

    starts_on: date | None
    ends_on: date | None
    theme: str
    theme_en: str
    slugs: Sequence[str]
