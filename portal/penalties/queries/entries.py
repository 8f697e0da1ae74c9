"""Reads of the list of the seriously dishonest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Select, bindparam, extract, func, or_, select
from sqlalchemy.orm import joinedload

from portal.enterprises import rules as enterprise_rules
from portal.enterprises.holdings import may_hold
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Withdrawn
from portal.kernel.once import read_once
from portal.penalties.models import DishonestEntry
from portal.penalties.queries.shown import LIST_YEARS, is_listed
from portal.penalties.refusals import GONE
from portal.penalties.rules.entries import EntryStage, Removal, Term, term_of
from portal.places.profile import Profile, current_place
from portal.places.rules import due_on

# Days whose statement is kept ready: today, and while a day is asked for, that one.
DAYS = 4
LIST_PUBLISH_DAYS = "penalties.list_publish_days"


@dataclass(frozen=True)
class YearCount:
    """How many were listed in a year, and how many of them still are."""

    year: int
    listed: int
    standing: int


def find_entry(reference: str) -> DishonestEntry | None:
    """Return the entry with this reference, whatever its stage, if there is one."""
    wanted = enterprise_rules.plain(reference)
    return db.session.scalar(select(DishonestEntry).filter_by(reference=wanted))


def get_entry(reference: str) -> DishonestEntry:
    """Return the entry with this reference, whatever its stage."""
    entry = find_entry(reference)
    if entry is None:
        raise NotFound(enterprise_rules.plain(reference))
    return entry


def get_shown_entry(reference: str) -> DishonestEntry:
    """Return an entry that stands today.

    Raises Withdrawn for one that stood once, NotFound for every other.
    """
    entry = get_entry(reference)
    if is_listed_on(entry, clock.today()):
        return entry
    if entry.listed_on is not None:
        raise Withdrawn(GONE["removed"])
    raise NotFound(entry.reference)


def term_for(entry: DishonestEntry) -> Term | None:
    """Return from when to when an entry stands by the rule, None before it was decided."""
    if entry.listed_on is None:
        return None
    years = current_place().parameters.whole(LIST_YEARS, clock.today())
    return term_of(entry.listed_on, years)


def is_listed_on(entry: DishonestEntry, on: date) -> bool:
    """Whether an entry stands on this day: its last day needs nobody to act (B4)."""
    if entry.stage not in {EntryStage.LISTED, EntryStage.REMOVED}:
        return False
    if entry.removed_on is not None and entry.removed_on <= on:
        return False
    term = term_for(entry)
    return entry.removal is not Removal.REVOKED and term is not None and term.holds(on)


def published_on(entry: DishonestEntry) -> date | None:
    """Return the day on which a listing became public here; None before it was decided."""
    if entry.listed_on is None or entry.decided_at is None:
        return None
    return max(entry.listed_on, clock.in_china(entry.decided_at).date())


def due_for(entry: DishonestEntry) -> date | None:
    """Return by when a listing had to be public (44号), None where no time is set."""
    if entry.listed_on is None:
        return None
    place = current_place()
    rule = place.parameters.find(LIST_PUBLISH_DAYS, on=entry.listed_on)
    return due_on(rule, entry.listed_on, place.calendar) if rule else None


def list_of_enterprise(enterprise_id: int) -> Sequence[DishonestEntry]:
    """Return the entries of an enterprise that stand today, the newest listing first."""
    statement = select(DishonestEntry).where(
        DishonestEntry.enterprise_id == enterprise_id, is_listed(clock.today())
    )
    return db.session.scalars(statement.order_by(DishonestEntry.listed_on.desc())).all()


def owners_of_ended(on: date) -> set[int]:
    """Return the inner numbers of enterprises that stood on the list only before a day."""
    wanted = select(DishonestEntry.enterprise_id).where(
        DishonestEntry.enterprise_id.is_not(None),
        DishonestEntry.listed_on.is_not(None),
        DishonestEntry.id.not_in(select(DishonestEntry.id).where(is_listed(on))),
    )
    return {one for one in db.session.scalars(wanted.distinct()) if one is not None}


def removal_of(entry: DishonestEntry) -> Removal | None:
    """Return why an entry no longer stands, None while it does or never did."""
    if entry.removal is not None:
        return entry.removal
    term = term_for(entry)
    return Removal.EXPIRED if term is not None and not term.holds(clock.today()) else None


def list_standing() -> Sequence[DishonestEntry]:
    """Return who stands on the list today, the newest listing first."""
    statement = (
        select(DishonestEntry)
        .where(is_listed(clock.today()))
        .options(joinedload(DishonestEntry.enterprise))
        .order_by(DishonestEntry.listed_on.desc(), DishonestEntry.id.desc())
    )
    return db.session.scalars(statement).all()


def count_by_year() -> Sequence[YearCount]:
    """Return how many were listed in each year and still are, the newest year first.

    All that stays of former entries: no name, no reference. A revoked listing never was one.
    """
    year = extract("year", DishonestEntry.listed_on)
    ever = select(year, func.count()).where(
        DishonestEntry.stage.in_((EntryStage.LISTED, EntryStage.REMOVED)),
        DishonestEntry.listed_on <= clock.today(),
        or_(DishonestEntry.removal.is_(None), DishonestEntry.removal != Removal.REVOKED),
    )
    now = select(year, func.count()).where(is_listed(clock.today())).group_by(year)
    standing = {int(number): count for number, count in db.session.execute(now)}
    counted = db.session.execute(ever.group_by(year))
    listed = {int(number): count for number, count in counted}
    return [YearCount(one, listed[one], standing.get(one, 0)) for one in sorted(listed)[::-1]]


def standing_of(ids: Iterable[int], *, on: date | None = None) -> Mapping[int, DishonestEntry]:
    """Return the entries that stand on a day (today) of many enterprises, by inner number."""
    return _standing_of(tuple(sorted(set(ids))), on or clock.today())


@read_once
def _standing_of(ids: tuple[int, ...], on: date) -> Mapping[int, DishonestEntry]:
    if not may_hold(DishonestEntry, ids):
        return {}
    statement = _standing_statement(on, current_place())
    return {
        entry.enterprise_id: entry
        for entry in db.session.scalars(statement, {"ids": ids})
        if entry.enterprise_id is not None
    }


@lru_cache(maxsize=DAYS)
def _standing_statement(on: date, _by: Profile) -> Select[DishonestEntry]:
    among = DishonestEntry.enterprise_id.in_(bindparam("ids", expanding=True))
    statement = select(DishonestEntry).where(among, is_listed(on))
    return statement.order_by(DishonestEntry.listed_on, DishonestEntry.id)


def has_open(enterprise_ids: Sequence[int]) -> bool:
    """Whether an entry of one of these enterprises is under way or was not removed."""
    wanted = select(DishonestEntry.id).where(
        DishonestEntry.enterprise_id.in_(enterprise_ids),
        DishonestEntry.stage.not_in((EntryStage.DROPPED, EntryStage.REMOVED)),
    )
    return db.session.scalar(wanted.limit(1)) is not None


def find_open(enterprise_id: int | None, respondent: str, penalty_number: str) -> object | None:
    """Return an entry of this party by this penalty that is under way or stands, or None."""
    wanted = select(DishonestEntry).where(
        DishonestEntry.penalty_number == penalty_number,
        DishonestEntry.respondent == respondent,
        DishonestEntry.stage.not_in((EntryStage.DROPPED, EntryStage.REMOVED)),
    )
    if enterprise_id is not None:
        wanted = wanted.where(DishonestEntry.enterprise_id == enterprise_id)
    return db.session.scalars(wanted.order_by(DishonestEntry.id)).first()


def list_on_desk(stages: Iterable[EntryStage]) -> Sequence[DishonestEntry]:
    """Return the entries of these stages, those that wait longest first."""
    statement = (
        select(DishonestEntry)
        .where(DishonestEntry.stage.in_(list(stages)))
        .options(joinedload(DishonestEntry.enterprise))
        .order_by(DishonestEntry.proposed_at, DishonestEntry.id)
    )
    return db.session.scalars(statement).all()
