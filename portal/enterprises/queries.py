"""Reads of the register."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from portal.enterprises import rules
from portal.enterprises.matching import match_name, match_names, match_parties
from portal.enterprises.models import Enterprise
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.generation import PublicGeneration
from portal.places.masking import Names
from portal.places.rules.names import MASK

# A person's name, with the form of business behind it; a longer one names somebody in brackets.
LONGEST_OWN_NAME = 12
WHERE_SOMEBODY_STANDS = ("（", "(", " ")
_BY_CODE = select(Enterprise).where(Enterprise.credit_code == bindparam("key"))
_BY_REFERENCE = select(Enterprise).where(Enterprise.reference == bindparam("key"))


def find_enterprise(key: str) -> Enterprise | None:
    """Return the enterprise with this public reference or credit code, if there is one.

    Of an entry that was merged into another, that one.
    """
    entry = find_entry(key)
    if entry is None or entry.merged_into_id is None:
        return entry
    return db.session.get(Enterprise, entry.merged_into_id)


def find_entry(key: str) -> Enterprise | None:
    """Return the entry with this reference or code, even where it was merged into another."""
    code, reference = rules.clean_code(key), rules.clean_reference(key)
    if code is not None:
        return db.session.scalar(_BY_CODE, {"key": code})
    if reference is not None:
        return db.session.scalar(_BY_REFERENCE, {"key": reference})
    return None


def has_moved(key: str, enterprise: Enterprise) -> bool:
    """Whether the entry of this reference or code was merged into the enterprise it leads to."""
    code, reference = rules.clean_code(key), rules.clean_reference(key)
    if code is not None:
        return enterprise.credit_code != code
    return enterprise.reference != reference


def get_enterprise(key: str) -> Enterprise:
    """Return the enterprise with this public reference or credit code."""
    enterprise = find_enterprise(key)
    if enterprise is None:
        raise NotFound(rules.plain(key))
    return enterprise


def find_by_id(enterprise_id: int) -> Enterprise | None:
    """Return the enterprise with this inner number, for rooms that keep it."""
    return db.session.get(Enterprise, enterprise_id)


def list_namesakes(name: str) -> Sequence[Enterprise]:
    """Return every enterprise that bears this name today."""
    bearing = select(Enterprise).where(
        Enterprise.name_key == rules.name_key(name), Enterprise.merged_into_id.is_(None)
    )
    return db.session.scalars(bearing.order_by(Enterprise.id)).all()


def bears_publicly(text: str) -> ColumnElement[bool]:
    """Return the condition that an enterprise's name, as everybody may read it, holds ``text``.

    Where part of a name is hidden, nobody finds out by asking for it; what stands there instead
    (陈某) is found.
    """
    key = rules.name_key(text)
    holding = Enterprise.name_key.contains(key, autoescape=True)
    hidden = [one for one, shown in _masked_names(holding) if key not in shown]
    found = and_(holding, Enterprise.id.not_in(hidden)) if hidden else holding
    surname, mask, _rest = key.partition(MASK)
    if not (surname and mask):
        return found
    bearing = Enterprise.name_key.contains(surname, autoescape=True)
    return or_(
        found, Enterprise.id.in_([one for one, shown in _masked_names(bearing) if key in shown])
    )


def _masked_names(which: ColumnElement[bool]) -> Iterator[tuple[int, str]]:
    """Yield those of whose names part may be hidden, each with what is shown, as it is compared."""
    beside = [Enterprise.name.contains(sign) for sign in WHERE_SOMEBODY_STANDS]
    short = func.length(Enterprise.name) <= LONGEST_OWN_NAME
    suspects = select(Enterprise.id, Enterprise.name).where(which, or_(short, *beside))
    names = Names()
    for number, name in db.session.execute(suspects):
        yield number, rules.name_key(names.name(name))


def count_enterprises() -> int:
    """Return how many enterprises there are; an entry merged into another is none."""
    counting = select(func.count(Enterprise.id)).where(Enterprise.merged_into_id.is_(None))
    return db.session.scalar(counting) or 0


def find_mark() -> int | None:
    """Return the mark of the data as it stands now; None where nothing was ever published."""
    return db.session.scalar(select(PublicGeneration.mark))


def list_enterprises(ids: Iterable[int]) -> Sequence[Enterprise]:
    """Return the enterprises with these inner numbers, by number."""
    statement = select(Enterprise).where(Enterprise.id.in_(sorted(set(ids))))
    return db.session.scalars(statement.order_by(Enterprise.id)).all()


__all__ = [
    "bears_publicly",
    "count_enterprises",
    "find_by_id",
    "find_enterprise",
    "find_entry",
    "find_mark",
    "get_enterprise",
    "has_moved",
    "list_enterprises",
    "list_namesakes",
    "match_name",
    "match_names",
    "match_parties",
]
