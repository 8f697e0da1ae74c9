"""Which announcement a batch that becomes public belongs to, and that it is public with it."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update

from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.sampling.models import Announcement, SampleBatch
from portal.sampling.services.announcements import announce, announcement_of

BATCHES: Any = SampleBatch.__table__


def name_none(which: ColumnElement[bool]) -> bool:
    """Whether some of the batches that meet a condition name no announcement of their own.

    One begun for rows that all name their own would announce nothing.
    """
    title, number = SampleBatch.announcement_title, SampleBatch.announcement_number
    silent = select(SampleBatch.id).where(which, title == "", number == "")
    return db.session.scalar(silent.limit(1)) is not None


def announce_batches(which: ColumnElement[bool], given: Announcement | None, *, by: Actor) -> None:
    """Give every batch its announcement: the row's own, else the one of the whole import.

    An announcement becomes public with the first batch that belongs to it, never without one.
    """
    if given is not None and name_none(which):
        _announce_silent(which, given, by)
    title, number = SampleBatch.announcement_title, SampleBatch.announcement_number
    own = (
        select(title, number, func.min(SampleBatch.announced_on))
        .where(which, SampleBatch.announcement_id.is_(None), or_(title != "", number != ""))
        .group_by(title, number)
    )
    for its_title, its_number, on in db.session.execute(own).all():
        named = announcement_of(its_title, its_number, announced_on=on, by=by)
        if named is None:
            continue
        announce(named, by=by)
        meant = which & (title == its_title) & (number == its_number)
        changing = update(BATCHES).where(meant, SampleBatch.announcement_id.is_(None))
        db.session.execute(changing.values(announcement_id=named.id))


def _announce_silent(which: ColumnElement[bool], given: Announcement, by: Actor) -> None:
    announce(given, by=by)
    title, number = SampleBatch.announcement_title, SampleBatch.announcement_number
    told = {
        "announcement_id": given.id,
        "announcement_title": given.title,
        "announcement_number": given.number,
        "announced_on": func.coalesce(SampleBatch.announced_on, given.announced_on),
    }
    db.session.execute(update(BATCHES).where(which, title == "", number == "").values(told))


def announce_released(batch: SampleBatch, *, by: Actor) -> None:
    """Give a batch that was held back the announcement it, or its whole import, named."""
    if batch.announcement_id is not None:
        return
    source = batch.source
    is_silent = not (batch.announcement_title or batch.announcement_number)
    told = (source.announcement_title, source.announcement_number)
    given = announcement_of(*told, by=by) if is_silent else None
    db.session.flush()
    announce_batches(SampleBatch.id == batch.id, given, by=by)
