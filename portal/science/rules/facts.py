"""What an article says: the facts that are written, reviewed, versioned and published as one."""

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from portal.kernel import clock
from portal.science.rules.columns import Column, columns
from portal.science.rules.exposure import Exposure

# Neither database keeps a NUL, and half a surrogate pair cannot be written as UTF-8.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def tidy(text: str) -> str:
    """Return text that can be kept: no control characters, one kind of line end."""
    return _UNKEEPABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class Language(StrEnum):
    """A language articles are written in."""

    ZH = "zh"
    EN = "en"

    @property
    def other(self) -> "Language":
        """The other one."""
        return Language.EN if self is Language.ZH else Language.ZH


class Audience(StrEnum):
    """Whom an article is written for."""

    EVERYONE = "everyone"
    PARENTS = "parents"
    ELDERS = "elders"
    PUPILS = "pupils"
    CATERERS = "caterers"
    RIDERS = "riders"


@dataclass(frozen=True)
class Source:
    """One thing an article rests on."""

    title: str
    reference: str = ""
    url: str = ""
    publisher: str = ""


@dataclass(frozen=True)
class Recording:
    """One recording: its bytes by their digest, and what is told about it."""

    digest: str
    title: str
    transcript: str
    licence: str
    credit: str = ""


@dataclass(frozen=True)
class Event:
    """When and where something begins; seats where they are counted."""

    starts_at: datetime
    ends_at: datetime
    venue: str
    seats: int | None = None

    @property
    def hours(self) -> str:
        """From when to when, on a clock in China."""
        begins, ends = clock.in_china(self.starts_at), clock.in_china(self.ends_at)
        return f"{begins:%H:%M}–{ends:%H:%M}"


@dataclass(frozen=True)
class Details:
    """What only some columns ask for; "" and None where it is not said.

    Which column asks for which is data: ``asks`` in columns.yaml.
    """

    live_url: str = ""
    replay_url: str = ""
    lecturer: str = ""
    held_on: date | None = None
    slides_url: str = ""
    video_url: str = ""
    ages: str = ""
    words_by: str = ""
    music_by: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return what is said, without what is not."""
        said = {name: value for name, value in vars(self).items() if value}
        return {**said, "held_on": self.held_on.isoformat()} if self.held_on else said

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Details":
        """Read what was kept."""
        day = kept.get("held_on")
        return cls(**{**kept, "held_on": date.fromisoformat(day) if day else None})

    def only(self, asked: Collection[str]) -> "Details":
        """Return what a column asks for; the rest is left out."""
        return Details(**{name: value for name, value in vars(self).items() if name in asked})


@dataclass(frozen=True)
class ArticleFacts:
    """One article in one language.

    ``has_claims`` says that the text states something medical or legal, which needs a source
    (capabilities.md E3); ``review_months`` is how long after publication it is looked at again.
    """

    column: str
    title: str
    summary: str
    body: str
    audience: Audience = Audience.EVERYONE
    topics: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    event: Event | None = None
    has_claims: bool = True
    review_months: int | None = None
    byline: str = ""
    details: Details = Details()
    series: str = ""
    part: int | None = None
    exposure: Exposure | None = None
    sounds: tuple[Recording, ...] = ()

    @property
    def lacks_sources(self) -> bool:
        """Whether a medical or legal statement stands without a source."""
        return self.has_claims and not self.sources

    @property
    def lacks_event(self) -> bool:
        """Whether the column announces events and this one has no time and place."""
        column: Column | None = columns().get(self.column)
        return column is not None and column.has_event and self.event is None

    def as_json(self) -> dict[str, Any]:
        """Return what a snapshot keeps."""
        kept = {**asdict(self), "details": self.details.as_json()}
        if self.event is not None:
            kept["event"]["starts_at"] = self.event.starts_at.isoformat()
            kept["event"]["ends_at"] = self.event.ends_at.isoformat()
        if self.exposure is not None:
            kept["exposure"] = self.exposure.as_json()
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "ArticleFacts":
        """Read a snapshot."""
        event = kept["event"]
        times = event and {
            name: datetime.fromisoformat(event[name]) for name in ("starts_at", "ends_at")
        }
        return cls(
            **{
                **kept,
                "audience": Audience(kept["audience"]),
                "topics": tuple(kept["topics"]),
                "items": tuple(kept["items"]),
                "sources": tuple(Source(**source) for source in kept["sources"]),
                "event": Event(**{**event, **times}) if event else None,
                # What was kept before columns asked for more has no such part.
                "details": Details.from_json(kept.get("details", {})),
                "exposure": Exposure.from_json(kept["exposure"]) if kept.get("exposure") else None,
                "sounds": tuple(Recording(**one) for one in kept.get("sounds", ())),
            }
        )
