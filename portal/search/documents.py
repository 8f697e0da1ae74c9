"""A document: what is known of one thing that can be found, and what the index makes of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from portal.search.analysis import terms
from portal.search.rules import Entry

# A word in the title says more of what a text is about than the same word within.
TITLE, KEYWORDS, SUMMARY, BODY = 4.0, 3.0, 1.5, 1.0


@dataclass(frozen=True)
class Document:
    """One thing in one language: its entry, its words, and where it is shown."""

    entry: Entry
    summary: str
    body: str
    keywords: tuple[str, ...]
    byline: str
    published_at: datetime | None
    endpoint: str
    values: Mapping[str, str]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.entry.title

    def weighted_terms(self) -> dict[str, float]:
        """Return every term with how often it occurs, counted more where it says more."""
        found: Counter[str] = Counter()
        zones = (self.title, TITLE), (" ".join(self.keywords), KEYWORDS)
        for text, weight in (*zones, (self.summary, SUMMARY), (self.body, BODY)):
            for term, count in Counter(terms(text)).items():
                found[term] += count * weight  # type: ignore[assignment]  # weights are no counts
        return dict(found)

    def stored(self) -> dict[str, Any]:
        """Return what the index keeps of it beside its terms."""
        kept = asdict(self)
        kept["entry"]["on"] = self.entry.on and self.entry.on.isoformat()
        return kept | {"published_at": self.published_at and self.published_at.isoformat()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Document":
        """Return a document as the index has kept it."""
        at = kept["published_at"] and datetime.fromisoformat(kept["published_at"])
        return cls(**{**kept, "entry": entry_of(kept["entry"]), "published_at": at})


def entry_of(kept: Mapping[str, Any]) -> Entry:
    """Return an entry as the index has kept it."""
    return Entry(**{**kept, "on": kept["on"] and date.fromisoformat(kept["on"])})
