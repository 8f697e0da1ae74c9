"""What is known of each kind of record that can be objected to: whose it is, who made it.

Rooms that are strangers to this one keep such records; whoever stands above all of them tells how
each kind is read::

    subjects.tell_of(SubjectKind.PENALTY, penalty_objected)

A kind that nobody tells of cannot be objected to, nor decided: that nobody knows who made a record
does not make everybody independent of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.ratings import queries
from portal.ratings.models import Rating
from portal.ratings.objections.rules import Subject, SubjectKind
from portal.ratings.objections.words import REFUSALS
from portal.ratings.rules import PUBLIC_STAGES, Stage, is_open_to_objection, stage_on


@dataclass(frozen=True)
class Objected:
    """A record objected to. ``people`` are the accounts that made it what it is."""

    enterprise_id: int | None
    is_open: bool
    people: frozenset[str]


Reader = Callable[[str], Objected | None]
_READERS: dict[SubjectKind, Reader] = {}


def tell_of(kind: SubjectKind, reader: Reader) -> None:
    """Tell how a kind of record is read by its reference."""
    _READERS[kind] = reader


def objected(subject: Subject) -> Objected:
    """Return what is known of a record; raises Refused where there is none of that kind."""
    reader = _READERS.get(subject.kind)
    found = reader(subject.reference) if reader is not None else None
    if found is None:
        raise Refused(REFUSALS["subject_unknown"], field="subject")
    return found


def named(people: Iterable[str | None]) -> frozenset[str]:
    """Return the accounts among some names that may be missing."""
    return frozenset(one for one in people if one)


def is_grade_open(rating: Rating) -> bool:
    """Whether a grade may be objected to today.

    While it holds, and before that from the notice to the last day of its window; not when it is
    over, and not when nobody was told of it.
    """
    today = clock.today()
    if rating.stage not in PUBLIC_STAGES | {Stage.CONTESTABLE}:
        return False
    stage = stage_on(rating.stage, rating.period, today)
    if stage is Stage.IN_FORCE:
        return True
    is_coming = stage in (Stage.CONTESTABLE, Stage.SCHEDULED)
    return is_coming and is_open_to_objection(rating.objection_until, today)


def _grade(reference: str) -> Objected | None:
    rating = queries.find_rating(reference)
    if rating is None:
        return None
    people = named((rating.proposed_by, rating.reviewed_by, rating.published_by))
    return Objected(rating.enterprise_id, is_grade_open(rating), people)


tell_of(SubjectKind.RATING, _grade)
