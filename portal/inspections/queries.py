"""Reads of inspections."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from portal.enterprises import queries as enterprises
from portal.enterprises import rules as enterprise_rules
from portal.enterprises.holdings import may_hold
from portal.enterprises.models import Enterprise
from portal.inspections.models import InspectionRecord
from portal.inspections.rules import (
    PUBLISH_DAYS,
    InspectionKind,
    InspectionResult,
    RecordStage,
    latest_due,
)
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Withdrawn
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.places.profile import Profile, current_place
from portal.places.rules import due_on

PAGE_LENGTH = 30
LARGEST_ID = 2**31 - 1
NEWEST = 10
AT_ONCE = 500
# Days whose condition is kept ready: today, and while a day is asked for, that one.
DAYS = 4


@dataclass(frozen=True)
class InspectionFilter:
    """What somebody looks for; empty means everything."""

    kind: InspectionKind | None = None
    result: InspectionResult | None = None
    year: int | None = None
    text: str = ""


def is_public(on: date) -> ColumnElement[bool]:
    """Return the condition for a record that everybody may read on a day.

    Published by then, or past the last day by which it had to be: nobody needs to act.
    """
    return _is_public(on, current_place())


@lru_cache(maxsize=DAYS)
def _is_public(on: date, place: Profile) -> ColumnElement[bool]:
    rule = place.parameters.find(PUBLISH_DAYS, on=on)
    last = latest_due(rule, on, place.calendar)
    published = InspectionRecord.published_on <= on
    shown = published if last is None else or_(published, InspectionRecord.concluded_on <= last)
    return and_(InspectionRecord.stage != RecordStage.WITHDRAWN, shown)


def publication_due(record: InspectionRecord) -> date | None:
    """Return the last day by which a record has to be public, None where no rule says so."""
    place = current_place()
    rule = place.parameters.find(PUBLISH_DAYS, on=record.concluded_on)
    return due_on(rule, record.concluded_on, place.calendar) if rule else None


def find_record(reference: str) -> InspectionRecord | None:
    """Return the record with this reference, whoever may read it, if there is one."""
    wanted = enterprise_rules.plain(reference)
    return db.session.scalar(select(InspectionRecord).filter_by(reference=wanted))


def get_record(reference: str) -> InspectionRecord:
    """Return the record with this reference, whoever may read it."""
    record = find_record(reference)
    if record is None:
        raise NotFound(enterprise_rules.plain(reference))
    return record


def get_public_record(reference: str) -> InspectionRecord:
    """Return a record that everybody may read today.

    Raises Withdrawn for one that was public once, NotFound for every other.
    """
    record = get_record(reference)
    if record.stage is RecordStage.WITHDRAWN and record.published_on is not None:
        raise Withdrawn(record.withdrawal_shown)
    shown = select(InspectionRecord.id).where(
        InspectionRecord.id == record.id, is_public(clock.today())
    )
    if db.session.scalar(shown) is None:
        raise NotFound(record.reference)
    return record


def page_of_public(wanted: InspectionFilter, *, after: str | None = None) -> Page[InspectionRecord]:
    """Return one page of what everybody may read, the newest inspection first."""
    return _page([is_public(clock.today()), *_conditions(wanted)], after)


def iter_public(wanted: InspectionFilter) -> Iterator[InspectionRecord]:
    """Yield all that everybody may read, the newest inspection first."""
    asked = (
        select(InspectionRecord)
        .options(joinedload(InspectionRecord.enterprise))
        .where(is_public(clock.today()), *_conditions(wanted))
        .order_by(InspectionRecord.inspected_on.desc(), InspectionRecord.id.desc())
    )
    yield from db.session.scalars(asked.execution_options(yield_per=AT_ONCE))


def page_of_records(
    *, stage: RecordStage | None = None, after: str | None = None
) -> Page[InspectionRecord]:
    """Return one page of every record for the desk, of one stage where named."""
    return _page([] if stage is None else [InspectionRecord.stage == stage], after)


def count_stages() -> Mapping[RecordStage, int]:
    """Return how many records stand in each stage."""
    asked = select(InspectionRecord.stage, func.count()).group_by(InspectionRecord.stage)
    return {RecordStage(stage): count for stage, count in db.session.execute(asked)}


def list_years() -> Sequence[int]:
    """Return the years with public inspections, newest first."""
    shown = is_public(clock.today())
    first = db.session.scalar(select(func.min(InspectionRecord.inspected_on)).where(shown))
    last = db.session.scalar(select(func.max(InspectionRecord.inspected_on)).where(shown))
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def newest_of(enterprise_id: int, *, limit: int = NEWEST) -> Sequence[InspectionRecord]:
    """Return an enterprise's newest inspections that everybody may read."""
    if not may_hold(InspectionRecord, [enterprise_id]):
        return []
    asked = _newest_statement(clock.today(), limit, current_place())
    return db.session.scalars(asked, {"enterprise_id": enterprise_id}).all()


@lru_cache(maxsize=DAYS)
def _newest_statement(on: date, limit: int, _by: Profile) -> Select[InspectionRecord]:
    return (
        select(InspectionRecord)
        .where(InspectionRecord.enterprise_id == bindparam("enterprise_id"), is_public(on))
        .order_by(InspectionRecord.inspected_on.desc(), InspectionRecord.id.desc())
        .limit(limit)
    )


def known_documents(documents: Iterable[str]) -> Mapping[str, InspectionRecord]:
    """Return the records that are kept already, by the number of their sheet."""
    asked = select(InspectionRecord).where(InspectionRecord.document.in_(sorted(set(documents))))
    return {record.document: record for record in db.session.scalars(asked)}


def _conditions(wanted: InspectionFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        found.append(InspectionRecord.kind == wanted.kind)
    if wanted.result is not None:
        found.append(InspectionRecord.result == wanted.result)
    if wanted.year is not None:
        first, last = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
        found.append(InspectionRecord.inspected_on.between(first, last))
    if enterprise_rules.name_key(wanted.text):
        bearing = select(Enterprise.id).where(enterprises.bears_publicly(wanted.text))
        found.append(InspectionRecord.enterprise_id.in_(bearing))
    return found


def _page(conditions: list[ColumnElement[bool]], after: str | None) -> Page[InspectionRecord]:
    total = db.session.scalar(select(func.count(InspectionRecord.id)).where(*conditions))
    if after is not None:
        conditions = [*conditions, _beyond(after)]
    asked = (
        select(InspectionRecord)
        .options(joinedload(InspectionRecord.enterprise))
        .where(*conditions)
        .order_by(InspectionRecord.inspected_on.desc(), InspectionRecord.id.desc())
        .limit(PAGE_LENGTH + 1)
    )
    found = list(db.session.scalars(asked))
    items, more = found[:PAGE_LENGTH], len(found) > PAGE_LENGTH
    last = encode_cursor(items[-1].inspected_on.isoformat(), items[-1].id) if more else None
    return Page(items=items, earlier=last, total=total)


def _beyond(cursor: str) -> ColumnElement[bool]:
    day, number = decode_cursor(cursor, length=2)
    if not isinstance(number, int) or isinstance(number, bool) or abs(number) > LARGEST_ID:
        raise NotFound(cursor)
    try:
        on = date.fromisoformat(str(day))
    except ValueError:
        raise NotFound(cursor) from None
    same = and_(InspectionRecord.inspected_on == on, InspectionRecord.id < number)
    return or_(InspectionRecord.inspected_on < on, same)
