"""What a reward scheme consists of, and which schemes a place has.

The shapes are plain; ``portal.rewards.scheme_files`` fills them from the files and checks them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, ClassVar

from portal.places.rules import Text
from portal.rewards.rules.scheme_parts import (
    NO_OTHER_KEYS,
    Clause,
    CountedBy,
    Example,
    Figure,
    Grade,
    Instrument,
    Kind,
    Level,
    Question,
    Topic,
    Windows,
)

NEVER_TAKEN = frozenset({"valid_from", "valid_to", "follows"})


@dataclass(frozen=True, slots=True)
class Scheme:
    """One version of one rule on rewards.

    Whatever is None here is taken from the scheme it ``follows``; where that has nothing either,
    it is not set. Caps by day and month are for one person, pools for everybody together; they
    count by the day of the verdict where ``counted_by`` says nothing else.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = NO_OTHER_KEYS

    id: str
    version: str
    name: Text
    instrument: Instrument
    level: Level
    summary: Text
    kind: Kind = Kind.SHARE
    valid_from: date | None = None
    valid_to: date | None = None
    follows: str | None = None
    verdicts: tuple[str, ...] | None = None
    grades: tuple[Grade, ...] | None = None
    cap_fen: Figure | None = None
    consult_from_fen: Figure | None = None
    uplift_most: Figure | None = None
    large_from_fen: Figure | None = None
    rounding_fen: Figure | None = None
    day_cap_fen: Figure | None = None
    month_cap_fen: Figure | None = None
    pool_fen: Figure | None = None
    month_pool_fen: Figure | None = None
    counted_by: CountedBy | None = None
    windows: Windows | None = None
    questions: tuple[Question, ...] | None = None
    more_questions: tuple[Question, ...] = ()
    clauses: tuple[Clause, ...] | None = None
    examples: tuple[Example, ...] = ()
    digest: str = ""

    def completed_by(self, followed: "Scheme") -> "Scheme":
        """Return this scheme with everything it leaves out taken from the one it follows.

        What is taken keeps the instrument that says it.
        """
        taken = {
            part.name: _said_by(followed.instrument, getattr(followed, part.name))
            for part in fields(self)
            if getattr(self, part.name) is None and part.name not in NEVER_TAKEN
        }
        return replace(self, **taken)

    def citing_itself(self) -> "Scheme":
        """Return this scheme with its own instrument beside whatever names no other."""
        said = {
            part.name: _said_by(self.instrument, getattr(self, part.name))
            for part in fields(self)
            if part.name != "examples"
        }
        return replace(self, **said)

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """Every question that the handler answers."""
        return (*(self.questions or ()), *self.more_questions)

    def find_clause(self, topic: Topic) -> Clause | None:
        """Return the first clause about this, or None."""
        return next((clause for clause in self.clauses or () if clause.topic is topic), None)

    def find_grade(self, number: int) -> Grade | None:
        """Return the grade with this number, or None."""
        return next((grade for grade in self.grades or () if grade.number == number), None)

    def is_in_force(self, on: date) -> bool:
        """Tell whether the scheme holds on this day; without a first day it never does."""
        begun = self.valid_from is not None and self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)

    @property
    def key(self) -> tuple[str, str]:
        """What tells this version of this scheme from every other."""
        return self.id, self.version


def _said_by(instrument: Instrument, part: Any) -> Any:
    """Return a part of a scheme with the instrument written into whatever it cites."""
    match part:
        case Figure() if part.proposed:
            return part  # no rule says what this site chose
        case Figure() | Question() | Clause() if part.instrument is None:
            return replace(part, instrument=instrument)
        case Grade() | Windows():
            own = {one.name: _said_by(instrument, getattr(part, one.name)) for one in fields(part)}
            return replace(part, **own)
        case tuple():
            return tuple(_said_by(instrument, one) for one in part)
    return part


@dataclass(frozen=True)
class Schemes:
    """Every scheme and version of one place, the narrowest level first."""

    rows: tuple[Scheme, ...]
    _by_key: dict[tuple[str, str], Scheme] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {scheme.key: scheme for scheme in self.rows})

    def __iter__(self) -> Iterator[Scheme]:
        return iter(self.rows)

    def find_version(self, scheme_id: str, version: str) -> Scheme | None:
        """Return exactly this version, or None."""
        return self._by_key.get((scheme_id, version))

    def find_in_force(self, scheme_id: str, on: date) -> Scheme | None:
        """Return the version of this scheme that holds on this day, or None."""
        return next((row for row in self.in_force(on) if row.id == scheme_id), None)

    def in_force(self, on: date) -> tuple[Scheme, ...]:
        """Return what holds on this day, the narrowest level first."""
        return tuple(scheme for scheme in self.rows if scheme.is_in_force(on))

    def family_of(self, scheme: Scheme) -> str:
        """Return the id at the root of what a scheme follows.

        Rules of one family reward the same thing, so one case earns one reward within a family.
        """
        above = next((row for row in self.rows if row.id == scheme.follows), None)
        return scheme.id if above is None else self.family_of(above)
