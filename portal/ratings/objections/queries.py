"""Reads of objections."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, func, select, tuple_
from sqlalchemy.orm import joinedload

from portal.enterprises import rules as enterprise_rules
from portal.enterprises.holdings import may_hold
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.ratings.models import Rating
from portal.ratings.objections.models import Objection, ObjectionFile
from portal.ratings.objections.rules import PENDING, ObjectionStage, SubjectKind
from portal.ratings.rules import PUBLIC_STAGES, Stage

PAGE_LENGTH = 50
LARGEST_ID = 2**31 - 1
_OF_ONE = (
    select(Objection)
    .where(Objection.enterprise_id == bindparam("enterprise_id"))
    .order_by(Objection.id.desc())
)


def get_objection(reference: str) -> Objection:
    """Return the objection with this reference; raises NotFound."""
    wanted = enterprise_rules.plain(reference)
    found = db.session.scalar(select(Objection).filter_by(reference=wanted))
    if found is None:
        raise NotFound(wanted)
    return found


def get_file(objection: Objection, key: str) -> ObjectionFile:
    """Return a file of this objection; raises NotFound."""
    found = next((file for file in objection.files if file.key == key), None)
    if found is None:
        raise NotFound(enterprise_rules.plain(key))
    return found


def find_pending(reference: str, *, kind: SubjectKind = SubjectKind.RATING) -> Objection | None:
    """Return the objection to a record (a grade) that has not ended, or None."""
    return db.session.scalar(
        select(Objection).where(
            Objection.subject_kind == kind,
            Objection.subject_reference == reference,
            Objection.stage.in_(PENDING),
        )
    )


def list_of(enterprise_id: int) -> Sequence[Objection]:
    """Return an enterprise's objections, newest first."""
    if not may_hold(Objection, [enterprise_id]):
        return []
    return db.session.scalars(_OF_ONE, {"enterprise_id": enterprise_id}).all()


def list_about(reference: str, *, kind: SubjectKind = SubjectKind.RATING) -> Sequence[Objection]:
    """Return the objections to one record (a grade), newest first."""
    statement = select(Objection).where(
        Objection.subject_kind == kind, Objection.subject_reference == reference
    )
    return db.session.scalars(statement.order_by(Objection.id.desc())).all()


def list_told(enterprise_id: int) -> Sequence[Rating]:
    """Return the grades an enterprise was told of, those that do not show yet among them."""
    told = PUBLIC_STAGES | {Stage.CONTESTABLE}
    statement = select(Rating).where(
        Rating.enterprise_id == enterprise_id, Rating.stage.in_(sorted(told))
    )
    return db.session.scalars(
        statement.order_by(Rating.effective_on.desc(), Rating.id.desc())
    ).all()


def page_of_objections(
    *, stages: Iterable[ObjectionStage], after: str | None = None
) -> Page[Objection]:
    """Return one page of the objections in these stages, what is due first on top."""
    statement = select(Objection).where(Objection.stage.in_(list(stages)))
    total = db.session.scalar(select(func.count()).select_from(statement.subquery()))
    # Without a time limit it comes after every one that has one.
    due = func.coalesce(Objection.due_on, date.max)
    if after is not None:
        statement = statement.where(tuple_(due, Objection.id) > _position(after))
    statement = statement.options(joinedload(Objection.enterprise)).order_by(due, Objection.id)
    found = list(db.session.scalars(statement.limit(PAGE_LENGTH + 1)))
    items = found[:PAGE_LENGTH]
    last = items[-1] if len(found) > PAGE_LENGTH else None
    more = encode_cursor((last.due_on or date.max).isoformat(), last.id) if last else None
    return Page(items=items, earlier=more, total=total)


def count_stages() -> Mapping[ObjectionStage, int]:
    """Return how many objections stand in each stage."""
    counted = select(Objection.stage, func.count(Objection.id)).group_by(Objection.stage)
    return {ObjectionStage(stage): count for stage, count in db.session.execute(counted)}


def _position(cursor: str) -> tuple[date, int]:
    due, number = decode_cursor(cursor, length=2)
    if not isinstance(number, int) or abs(number) > LARGEST_ID or not isinstance(due, str):
        raise NotFound(cursor)
    try:
        return date.fromisoformat(due), number
    except ValueError:
        raise NotFound(cursor) from None
