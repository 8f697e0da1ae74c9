"""Reads of penalties: for everybody what is shown today, for the desk every stage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, bindparam, extract, func, select, tuple_
from sqlalchemy.orm import joinedload

from portal.enterprises import rules as enterprise_rules
from portal.enterprises.holdings import may_hold
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Withdrawn
from portal.kernel.once import read_once
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.penalties.models import Penalty
from portal.penalties.queries.shown import is_shown
from portal.penalties.refusals import GONE
from portal.penalties.rule_files import rule_versions
from portal.penalties.rules.kinds import BITS, PenaltyField, PenaltyKind, PenaltyStage
from portal.penalties.rules.periods import (
    Period,
    Unpublished,
    period_of,
    version_for,
    why_unpublished,
)
from portal.penalties.words import WITHDRAWALS
from portal.places.profile import Profile, current_place
from portal.places.rules import due_on

PUBLISH_DAYS, WITHDRAW_DAYS = "penalties.publish_days", "penalties.withdraw_days"
PAGE_LENGTH = 20
FEED_LENGTH = 50
LARGEST_ID = 2**31 - 1
MOST_WORDS = 6
# Days whose statement is kept ready: today, and while a day is asked for, that one.
DAYS = 4


@dataclass(frozen=True)
class PenaltyFilter:
    """What somebody looks for among the penalties that are shown."""

    words: tuple[str, ...] = ()
    kinds: tuple[PenaltyKind, ...] = ()
    fields: tuple[PenaltyField, ...] = ()
    years: tuple[int, ...] = ()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of what somebody typed, as names are compared; every one must occur."""
    words = (enterprise_rules.name_key(word) for word in enterprise_rules.plain(text).split())
    return tuple(word for word in words if word)[:MOST_WORDS]


def find_penalty(reference: str) -> Penalty | None:
    """Return the penalty with this reference, whatever its stage, if there is one."""
    wanted = enterprise_rules.plain(reference)
    return db.session.scalar(select(Penalty).filter_by(reference=wanted))


def get_penalty(reference: str) -> Penalty:
    """Return the penalty with this reference, whatever its stage."""
    penalty = find_penalty(reference)
    if penalty is None:
        raise NotFound(enterprise_rules.plain(reference))
    return penalty


def get_shown_penalty(reference: str) -> Penalty:
    """Return a penalty that everybody may read today.

    Raises Withdrawn for one that was shown once and is no longer, NotFound for every other.
    """
    penalty = get_penalty(reference)
    if is_shown_on(penalty, clock.today()):
        return penalty
    if penalty.published_on is None:
        raise NotFound(penalty.reference)
    if penalty.withdrawal is not None and penalty.withdrawn_on is not None:
        told = {"day": penalty.withdrawn_on.isoformat(), "why": WITHDRAWALS[penalty.withdrawal]}
        raise Withdrawn(GONE["withdrawn"] % told)
    raise Withdrawn(GONE["repaired" if penalty.stopped_on is not None else "ended"])


def period_for(penalty: Penalty, published_on: date | None = None) -> Period | None:
    """Return when a penalty is shown, were it published on this day (its own where it has one)."""
    start = penalty.published_on or published_on
    if start is None:
        return None
    facts = penalty.facts
    return period_of(facts, version_for(rule_versions(), facts.decided_on), start)


def why_hidden(penalty: Penalty) -> Unpublished | None:
    """Return why the rule shows a decision never (45号 第二条), None where it does."""
    facts = penalty.facts
    return why_unpublished(facts, version_for(rule_versions(), facts.decided_on))


def is_shown_on(penalty: Penalty, on: date) -> bool:
    """Whether everybody may read a penalty on this day."""
    if penalty.stage not in {PenaltyStage.PUBLISHED, PenaltyStage.STOPPED}:
        return False
    if penalty.stopped_on is not None and penalty.stopped_on <= on:
        return False
    period = period_for(penalty)
    return period is not None and period.holds(on)


def find_by_number(number: str, respondent: str = "") -> Penalty | None:
    """Return the penalty with this decision number; of this respondent where one is named."""
    wanted = select(Penalty).filter_by(number_key=enterprise_rules.name_key(number))
    if respondent:
        wanted = wanted.filter_by(respondent_key=enterprise_rules.name_key(respondent))
    return db.session.scalars(wanted.order_by(Penalty.id)).first()


def known_numbers(numbers: Iterable[str]) -> Mapping[tuple[str, str], Penalty]:
    """Return the penalties with these decision numbers, by the keys of number and party."""
    keys = sorted({enterprise_rules.name_key(number)[:160] for number in numbers})
    statement = select(Penalty).where(Penalty.number_key.in_(keys)).order_by(Penalty.id)
    return {(one.number_key, one.respondent_key): one for one in db.session.scalars(statement)}


def page_of_shown(
    wanted: PenaltyFilter, *, after: str | None = None, length: int = PAGE_LENGTH
) -> Page[Penalty]:
    """Return one page of what is shown today and matches, the newest publication first."""
    key = (Penalty.published_on, Penalty.id)
    statement = select(Penalty).where(*_conditions(wanted)).options(joinedload(Penalty.enterprise))
    if after is not None:
        statement = statement.where(tuple_(*key) < _position(after))
    statement = statement.order_by(*(column.desc() for column in key)).limit(length + 1)
    found = list(db.session.scalars(statement))
    items = found[:length]
    last = items[-1] if len(found) > length else None
    return Page(
        items=items,
        earlier=encode_cursor(last.published_on.isoformat(), last.id)
        if last and last.published_on
        else None,
        total=count_shown(wanted),
    )


def list_shown(wanted: PenaltyFilter) -> Sequence[Penalty]:
    """Return everything that is shown today and matches, for a file."""
    statement = select(Penalty).where(*_conditions(wanted)).options(joinedload(Penalty.enterprise))
    statement = statement.order_by(Penalty.published_on.desc(), Penalty.id.desc())
    return db.session.scalars(statement).all()


def count_shown(wanted: PenaltyFilter) -> int:
    """Return how many are shown today and match."""
    return db.session.scalar(select(func.count(Penalty.id)).where(*_conditions(wanted))) or 0


def count_by_kind(wanted: PenaltyFilter) -> Mapping[PenaltyKind, int]:
    """Return how many match of each kind, whatever kind is chosen now."""
    conditions = _conditions(replace(wanted, kinds=()))
    statement = select(Penalty.kind_mask, func.count()).where(*conditions)
    counted = db.session.execute(statement.group_by(Penalty.kind_mask)).all()
    return {
        kind: sum(number for mask, number in counted if mask & bit) for kind, bit in BITS.items()
    }


def count_by_field(wanted: PenaltyFilter) -> Mapping[PenaltyField, int]:
    """Return how many match in each field, whatever field is chosen now."""
    conditions = _conditions(replace(wanted, fields=()))
    statement = select(Penalty.field, func.count()).where(*conditions).group_by(Penalty.field)
    return {row.field: row[1] for row in db.session.execute(statement)}


def count_by_year(wanted: PenaltyFilter) -> Mapping[int, int]:
    """Return how many match of each year of decision, whatever year is chosen now."""
    conditions = _conditions(replace(wanted, years=()))
    year = extract("year", Penalty.decided_on)
    statement = select(year, func.count()).where(*conditions).group_by(year)
    return {int(number): count for number, count in db.session.execute(statement)}


def owners_of_ended(on: date) -> set[int]:
    """Return the inner numbers of enterprises with a penalty that was shown before a day only."""
    wanted = select(Penalty.enterprise_id).where(
        Penalty.enterprise_id.is_not(None),
        Penalty.published_on.is_not(None),
        Penalty.id.not_in(select(Penalty.id).where(is_shown(on))),
    )
    return {one for one in db.session.scalars(wanted.distinct()) if one is not None}


def list_of_enterprise(enterprise_id: int, *, on: date | None = None) -> Sequence[Penalty]:
    """Return an enterprise's penalties that are shown on a day (today), newest decision first."""
    return shown_of((enterprise_id,), on=on).get(enterprise_id, [])


def shown_of(ids: Iterable[int], *, on: date | None = None) -> Mapping[int, list[Penalty]]:
    """Return the penalties shown on a day (today) of many enterprises, by inner number."""
    return _shown_of(tuple(sorted(set(ids))), on or clock.today())


@read_once
def _shown_of(ids: tuple[int, ...], on: date) -> Mapping[int, list[Penalty]]:
    found: dict[int, list[Penalty]] = {}
    if not may_hold(Penalty, ids):
        return found
    for penalty in db.session.scalars(_shown_statement(on, current_place()), {"ids": ids}):
        if penalty.enterprise_id is not None:
            found.setdefault(penalty.enterprise_id, []).append(penalty)
    return found


@lru_cache(maxsize=DAYS)
def _shown_statement(on: date, _by: Profile) -> Select[Penalty]:
    among = Penalty.enterprise_id.in_(bindparam("ids", expanding=True))
    statement = select(Penalty).where(among, is_shown(on))
    return statement.order_by(Penalty.decided_on.desc(), Penalty.id.desc())


def list_on_desk(stage: PenaltyStage, *, after: str | None = None) -> Page[Penalty]:
    """Return one page of a stage, the oldest decision first: it is the next to be due."""
    key = (Penalty.decided_on, Penalty.id)
    statement = select(Penalty).where(Penalty.stage == stage)
    statement = statement.options(joinedload(Penalty.enterprise))
    is_waiting = stage in {PenaltyStage.RECORDED, PenaltyStage.RETURNED}
    if after is not None:
        position = _position(after)
        passed = tuple_(*key) > position if is_waiting else tuple_(*key) < position
        statement = statement.where(passed)
    order = key if is_waiting else tuple(column.desc() for column in key)
    found = list(db.session.scalars(statement.order_by(*order).limit(PAGE_LENGTH + 1)))
    items = found[:PAGE_LENGTH]
    last = items[-1] if len(found) > PAGE_LENGTH else None
    cursor = encode_cursor(last.decided_on.isoformat(), last.id) if last else None
    return Page(items=items, earlier=cursor)


def count_stages() -> Mapping[PenaltyStage, int]:
    """Return how many penalties stand in each stage."""
    counted = select(Penalty.stage, func.count(Penalty.id)).group_by(Penalty.stage)
    return {row.stage: row[1] for row in db.session.execute(counted)}


def due_for(penalty: Penalty) -> date | None:
    """Return by when a decision has to be public (45号 第九条), None where no time is set."""
    return _due(PUBLISH_DAYS, penalty.decided_on)


def withdrawal_due_for(penalty: Penalty) -> date | None:
    """Return by when a revoked decision had to be taken back (45号 第十一条), or None."""
    return None if penalty.revoked_on is None else _due(WITHDRAW_DAYS, penalty.revoked_on)


def _due(key: str, start: date) -> date | None:
    place = current_place()
    rule = place.parameters.find(key, on=start)
    return due_on(rule, start, place.calendar) if rule else None


def _conditions(wanted: PenaltyFilter) -> list[ColumnElement[bool]]:
    conditions = [is_shown(clock.today())]
    conditions += [Penalty.search_key.contains(word, autoescape=True) for word in wanted.words]
    if wanted.kinds:
        mask = sum(BITS[kind] for kind in set(wanted.kinds))
        conditions.append(Penalty.kind_mask.bitwise_and(mask) != 0)
    if wanted.fields:
        conditions.append(Penalty.field.in_(wanted.fields))
    if wanted.years:
        conditions.append(extract("year", Penalty.decided_on).in_(wanted.years))
    return conditions


def _position(cursor: str) -> tuple[date, int]:
    day, number = decode_cursor(cursor, length=2)
    try:
        position = date.fromisoformat(str(day)), int(str(number))
    except ValueError:
        raise NotFound(cursor) from None
    if not 0 <= position[1] <= LARGEST_ID:
        raise NotFound(cursor)
    return position
