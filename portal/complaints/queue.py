"""Reads of the queue: what is due, for whom, and how much each handler has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy import case as choose
from sqlalchemy.orm import joinedload

from portal.accounts.models import Account
from portal.complaints import policy, queries, receipt
from portal.complaints.models import (
    BatchRow,
    Case,
    CaseJoin,
    HandlerLeave,
    LateDigest,
    QueueView,
    ReplyTemplate,
)
from portal.complaints.rules import OPEN, Stage, Track, Urgency
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.paging import Page, decode_cursor, encode_cursor

FAR = date(9999, 12, 31)
FEWEST_SIGNS = 4
LARGEST_ID = 2**31 - 1
NOTHING = (0, 0, 0, 0)


@dataclass(frozen=True)
class QueueFilter:
    """Which cases a desk's reader wants to see; ``departments`` None means every one.

    ``words`` are a number, or part of one, or of the name of a firm.
    """

    departments: frozenset[str] | None
    track: Track | None = None
    stage: Stage | None = None
    handler_id: int | None = None
    is_unassigned: bool = False
    is_closed: bool = False
    urgency: Urgency | None = None
    words: str = ""


def _of(urgency: Urgency, today: date) -> ColumnElement[bool]:
    due, soon = Case.next_due_on, today + timedelta(days=policy.due_soon_days())
    if urgency is Urgency.LATE:
        return due < today
    if urgency is Urgency.TODAY:
        return due == today
    if urgency is Urgency.SOON:
        return and_(due > today, due <= soon)
    return or_(due.is_(None), due > soon)


def _with_words(words: str) -> ColumnElement[bool]:
    plain = "".join(sign for sign in words.upper() if sign.isascii() and sign.isalnum())
    whole = receipt.clean_number(words)
    found = [
        Case.respondent.contains(words, autoescape=True),
        Case.respondent_address.contains(words, autoescape=True),
        Case.national_12315_no == words,
        Case.batch == words,
        Case.id.in_(select(BatchRow.case_id).where(BatchRow.number == words)),
    ]
    if whole:
        found.append(Case.reference == whole)
    elif len(plain) >= FEWEST_SIGNS:
        number = func.replace(Case.reference, "-", "")
        found.append(number.contains(plain, autoescape=True))
    return or_(*found)


def _among(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    if wanted.stage:
        return [Case.stage == wanted.stage]
    if wanted.is_closed:
        return [Case.stage.not_in(OPEN)]
    return [] if wanted.words else [Case.stage.in_(OPEN)]


def _whose(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.departments is not None:
        found.append(Case.department.in_(sorted(wanted.departments)))
    if wanted.handler_id is not None:
        found.append(Case.handler_id == wanted.handler_id)
    if wanted.is_unassigned:
        found.append(Case.handler_id.is_(None))
    return found


def _narrowed(wanted: QueueFilter) -> Select[Case]:
    found = select(Case).where(*_whose(wanted), *_among(wanted))
    if wanted.track:
        found = found.where(Case.track == wanted.track)
    if wanted.urgency is not None:
        found = found.where(_of(wanted.urgency, clock.today()))
    if wanted.words:
        return found.where(_with_words(wanted.words))
    # A case that is handled together with an earlier one stands under that one.
    return found.where(Case.id.not_in(_members()))


def _members() -> Select[int]:
    return select(CaseJoin.member_id).where(CaseJoin.split_at.is_(None))


def page_of_queue(wanted: QueueFilter, cursor: str | None = None) -> Page[Case]:
    """Return cases in the order of their time limits: somebody ill first, then the nearest."""
    hurry = choose((and_(Case.is_urgent, Case.stage.in_(OPEN)), 0), else_=1)
    due = func.coalesce(Case.next_due_on, FAR)
    found = _narrowed(wanted)
    total = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    if cursor:
        found = found.where(tuple_(hurry, due, Case.id) > _place(cursor))
    length = queries.PAGE_LENGTH
    ordered = found.options(joinedload(Case.handler)).order_by(hurry, due, Case.id)
    rows = db.session.scalars(ordered.limit(length + 1)).all()
    more = len(rows) > length
    last = rows[length - 1] if more else None
    earlier = None
    if last:
        first = 0 if last.is_urgent and last.stage in OPEN else 1
        earlier = encode_cursor(first, (last.next_due_on or FAR).isoformat(), last.id)
    return Page(items=rows[:length], earlier=earlier, later=None, total=total)


def _place(cursor: str) -> tuple[int, date, int]:
    first, day, number = decode_cursor(cursor, length=3)
    try:
        place = int(str(first)), date.fromisoformat(str(day)), int(str(number))
    except ValueError:
        raise NotFound("cursor") from None
    if place[0] not in {0, 1} or not 0 <= place[2] <= LARGEST_ID:
        raise NotFound("cursor")
    return place


@dataclass(frozen=True)
class Counts:
    """How many open cases there are, by how near their limits are, and how many nobody has."""

    open_count: int
    late: int
    today: int
    soon: int
    unassigned: int


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(choose((condition, 1), else_=0)), 0)


def count_urgency(departments: frozenset[str] | None, handler_id: int | None = None) -> Counts:
    """Return how many open cases are late, due today, due soon, and without a handler."""
    today = clock.today()
    asked = select(
        func.count(Case.id),
        *(_sum(_of(one, today)) for one in (Urgency.LATE, Urgency.TODAY, Urgency.SOON)),
        _sum(Case.handler_id.is_(None)),
    ).where(Case.stage.in_(OPEN))
    if departments is not None:
        asked = asked.where(Case.department.in_(sorted(departments)))
    if handler_id is not None:
        asked = asked.where(Case.handler_id == handler_id)
    found: tuple[int, ...] = tuple(db.session.execute(asked).one())
    return Counts(*found)


def list_late_numbers(department: str, limit: int) -> list[str]:
    """Return the numbers of a department's late cases, the longest overdue first."""
    asked = select(Case.reference).where(
        Case.department == department, Case.stage.in_(OPEN), _of(Urgency.LATE, clock.today())
    )
    return list(db.session.scalars(asked.order_by(Case.next_due_on, Case.id).limit(limit)))


@dataclass(frozen=True)
class Load:
    """What one handler has: open cases by urgency, and who has them while the handler is away."""

    handler: Account
    open_count: int
    late: int
    today: int
    soon: int
    leave: HandlerLeave | None


def _load(handler: Account, counts: tuple[int, ...], leave: HandlerLeave | None) -> Load:
    open_count, late, today, soon = counts
    return Load(handler, open_count, late, today, soon, leave)


def list_loads(department: str) -> list[Load]:
    """Return what each active handler of a department has, the most late first."""
    today = clock.today()
    asked = (
        select(
            Case.handler_id,
            func.count(Case.id),
            *(_sum(_of(one, today)) for one in (Urgency.LATE, Urgency.TODAY, Urgency.SOON)),
        )
        .where(Case.department == department, Case.stage.in_(OPEN))
        .group_by(Case.handler_id)
    )
    counts = {row[0]: tuple(row[1:]) for row in db.session.execute(asked)}
    away = {leave.account_id: leave for leave in list_leaves(department)}
    loads = [
        _load(person, counts.get(person.id, NOTHING), away.get(person.id))
        for person in queries.list_handlers(department)
    ]
    return sorted(loads, key=lambda load: (-load.late, -load.open_count, load.handler.username))


def list_leaves(department: str) -> Sequence[HandlerLeave]:
    """Return leaves of a department's handlers that are not over, the nearest first."""
    asked = (
        select(HandlerLeave)
        .join(HandlerLeave.account)
        .where(Account.department == department, HandlerLeave.ended_at.is_(None))
        .options(joinedload(HandlerLeave.account), joinedload(HandlerLeave.deputy))
    )
    # The earliest comes last where one person has several: it is the one that counts today.
    return db.session.scalars(asked.order_by(HandlerLeave.from_on.desc(), HandlerLeave.id)).all()


def get_leave(number: int) -> HandlerLeave:
    """Return one leave."""
    found = db.session.get(HandlerLeave, number) if number <= LARGEST_ID else None
    if found is None:
        raise NotFound("leave")
    return found


def find_digest(department: str) -> LateDigest | None:
    """Return the newest digest of what is late in a department."""
    asked = select(LateDigest).filter_by(department=department).order_by(LateDigest.made_on.desc())
    return db.session.scalar(asked.limit(1))


def list_views(person: Account) -> Sequence[QueueView]:
    """Return the views of the queue that a person has kept, by name."""
    asked = select(QueueView).filter_by(account_id=person.id).order_by(QueueView.name)
    return db.session.scalars(asked).all()


def list_replies(person: Account) -> Sequence[ReplyTemplate]:
    """Return the replies that a person has kept, by title."""
    asked = select(ReplyTemplate).filter_by(account_id=person.id).order_by(ReplyTemplate.title)
    return db.session.scalars(asked).all()


def names_of(ids: Sequence[int]) -> Mapping[int, str]:
    """Return the names of accounts by inner number."""
    asked = select(Account.id, Account.display_name).where(Account.id.in_(ids))
    return {row[0]: row[1] for row in db.session.execute(asked)}
