"""Reads of the register."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, func, select

from portal.enterprises import rules
from portal.enterprises.models import Enterprise, FormerName
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.generation import PublicGeneration

# Names looked up in one statement; SQLite allows 32,766 variables, PostgreSQL 65,535.
AT_ONCE = 500


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


def count_enterprises() -> int:
    """Return how many enterprises there are."""
    return db.session.scalar(select(func.count(Enterprise.id))) or 0


def find_mark() -> int | None:
    """Return the mark of the data as it stands now; None where nothing was ever published."""
    return db.session.scalar(select(PublicGeneration.mark))


def list_enterprises(ids: Iterable[int]) -> Sequence[Enterprise]:
    """Return the enterprises with these inner numbers, by number."""
    statement = select(Enterprise).where(Enterprise.id.in_(sorted(set(ids))))
    return db.session.scalars(statement.order_by(Enterprise.id)).all()
