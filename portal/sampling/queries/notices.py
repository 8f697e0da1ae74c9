"""Notices of 核查处置 on the desk."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound
from portal.sampling.models import DisposalNotice, NoticeEntry, SampleBatch

NEWEST = 50


def list_notices(department: str | None) -> Sequence[DisposalNotice]:
    """Return the notices a department brought in, the newest first."""
    newest = (
        select(DisposalNotice)
        .where(DisposalNotice.department == department)
        .order_by(DisposalNotice.id.desc())
        .limit(NEWEST)
        .options(selectinload(DisposalNotice.entries))
    )
    return db.session.scalars(newest).all()


def get_notice(reference: str, *, department: str | None) -> DisposalNotice:
    """Return a notice with its entries; raises NotFound, or NotAllowed for one of others."""
    found = db.session.scalar(
        select(DisposalNotice)
        .where(DisposalNotice.reference == reference.strip().upper())
        .options(
            selectinload(DisposalNotice.entries)
            .joinedload(NoticeEntry.batch)
            .selectinload(SampleBatch.items)
        )
    )
    if found is None:
        raise NotFound(reference)
    if found.department != department:
        raise NotAllowed(reference)
    return found


def get_notice_entry(reference: str, position: int, *, department: str | None) -> NoticeEntry:
    """Return one part of a notice that belongs to a batch; raises NotFound and NotAllowed."""
    notice = get_notice(reference, department=department)
    entry = db.session.scalar(
        select(NoticeEntry)
        .filter_by(notice_id=notice.id, position=position)
        .options(joinedload(NoticeEntry.batch))
    )
    if entry is None or entry.batch is None or entry.reason is not None:
        raise NotFound(f"{reference}/{position}")
    return entry
