"""The worker: takes one job after another. The work and the end of the job are one transaction."""

import threading
from dataclasses import dataclass

import structlog
from flask_babel import force_locale

from portal.jobs import queries, runners, services
from portal.jobs.heartbeat import heard
from portal.jobs.models import Job
from portal.jobs.rules import JobState
from portal.jobs.words import WORDS
from portal.kernel.db import db, write_intent
from portal.kernel.errors import OutOfDate, Refused
from portal.web.locale import LOCALES

log = structlog.get_logger("portal.job")
IDLE_SECONDS = 2.0


@dataclass(frozen=True)
class Claim:
    """What a worker knows of the job it holds, whatever becomes of the session."""

    job_id: int
    kind: str
    attempt: int


@dataclass(frozen=True)
class Saying:
    """How the runner of a claimed job says how far it is."""

    claim: Claim

    def __call__(self, done: int, total: int, /) -> None:
        """Say it at once, before the runner's first change."""
        job_id, attempt = self.claim.job_id, self.claim.attempt
        services.report_progress(job_id, attempt=attempt, done=done, total=total)

    def keep(self, done: int, total: int, /) -> None:
        """Keep what was done so far, and go on in a new transaction."""
        job_id, attempt = self.claim.job_id, self.claim.attempt
        services.advance(job_id, attempt=attempt, done=done, total=total)
        db.session.commit()


def run_next() -> bool:
    """Do the oldest job that is due; tell whether there was one. Needs an app context."""
    with write_intent():
        job = services.claim()
        if job is None:
            db.session.commit()
            return False
        with force_locale(LOCALES["zh"]):
            _begin(job)
    return True


def run_all() -> int:
    """Do every job that is due; return how many there were."""
    count = 0
    while run_next():
        count += 1
    return count


def work(stop: threading.Event) -> None:
    """Do jobs until ``stop`` is set, looking for new ones every two seconds."""
    while not stop.is_set():
        try:
            was_busy = run_next()
        except Exception:
            # A database that is away for a moment must not end the worker.
            db.session.rollback()
            log.exception("worker stumbled")
            was_busy = False
        db.session.close()
        if not was_busy:
            stop.wait(IDLE_SECONDS)


def _begin(job: Job) -> None:
    if job.state is JobState.FAILED:
        _tell(job, str(WORDS["died"]))
        db.session.commit()
        return
    claim = Claim(job.id, job.kind, job.attempts)
    db.session.commit()
    _run(claim)


def _run(claim: Claim) -> None:
    try:
        with heard(claim.job_id, claim.attempt):
            _do(claim)
    except OutOfDate:
        db.session.rollback()
        log.warning("lease lost", kind=claim.kind, job=claim.job_id)
    except Refused as refusal:
        _give_back(claim, str(refusal.reason), is_final=True)
    except Exception as fault:
        log.exception("job failed", kind=claim.kind, job=claim.job_id)
        _give_back(claim, str(WORDS["stumbled"]) % {"fault": type(fault).__name__}, is_final=False)


def _do(claim: Claim) -> None:
    run = runners.find_runner(claim.kind)
    if run is None:
        raise Refused(WORDS["no_runner"])

    run(queries.get_job(claim.job_id).payload, Saying(claim))
    services.finish(claim.job_id, attempt=claim.attempt)
    db.session.commit()
    log.info("job done", kind=claim.kind, job=claim.job_id)


def _give_back(claim: Claim, reason: str, *, is_final: bool) -> None:
    db.session.rollback()
    try:
        services.fail(claim.job_id, attempt=claim.attempt, error=reason, is_final=is_final)
    except OutOfDate:
        db.session.rollback()
        return
    job = queries.get_job(claim.job_id)
    _tell(job, reason)
    db.session.commit()


def _tell(job: Job, reason: str) -> None:
    give_up = runners.find_give_up(job.kind)
    if job.state is JobState.FAILED and give_up is not None:
        give_up(job.payload, reason)
