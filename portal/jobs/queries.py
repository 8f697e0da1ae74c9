"""Reads of jobs."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from portal.jobs.models import Job
from portal.jobs.rules import JobState
from portal.kernel.db import db, table_of
from portal.kernel.errors import NotFound

NEWEST = 50
_jobs = table_of(Job)
# Asked for every case that is filed; built once.
_WAITING = (
    select(_jobs.c.id)
    .where(_jobs.c.kind == bindparam("wanted"), _jobs.c.state == JobState.WAITING)
    .limit(1)
)


def get_job(job_id: int) -> Job:
    """Return one job."""
    job = db.session.get(Job, job_id)
    if job is None:
        raise NotFound(job_id)
    return job


def list_newest_jobs(state: JobState | None = None) -> Sequence[Job]:
    """Return the newest jobs, newest first; with ``state``, those that stand there."""
    newest = select(Job).order_by(Job.id.desc()).limit(NEWEST)
    if state is not None:
        newest = newest.where(Job.state == state)
    return db.session.scalars(newest).all()


def count_by_state() -> Mapping[JobState, int]:
    """Return how many jobs stand where."""
    counting = select(Job.state, func.count()).group_by(Job.state)
    counts = dict.fromkeys(JobState, 0)
    for state, count in db.session.execute(counting):
        counts[state] = count
    return counts


def is_waiting(kind: str) -> bool:
    """Whether a job of this kind waits to be begun."""
    return db.session.execute(_WAITING, {"wanted": kind}).first() is not None


def find_next_job(now: datetime) -> Job | None:
    """Return the oldest job to be done now, locked where the database can lock a row.

    A job whose worker let the lease run out is to be done again.
    """
    waiting = (Job.state == JobState.WAITING) & (Job.due_at <= now)
    abandoned = (Job.state == JobState.RUNNING) & (Job.lease_until < now)
    # SQLite has one writer at a time (BEGIN IMMEDIATE) and leaves the clause out.
    oldest = (
        select(Job)
        .where(or_(waiting, abandoned))
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return db.session.scalar(oldest)
