"""Announcements: for the public those that are public, for the desk every one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.kernel.db import db
from portal.kernel.errors import NotFound, Withdrawn
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.sampling.models import Announcement, BatchVersion, SampleBatch
from portal.sampling.rules.batches import BatchStage, Result
from portal.sampling.rules.publication import AnnouncementStage
from portal.sampling.words import REFUSALS
from portal.web.filters import day

ON_PAGE = 20
BATCHES_ON_PAGE = 20
CORRECTIONS_SHOWN = 50
# The order in which verdicts are counted: bad news first.
SHOWN = (Result.FAILED, Result.PASSED, Result.POSITIVE, Result.NEGATIVE)
LARGEST_ID = 2**63 - 1


def get_announcement(reference: str) -> Announcement:
    """Return the announcement with this reference, whatever its stage."""
    wanted = select(Announcement).where(Announcement.reference == reference.strip().upper())
    found = db.session.scalar(wanted)
    if found is None:
        raise NotFound(reference)
    return found


def get_public_announcement(reference: str) -> Announcement:
    """Return the public announcement with this reference.

    Raises NotFound for what is not public, Withdrawn with the reason for what was.
    """
    found = get_announcement(reference)
    if found.stage is AnnouncementStage.WITHDRAWN and found.published_at is not None:
        facts = {"day": day(found.withdrawn_at), "reason": found.withdrawal_reason}
        raise Withdrawn(str(REFUSALS["announcement_withdrawn"]) % facts)
    if found.stage is not AnnouncementStage.PUBLISHED:
        raise NotFound(reference)
    return found


def list_public_announcement_ids(
    session: Session, *, among: Iterable[int] | None = None
) -> Sequence[int]:
    """Return the ids of the public announcements, or of those of some that are public."""
    asked = select(Announcement.id).where(Announcement.stage == AnnouncementStage.PUBLISHED)
    if among is not None:
        asked = asked.where(Announcement.id.in_(list(among)))
    return session.scalars(asked).all()


def list_public_announcements(ids: Iterable[int], session: Session) -> Sequence[Announcement]:
    """Return those of these announcements that are public."""
    is_public = Announcement.stage == AnnouncementStage.PUBLISHED
    return session.scalars(select(Announcement).where(Announcement.id.in_(ids), is_public)).all()


def page_of_announcements(
    *, kind: str | None = None, after: str | None = None
) -> Page[Announcement]:
    """Return one page of the public announcements, the newest first; ``after`` leads on.

    Raises NotFound for a broken cursor.
    """
    asked = select(Announcement).where(Announcement.stage == AnnouncementStage.PUBLISHED)
    if kind:
        asked = asked.where(Announcement.kind == kind)
    if after:
        asked = asked.where(_beyond(after))
    newest = asked.order_by(Announcement.announced_on.desc(), Announcement.id.desc())
    found = db.session.scalars(newest.limit(ON_PAGE + 1)).all()
    items = found[:ON_PAGE]
    more = len(found) > ON_PAGE
    last = encode_cursor(str(items[-1].announced_on), items[-1].id) if more else None
    return Page(items=items, earlier=last)


def _beyond(cursor: str) -> ColumnElement[bool]:
    key, last = decode_cursor(cursor, length=2)
    try:
        on = date.fromisoformat(str(key))
    except ValueError:
        raise NotFound(cursor) from None
    _check_id(last, cursor)
    return or_(
        Announcement.announced_on < on,
        and_(Announcement.announced_on == on, Announcement.id < last),
    )


def _check_id(last: Any, cursor: str) -> None:
    if not isinstance(last, int) or abs(last) > LARGEST_ID:
        raise NotFound(cursor)


def list_on_desk() -> Sequence[Announcement]:
    """Return the newest announcements of every stage; those that wait to be published first."""
    is_draft = (Announcement.stage == AnnouncementStage.DRAFT).desc()
    newest = select(Announcement).order_by(is_draft, Announcement.id.desc()).limit(ON_PAGE * 5)
    return db.session.scalars(newest).all()


def count_by_result(announcements: Sequence[Announcement]) -> Mapping[int, Mapping[Result, int]]:
    """Return how many public batches each announcement has, by verdict; by inner number."""
    counting = (
        select(SampleBatch.announcement_id, SampleBatch.result, func.count())
        .where(
            SampleBatch.announcement_id.in_([one.id for one in announcements]),
            SampleBatch.is_listed.is_(True),
        )
        .group_by(SampleBatch.announcement_id, SampleBatch.result)
    )
    found = {(number, result): count for number, result, count in db.session.execute(counting)}
    return {
        one.id: {result: found[one.id, result] for result in SHOWN if (one.id, result) in found}
        for one in announcements
    }


def list_kinds_used() -> Sequence[str]:
    """Return the codes of the kinds of which something is public."""
    used = select(Announcement.kind).where(Announcement.stage == AnnouncementStage.PUBLISHED)
    return db.session.scalars(used.distinct()).all()


def count_withdrawn(announcement: Announcement) -> int:
    """Return how many batches of an announcement were withdrawn."""
    counting = select(func.count()).where(
        SampleBatch.announcement_id == announcement.id,
        SampleBatch.batch_stage == BatchStage.WITHDRAWN,
    )
    return db.session.scalar(counting) or 0


def page_of_batches(announcement: Announcement, *, after: str | None = None) -> Page[SampleBatch]:
    """Return one page of an announcement's public batches: failures first, then as announced.

    Raises NotFound for a broken cursor.
    """
    failed = case((SampleBatch.result.in_((Result.FAILED, Result.POSITIVE)), 0), else_=1)
    asked = select(SampleBatch).where(
        SampleBatch.announcement_id == announcement.id, SampleBatch.is_listed.is_(True)
    )
    if after:
        rank, last = decode_cursor(after, length=2)
        _check_id(rank, after)
        _check_id(last, after)
        asked = asked.where(or_(failed > rank, and_(failed == rank, SampleBatch.id > last)))
    ordered = asked.order_by(failed, SampleBatch.id).limit(BATCHES_ON_PAGE + 1)
    shown = ordered.options(selectinload(SampleBatch.items), joinedload(SampleBatch.disposal))
    found = db.session.scalars(shown).all()
    items = found[:BATCHES_ON_PAGE]
    if len(found) <= BATCHES_ON_PAGE:
        return Page(items=items)
    is_failed = items[-1].result in {Result.FAILED, Result.POSITIVE}
    return Page(items=items, earlier=encode_cursor(0 if is_failed else 1, items[-1].id))


def list_corrections(announcement: Announcement) -> Sequence[BatchVersion]:
    """Return the newest corrections and withdrawals among an announcement's batches."""
    newest = (
        select(BatchVersion)
        .join(SampleBatch)
        .where(SampleBatch.announcement_id == announcement.id, BatchVersion.version > 1)
        .order_by(BatchVersion.recorded_at.desc(), BatchVersion.id.desc())
        .limit(CORRECTIONS_SHOWN)
        .options(joinedload(BatchVersion.batch))
    )
    return db.session.scalars(newest).all()
