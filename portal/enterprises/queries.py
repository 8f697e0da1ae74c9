"""Reads of the register."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, tuple_

from portal.enterprises import rules
from portal.enterprises.models import Enterprise, FormerName
from portal.enterprises.rules import EnterpriseKind
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.paging import Page, decode_cursor, encode_cursor

PAGE_LENGTH = 20
MOST_WORDS = 6
# A shorter part occurs in nearly every code of the place.
SHORTEST_CODE_PART = 6
LARGEST_ID = 2**31 - 1
# Names looked up in one statement; SQLite allows 32,766 variables, PostgreSQL 65,535.
AT_ONCE = 500


@dataclass(frozen=True)
class EnterpriseFilter:
    """What somebody looks for. ``also`` are selects of enterprise ids that rooms above add."""

    words: tuple[str, ...] = ()
    kinds: tuple[EnterpriseKind, ...] = ()
    regions: tuple[str, ...] = ()
    also: tuple[Select[int], ...] = ()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of what somebody typed, as names are compared; every one must occur."""
    words = (rules.name_key(word) for word in rules.plain(text).split())
    return tuple(word for word in words if word)[:MOST_WORDS]


def find_enterprise(key: str) -> Enterprise | None:
    """Return the enterprise with this public reference or credit code, if there is one."""
    code, reference = rules.clean_code(key), rules.clean_reference(key)
    if code is not None:
        return db.session.scalar(select(Enterprise).filter_by(credit_code=code))
    if reference is not None:
        return db.session.scalar(select(Enterprise).filter_by(reference=reference))
    return None


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
    bearing = select(Enterprise).where(Enterprise.name_key == rules.name_key(name))
    return db.session.scalars(bearing.order_by(Enterprise.id)).all()


def match_name(name: str, credit_code: str | None = None) -> Enterprise | None:
    """Return the one enterprise that a table's cells mean, or None; see ``match_parties``."""
    party = (name, credit_code or "")
    return match_parties([party]).get(party)


def match_parties(parties: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Enterprise]:
    """Return the one enterprise that each (name, credit code) means; makes none.

    The code decides where it is known; else the name, else a former name, each the same but for
    width, brackets and blanks. Two enterprises of one name, or a name whose enterprise has
    another code, are left to people.
    """
    wanted = set(parties)
    codes = {code: rules.clean_code(code) for _, code in wanted if code}
    by_code = _match_codes(code for code in codes.values() if code is not None)
    by_name = match_names(name for name, _ in wanted if name)
    matched: dict[tuple[str, str], Enterprise] = {}
    for name, written in wanted:
        code = codes.get(written)
        found = by_code.get(code) if code is not None else None
        if found is None:
            found = by_name.get(rules.name_key(name))
            if found is not None and code is not None and found.credit_code is not None:
                continue
        if found is not None:
            matched[name, written] = found
    return matched


def _match_codes(codes: Iterable[str]) -> Mapping[str, Enterprise]:
    ordered = sorted(set(codes))
    matched: dict[str, Enterprise] = {}
    for start in range(0, len(ordered), AT_ONCE):
        part = ordered[start : start + AT_ONCE]
        asked = select(Enterprise.credit_code, Enterprise).where(Enterprise.credit_code.in_(part))
        matched |= {code: found for code, found in db.session.execute(asked) if code is not None}
    return matched


def match_names(names: Iterable[str]) -> Mapping[str, Enterprise]:
    """Return the enterprise of each name that means exactly one, by ``rules.name_key``."""
    keys = sorted({key for name in names if (key := rules.name_key(name))})
    matched: dict[str, Enterprise] = {}
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        current = select(Enterprise.name_key, Enterprise).where(Enterprise.name_key.in_(part))
        former = (
            select(FormerName.name_key, Enterprise)
            .join(FormerName.enterprise)
            .where(FormerName.name_key.in_(part))
        )
        # Where a name is borne today, whoever bore it once is not meant.
        owners = _owners(former) | _owners(current)
        matched |= {key: found[0] for key, found in owners.items() if len(found) == 1}
    return matched


def _owners(statement: Select[str, Enterprise]) -> dict[str, list[Enterprise]]:
    owners: dict[str, dict[int, Enterprise]] = {}
    for key, enterprise in db.session.execute(statement):
        owners.setdefault(key, {})[enterprise.id] = enterprise
    return {key: list(found.values()) for key, found in owners.items()}


def page_of_enterprises(
    wanted: EnterpriseFilter, *, after: str | None = None, before: str | None = None
) -> Page[Enterprise]:
    """Return one page of what matches, last changed first.

    ``after`` is the cursor to go on from, ``before`` the one to go back from.
    """
    key = (Enterprise.changed_at, Enterprise.id)
    backwards = before is not None and after is None
    statement = select(Enterprise).where(*_conditions(wanted)).limit(PAGE_LENGTH + 1)
    if backwards:
        statement = statement.where(tuple_(*key) > _position(before or ""))
        statement = statement.order_by(*key)
    else:
        if after is not None:
            statement = statement.where(tuple_(*key) < _position(after))
        statement = statement.order_by(*(column.desc() for column in key))
    found = list(db.session.scalars(statement))
    is_more = len(found) > PAGE_LENGTH
    items = found[:PAGE_LENGTH]
    if backwards:
        items.reverse()
    return Page(
        items=items,
        earlier=_cursor(items[-1]) if items and (is_more or backwards) else None,
        later=_cursor(items[0]) if items and (is_more if backwards else after) else None,
        total=count_enterprises(wanted),
    )


def count_enterprises(wanted: EnterpriseFilter | None = None) -> int:
    """Return how many enterprises match; all of them without a filter."""
    conditions = _conditions(wanted or EnterpriseFilter())
    return db.session.scalar(select(func.count(Enterprise.id)).where(*conditions)) or 0


def count_by_kind(wanted: EnterpriseFilter) -> Mapping[EnterpriseKind, int]:
    """Return how many match of each kind, whatever kind is chosen now."""
    conditions = _conditions(replace(wanted, kinds=()))
    counted = select(Enterprise.kind, func.count().label("number")).where(*conditions)
    counted = counted.group_by(Enterprise.kind)
    return {row.kind: row.number for row in db.session.execute(counted)}


def count_by_region(wanted: EnterpriseFilter) -> Mapping[str, int]:
    """Return how many match in each street or town, whatever region is chosen now."""
    conditions = _conditions(replace(wanted, regions=()))
    counted = (
        select(Enterprise.region_code, func.count())
        .where(*conditions, Enterprise.region_code.is_not(None))
        .group_by(Enterprise.region_code)
    )
    return {str(region): count for region, count in db.session.execute(counted)}


def select_ids(wanted: EnterpriseFilter) -> Select[int]:
    """Return a select of the inner numbers of what matches, for rooms that count within it."""
    return select(Enterprise.id).where(*_conditions(wanted))


def list_enterprises(ids: Iterable[int]) -> Sequence[Enterprise]:
    """Return the enterprises with these inner numbers, by number."""
    statement = select(Enterprise).where(Enterprise.id.in_(sorted(set(ids))))
    return db.session.scalars(statement.order_by(Enterprise.id)).all()


def _conditions(wanted: EnterpriseFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_has_word(word) for word in wanted.words]
    if wanted.kinds:
        conditions.append(Enterprise.kind.in_(wanted.kinds))
    if wanted.regions:
        conditions.append(Enterprise.region_code.in_(wanted.regions))
    return conditions + [Enterprise.id.in_(select_of_ids) for select_of_ids in wanted.also]


def _has_word(word: str) -> ColumnElement[bool]:
    was_called = exists().where(
        and_(
            FormerName.enterprise_id == Enterprise.id,
            FormerName.name_key.contains(word, autoescape=True),
        )
    )
    found = or_(
        Enterprise.name_key.contains(word, autoescape=True),
        Enterprise.reference == rules.clean_reference(word),
        was_called,
    )
    if len(word) < SHORTEST_CODE_PART:
        return found
    return or_(found, Enterprise.credit_code.contains(word.upper(), autoescape=True))


def _cursor(enterprise: Enterprise) -> str:
    return encode_cursor(enterprise.changed_at.isoformat(), enterprise.id)


def _position(cursor: str) -> ColumnElement[Any]:
    moment, number = decode_cursor(cursor, length=2)
    try:
        changed_at = datetime.fromisoformat(str(moment))
    except ValueError:
        raise NotFound(cursor) from None
    if changed_at.tzinfo is None or not isinstance(number, int) or abs(number) > LARGEST_ID:
        raise NotFound(cursor)
    return tuple_(changed_at, number)
