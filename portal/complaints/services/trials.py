"""Keeping trials of the channel: what was found, and nothing of the made-up tip itself."""

import secrets

from sqlalchemy import delete, select

from portal.complaints.channel import queries
from portal.complaints.channel.trial import words_of
from portal.complaints.models import Case, ChannelTest
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import Base, db

MARK_BYTES = 8
KEPT = 200


def begin_trial() -> ChannelTest:
    """Note that a trial begins; whatever earlier ones left behind is removed first."""
    for left in queries.list_broken_off():
        _end(left, failed_at="broken off")
    trial = ChannelTest(mark=secrets.token_hex(MARK_BYTES), began_at=clock.now(), failed_at="")
    db.session.add(trial)
    db.session.flush()
    return trial


def end_trial(trial: ChannelTest, *, failed_at: str = "", by: Actor) -> None:
    """Note how a trial ended and take its made-up tip out again, whichever way it ended."""
    _end(trial, failed_at=failed_at)
    audit.record("channel.tried", subject="channel", by=by, after={"failed_at": failed_at})
    oldest = select(ChannelTest.id).order_by(ChannelTest.id.desc()).offset(KEPT).limit(1)
    last_kept = db.session.scalar(oldest)
    if last_kept is not None:
        db.session.execute(delete(ChannelTest).where(ChannelTest.id <= last_kept))


def _end(trial: ChannelTest, *, failed_at: str) -> None:
    trial.ended_at, trial.failed_at = clock.now(), failed_at
    for case in queries.list_told(words_of(trial.mark), since=trial.began_at):
        _take_out(case)


def _take_out(case: Case) -> None:
    # Not a case anybody filed: nothing of it is to stand in a queue or a figure.
    db.session.flush()
    for table in reversed(Base.metadata.sorted_tables):
        for column in table.columns:
            if column.references(Case.__table__.c.id) and table is not Case.__table__:
                db.session.execute(delete(table).where(column == case.id))
    db.session.expire(case)
    db.session.delete(case)
