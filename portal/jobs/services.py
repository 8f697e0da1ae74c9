"""What can be done to jobs. Callers commit."""

from typing import Any

from portal.extensions import job_lease
from portal.jobs import queries
from portal.jobs.models import Job
from portal.jobs.rules import JOB_LIFECYCLE, JobState, may_try_again, pause_after
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, own_transaction
from portal.kernel.errors import OutOfDate

LONGEST_ERROR = 500


def enqueue(kind: str, payload: dict[str, Any], *, by: Actor) -> Job:
    """Queue work in the caller's transaction: it is asked for if, and only if, that commits."""
    now = clock.now()
    job = Job(kind=kind, payload=payload, due_at=now, queued_at=now, queued_by=by.name)
    job.state, job.attempts, job.done_count, job.total_count = JobState.WAITING, 0, 0, 0
    db.session.add(job)
    db.session.flush()
    return job


def claim() -> Job | None:
    """Take the oldest job to be done and a lease on it; the caller commits before working.

    A job whose workers died too often is not taken again but returned as failed.
    """
    now = clock.now()
    job = queries.find_next_job(now)
    if job is None:
        return None
    if job.state is JobState.RUNNING and not may_try_again(job.attempts):
        JOB_LIFECYCLE.check(job.state, JobState.FAILED)
        job.state, job.ended_at, job.error = JobState.FAILED, now, "lease ran out"
        return job
    if job.state is JobState.WAITING:
        JOB_LIFECYCLE.check(job.state, JobState.RUNNING)
    job.state, job.lease_until = JobState.RUNNING, now + job_lease()
    job.attempts += 1
    return job


def report_progress(job_id: int, *, attempt: int, done: int, total: int) -> None:
    """Say how far a running job is, at once and for all to see; its lease begins anew.

    It must come before the job's own changes (see ``own_transaction``).
    """
    with own_transaction() as own:
        job = own.get(Job, job_id)
        if job is not None and job.is_held(attempt):
            job.done_count, job.total_count = done, total
            job.lease_until = clock.now() + job_lease()


def renew_lease(job_id: int, *, attempt: int) -> bool:
    """Say at once that the worker of a job lives; return whether the job is still its own.

    It is said beside the worker's own transaction, by another thread.
    """
    with own_transaction() as own:
        job = own.get(Job, job_id)
        if job is None or not job.is_held(attempt):
            return False
        job.lease_until = clock.now() + job_lease()
        return True


def advance(job_id: int, *, attempt: int, done: int, total: int) -> None:
    """Say how far a job is in the transaction of a part of its work; its lease begins anew.

    Raises OutOfDate where the job was cancelled, or the lease lost to another worker.
    """
    job = _held(job_id, attempt)
    job.done_count, job.total_count = done, total
    job.lease_until = clock.now() + job_lease()


def cancel(job: Job, *, by: Actor) -> None:
    """Call a job off; a worker that is at it keeps nothing more."""
    db.session.refresh(job, with_for_update=True)
    JOB_LIFECYCLE.check(job.state, JobState.CANCELLED)
    job.state, job.ended_at, job.lease_until = JobState.CANCELLED, clock.now(), None
    audit.record("job.cancelled", subject=f"job:{job.id}", by=by, after={"kind": job.kind})


def finish(job_id: int, *, attempt: int) -> None:
    """End a job with success, in the transaction of its work.

    Raises OutOfDate where the lease was lost to another worker: then neither is kept.
    """
    job = _held(job_id, attempt)
    JOB_LIFECYCLE.check(job.state, JobState.DONE)
    job.state, job.ended_at, job.lease_until, job.error = JobState.DONE, clock.now(), None, ""
    job.done_count = job.total_count


def fail(job_id: int, *, attempt: int, error: str, is_final: bool) -> None:
    """Note that a job failed; it is tried again later unless ``is_final`` or tried too often."""
    job = _held(job_id, attempt)
    now = clock.now()
    gives_up = is_final or not may_try_again(job.attempts)
    wanted = JobState.FAILED if gives_up else JobState.WAITING
    JOB_LIFECYCLE.check(job.state, wanted)
    job.state, job.lease_until, job.error = wanted, None, error[:LONGEST_ERROR]
    job.due_at = now + pause_after(job.attempts)
    job.ended_at = now if gives_up else None


def retry(job: Job, *, by: Actor) -> None:
    """Queue a failed job again, with all its tries."""
    JOB_LIFECYCLE.check(job.state, JobState.WAITING)
    job.state, job.attempts, job.due_at, job.ended_at = JobState.WAITING, 0, clock.now(), None
    audit.record("job.retried", subject=f"job:{job.id}", by=by, after={"kind": job.kind})


def _held(job_id: int, attempt: int) -> Job:
    job = queries.get_job(job_id)
    db.session.refresh(job, with_for_update=True)
    if not job.is_held(attempt):
        raise OutOfDate(job_id)
    return job
