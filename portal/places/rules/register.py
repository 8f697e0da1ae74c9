"""The registers: what the source document promises, and the systems it names."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.places.rules.text import Text


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promise, in the document's exact words, with how it may be measured."""

    id: str
    doc: str
    clause: str
    lines: tuple[int, ...]
    quote: str
    title: Text
    kind: str
    metric: str
    unit: str | None
    comparator: str
    target: Decimal | None
    period: str
    deadline: date | None
    deadline_words: str | None
    deadline_basis: str
    responsible: tuple[str, ...]
    domain: tuple[str, ...]
    derivable_from: tuple[str, ...]
    portal: str
    theme: str
    metric_basis: str
    direction: str | None = None
    responsible_note: str | None = None
    responsibility_mode: str | None = None
    lead: str | None = None
    suggested_owner: tuple[str, ...] = ()
    target_basis: str | None = None
    ambiguity: str | None = None
    hedge: str | None = None
    breakdown: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def target_is_the_documents(self) -> bool:
        """Whether the document itself states the target, in figures or in words."""
        return self.target_basis in {"stated number", "stated in words"}


@dataclass(frozen=True, slots=True)
class SystemSource:
    """Where the document names a system."""

    doc: str
    clause: str
    lines: tuple[int, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class System:
    """A named system, code, campaign or mechanism, and how far the portal shows it."""

    id: str
    name: Text
    sources: tuple[SystemSource, ...]
    what: str
    public_face: str
    tier: str
    group: str
    commitments: tuple[str, ...]
    undefined_in_seeds: str | None = None
