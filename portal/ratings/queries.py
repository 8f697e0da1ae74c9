"""Reads of ratings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from portal.enterprises import rules as enterprise_rules
from portal.enterprises.holdings import may_hold
from portal.enterprises.models import Enterprise
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.once import is_reading_once, read_once
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.ratings.board import is_then
from portal.ratings.models import Rating, RatingImport
from portal.ratings.rules import PUBLIC_STAGES, Scheme, Stage
from portal.ratings.scheme_files import find_scheme

PAGE_LENGTH = 50
LARGEST_ID = 2**31 - 1
# Days whose statements are kept ready: today, and while a day is asked for, that one.
DAYS = 4


@dataclass(frozen=True)
class GradeShare:
    """How many reach a level: of those graded, and of all that are open for business."""

    reached: int
    graded: int
    operating: int


def find_rating(reference: str) -> Rating | None:
    """Return the rating with this reference, if there is one."""
    wanted = enterprise_rules.plain(reference)
    return db.session.scalar(select(Rating).filter_by(reference=wanted))


def get_rating(reference: str) -> Rating:
    """Return the rating with this reference."""
    rating = find_rating(reference)
    if rating is None:
        raise NotFound(enterprise_rules.plain(reference))
    return rating


def list_ratings(references: Iterable[str]) -> Sequence[Rating]:
    """Return the ratings with these references; unknown ones are left out."""
    wanted = {enterprise_rules.plain(reference) for reference in references}
    statement = select(Rating).where(Rating.reference.in_(wanted)).order_by(Rating.id)
    return db.session.scalars(statement).all()


def scheme_of(rating: Rating) -> Scheme:
    """Return the scheme, in its version, that a rating was made by."""
    scheme = find_scheme(rating.scheme, rating.scheme_version)
    if scheme is None:
        raise NotFound(rating.scheme)
    return scheme


def list_in_force(enterprise_id: int, *, on: date | None = None) -> Sequence[Rating]:
    """Return an enterprise's grades on a day (today), one for each scheme."""
    return _list_in_force(enterprise_id, on or clock.today())


@read_once
def _list_in_force(enterprise_id: int, on: date) -> Sequence[Rating]:
    if is_reading_once() and on == clock.today():
        # The page tells of its whole history as well: those of today are among it.
        holding = [one for one in list_history(enterprise_id) if _holds(one, on)]
        holding.sort(key=lambda one: one.id)
        return sorted(holding, key=lambda one: one.scheme, reverse=True)
    return grades_of([enterprise_id], on=on).get(enterprise_id, [])


def _holds(rating: Rating, on: date) -> bool:
    last_days = (rating.expires_on, rating.ended_on)
    return all(last is None or last >= on for last in last_days)


def grades_of(ids: Iterable[int], *, on: date | None = None) -> Mapping[int, list[Rating]]:
    """Return the grades in force on a day (today) of many enterprises, by inner number."""
    found: dict[int, list[Rating]] = {}
    statement = _grades_statement(on or clock.today())
    for rating in db.session.scalars(statement, {"ids": sorted(set(ids))}):
        found.setdefault(rating.enterprise_id, []).append(rating)
    return found


@lru_cache(maxsize=DAYS)
def _grades_statement(on: date) -> Select[Rating]:
    among = Rating.enterprise_id.in_(bindparam("ids", expanding=True))
    statement = select(Rating).where(among, is_in_force(on))
    return statement.order_by(Rating.scheme.desc(), Rating.id)


def list_history(enterprise_id: int, *, scheme: str | None = None) -> Sequence[Rating]:
    """Return every grade that is or was in force, newest first; of one scheme where named."""
    found = _list_history(enterprise_id, clock.today())
    return found if scheme is None else [one for one in found if one.scheme == scheme]


@read_once
def _list_history(enterprise_id: int, today: date) -> Sequence[Rating]:
    if not may_hold(Rating, [enterprise_id]):
        return []
    return db.session.scalars(_history_statement(today), {"enterprise_id": enterprise_id}).all()


@lru_cache(maxsize=DAYS)
def _history_statement(today: date) -> Select[Rating]:
    return (
        select(Rating)
        .where(
            Rating.enterprise_id == bindparam("enterprise_id"),
            Rating.stage.in_(PUBLIC_STAGES),
            Rating.effective_on <= today,
        )
        .order_by(Rating.effective_on.desc(), Rating.id.desc())
    )


def is_in_force(on: date) -> ColumnElement[bool]:
    """Return the condition for a rating that holds on this day, whatever was published later."""
    return and_(
        Rating.stage.in_(PUBLIC_STAGES),
        Rating.effective_on <= on,
        or_(Rating.expires_on.is_(None), Rating.expires_on >= on),
        or_(Rating.ended_on.is_(None), Rating.ended_on >= on),
    )


def ids_by_level(on: date) -> Mapping[tuple[str, str], Sequence[int]]:
    """Return the inner numbers of the enterprises that have each (scheme, level) on a day."""
    found: dict[tuple[str, str], list[int]] = {}
    graded = select(Rating.scheme, Rating.level, Rating.enterprise_id).where(is_in_force(on))
    for scheme, level, one in db.session.execute(graded):
        found.setdefault((scheme, level), []).append(one)
    return found


class LevelRow(NamedTuple):
    """A level in force, bare: ``score`` in hundredths, None where the scheme has none."""

    enterprise_id: int
    level: str
    score: int | None


def list_levels(scheme: str, version: str, *, on: date) -> Sequence[LevelRow]:
    """Return every level in force on a day by one version of a scheme."""
    rows = select(Rating.enterprise_id, Rating.level, Rating.score_hundredths).where(
        Rating.scheme == scheme, Rating.scheme_version == version, is_in_force(on)
    )
    return [LevelRow(*row) for row in db.session.execute(rows)]


def count_levels(
    scheme: str, *, on: date | None = None, kinds: Iterable[EnterpriseKind] | None = None
) -> Mapping[str, int]:
    """Return how many enterprises have each level on a day (today), of some kinds where named.

    A grade in force counts at once and an expired one no longer (capabilities.md B6).
    """
    statement = _graded(scheme, on, kinds).add_columns(Rating.level, func.count(Rating.id))
    rows = db.session.execute(statement.group_by(Rating.level))
    return {str(level): count for level, count in rows}


def share_at_least(
    scheme: str,
    level: str,
    *,
    kinds: Iterable[EnterpriseKind] | None = None,
    on: date | None = None,
) -> GradeShare:
    """Return how many enterprises of some kinds have this level or a better one."""
    chosen = None if kinds is None else list(kinds)
    counts = count_levels(scheme, on=on, kinds=chosen)
    known = find_scheme(scheme)
    good = known.levels_from(level) if known else ()
    operating = select(func.count(Enterprise.id)).where(*_of_kinds(chosen))
    return GradeShare(
        reached=sum(count for code, count in counts.items() if code in good),
        graded=sum(counts.values()),
        operating=db.session.scalar(operating) or 0,
    )


def page_of_ratings(*, stages: Iterable[Stage], after: str | None = None) -> Page[Rating]:
    """Return one page of what stands in these stages today, newest first, with enterprises."""
    conditions: list[ColumnElement[bool]] = [is_then(list(stages), clock.today())]
    total = db.session.scalar(select(func.count(Rating.id)).where(*conditions))
    if after is not None:
        conditions.append(Rating.id < _position(after))
    statement = (
        select(Rating)
        .options(joinedload(Rating.enterprise))
        .where(*conditions)
        .order_by(Rating.id.desc())
        .limit(PAGE_LENGTH + 1)
    )
    found = list(db.session.scalars(statement))
    items = found[:PAGE_LENGTH]
    more = encode_cursor(items[-1].id) if len(found) > PAGE_LENGTH else None
    return Page(items=items, earlier=more, total=total)


def find_same(rating: Rating) -> Rating | None:
    """Return a rating that says the same of the same enterprise, or None."""
    statement = select(Rating).where(
        Rating.enterprise_id == rating.enterprise_id,
        Rating.scheme == rating.scheme,
        Rating.effective_on == rating.effective_on,
        Rating.level == rating.level,
        Rating.score_hundredths.is_not_distinct_from(rating.score_hundredths),
    )
    return db.session.scalar(statement.limit(1))


def find_standing(rating: Rating) -> Rating | None:
    """Return the rating that stands as in force for the same enterprise and scheme, or None."""
    return db.session.scalar(
        select(Rating).where(
            Rating.enterprise_id == rating.enterprise_id,
            Rating.scheme == rating.scheme,
            Rating.stage == Stage.IN_FORCE,
        )
    )


def running_beside(rating: Rating) -> tuple[Rating | None, Rating | None]:
    """Return what stands as in force, and what is scheduled, for its enterprise and scheme."""
    found = db.session.scalars(
        select(Rating).where(
            Rating.enterprise_id == rating.enterprise_id,
            Rating.scheme == rating.scheme,
            Rating.stage.in_((Stage.IN_FORCE, Stage.SCHEDULED)),
            Rating.id != rating.id,
        )
    )
    by_stage = {one.stage: one for one in found}
    return by_stage.get(Stage.IN_FORCE), by_stage.get(Stage.SCHEDULED)


def list_ripe(on: date, *, like: Rating | None = None) -> Sequence[Rating]:
    """Return what stands as scheduled although its day has come; of one enterprise as ``like``."""
    statement = select(Rating).where(Rating.stage == Stage.SCHEDULED, Rating.effective_on <= on)
    if like is not None:
        statement = statement.where(
            Rating.enterprise_id == like.enterprise_id, Rating.scheme == like.scheme
        )
    return db.session.scalars(statement.order_by(Rating.effective_on, Rating.id)).all()


def list_due(on: date) -> Sequence[Rating]:
    """Return what stands as in force although its last day is over."""
    statement = select(Rating).where(Rating.stage == Stage.IN_FORCE, Rating.expires_on < on)
    return db.session.scalars(statement.order_by(Rating.id)).all()


def list_imports(limit: int = 20) -> Sequence[RatingImport]:
    """Return the newest imports."""
    return db.session.scalars(
        select(RatingImport).order_by(RatingImport.id.desc()).limit(limit)
    ).all()


def _graded(scheme: str, on: date | None, kinds: Iterable[EnterpriseKind] | None) -> Select[()]:
    return (
        select()
        .select_from(Rating)
        .join(Rating.enterprise)
        .where(Rating.scheme == scheme, is_in_force(on or clock.today()), *_of_kinds(kinds))
    )


def _of_kinds(kinds: Iterable[EnterpriseKind] | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Enterprise.status == EnterpriseStatus.OPERATING]
    if kinds is not None:
        conditions.append(Enterprise.kind.in_(list(kinds)))
    return conditions


def _position(cursor: str) -> int:
    (number,) = decode_cursor(cursor, length=1)
    if not isinstance(number, int) or abs(number) > LARGEST_ID:
        raise NotFound(cursor)
    return number
