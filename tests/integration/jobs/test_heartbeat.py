"""A worker is heard while it works, and missed within a minute once it is not."""

import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from portal.extensions import job_lease
from portal.jobs import heartbeat, runners, services, worker
from portal.jobs.models import Job
from portal.jobs.runners import Progress
from portal.kernel import clock
from portal.kernel.db import db, own_reading, write_intent
from tests.integration.jobs.conftest import KIND, Payload
from tests.integration.jobs.test_services import queue, state_of, take_over


def lease_of(job_id: int) -> datetime:
    with own_reading() as own:
        until = own.scalars(select(Job.lease_until).where(Job.id == job_id)).one()
    assert until is not None
    return until


def test_a_worker_is_heard_while_it_works(standing: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "BEATS_IN_LEASE", 2000)
    leases: list[datetime] = []

    def run(_payload: Payload, progress: Progress) -> None:
        progress.keep(0, 0)
        leases.append(lease_of(job_id))
        while lease_of(job_id) == leases[0] and threading.active_count() > 1:
            time.sleep(0.01)
        leases.append(lease_of(job_id))

    runners.register(KIND, run)
    job_id = queue()
    worker.run_all()
    assert leases[1] > leases[0], "nothing but the heartbeat renewed it"
    assert "heartbeat" not in {one.name for one in threading.enumerate()}


def test_a_lease_is_renewed_by_whoever_has_it_only(standing: Flask) -> None:
    job_id = queue()
    assert not services.renew_lease(job_id, attempt=1), "nobody has it yet"
    with write_intent():
        services.claim()
        db.session.commit()
    assert services.renew_lease(job_id, attempt=1)
    take_over(job_id)
    assert not services.renew_lease(job_id, attempt=1)
    assert not services.renew_lease(999, attempt=1)


def test_a_heart_beats_on_over_a_database_that_is_away(
    standing: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: Iterator[bool | Exception] = iter([OperationalError("", {}, Exception()), True, False])
    asked: list[int] = []

    def renew(job_id: int, *, attempt: int) -> bool:
        asked.append(attempt)
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(services, "renew_lease", renew)
    monkeypatch.setattr(heartbeat, "BEATS_IN_LEASE", 5000)
    with heartbeat.heard(1, 1):
        (beats,) = (one for one in threading.enumerate() if one.name == "heartbeat")
        beats.join(10)
    assert asked == [1, 1, 1], "it ends once the job is another's"


def test_a_job_whose_worker_fell_silent_says_so_within_a_minute(standing: Flask) -> None:
    assert job_lease() <= timedelta(minutes=1)
    with time_machine.travel(clock.now(), tick=False) as traveller:
        job_id = queue()
        assert not state_of(job_id).is_silent
        with write_intent():
            services.claim()
            db.session.commit()
        assert not state_of(job_id).is_silent
        traveller.shift(timedelta(minutes=1))
        assert state_of(job_id).is_silent
