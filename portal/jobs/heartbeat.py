"""A worker's heartbeat: while it works, a thread beside it renews its lease.

So a lease may be short: a worker that was killed is missed within it, and one that is at a long
piece of work is not. On SQLite the beat waits while the worker itself writes; until that is over
nobody else can take the job either.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from portal.extensions import job_lease
from portal.jobs import services

log = structlog.get_logger("portal.job")
BEATS_IN_LEASE = 3
LONGEST_GOODBYE_SECONDS = 1.0


@contextmanager
def heard(job_id: int, attempt: int) -> Iterator[None]:
    """Renew the lease of one attempt at a job for as long as the work inside goes on."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - the proxy is bound to this thread
    pause = job_lease().total_seconds() / BEATS_IN_LEASE
    is_over = threading.Event()
    beats = threading.Thread(
        target=_beat, args=(app, job_id, attempt, pause, is_over), daemon=True, name="heartbeat"
    )
    beats.start()
    try:
        yield
    finally:
        is_over.set()
        # One that waits for the writer's place comes too late to do anything: nobody waits for it.
        beats.join(LONGEST_GOODBYE_SECONDS)


def _beat(app: Flask, job_id: int, attempt: int, pause: float, is_over: threading.Event) -> None:
    while not is_over.wait(pause):
        with app.app_context():
            try:
                if not services.renew_lease(job_id, attempt=attempt):
                    return
            except SQLAlchemyError:
                log.warning("lease not renewed", job=job_id)
