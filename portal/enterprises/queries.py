"""Reads of the register."""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, func, select

from portal.enterprises import rules
from portal.enterprises.matching import match_name, match_names, match_parties
from portal.enterprises.models import Enterprise
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.generation import PublicGeneration

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
