"""Jobs: queued with the change that asks for them, done once, tried again, given up."""

import threading
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from portal.extensions import job_lease
from portal.jobs import queries, runners, services, worker
from portal.jobs.models import Job
from portal.jobs.rules import MOST_ATTEMPTS, JobState
from portal.jobs.runners import Progress
from portal.kernel import audit, clock
from portal.kernel.audit import SYSTEM, AuditLine
from portal.kernel.db import db, own_transaction, write_intent
from portal.kernel.errors import NotFound, OutOfDate, Refused
from portal.kernel.lifecycle import MoveRefused
from tests.integration.jobs.conftest import KIND, Payload


def queue(**payload: object) -> int:
    with write_intent():
        job_id = services.enqueue(KIND, payload, by=SYSTEM).id
        db.session.commit()
        return job_id


def take_over(job_id: int) -> None:
    """Take the job as another worker would once the lease ran out."""
    with own_transaction() as own:
        own.execute(update(Job).where(Job.id == job_id).values(attempts=Job.attempts + 1))


def state_of(job_id: int) -> Job:
    db.session.rollback()
    db.session.expire_all()
    return queries.get_job(job_id)


def write_line(action: str) -> None:
    audit.record(action, subject="test:1", by=SYSTEM)


def actions() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditLine.action).order_by(AuditLine.id)))


def test_work_is_asked_for_only_if_the_change_is_kept(standing: Flask) -> None:
    with write_intent():
        services.enqueue(KIND, {}, by=SYSTEM)
        db.session.rollback()
    assert queries.list_newest_jobs() == []


def test_a_job_is_done_once_with_its_work(standing: Flask) -> None:
    runners.register(KIND, lambda payload, _progress: write_line(f"did {payload['n']}"))
    first, second = queue(n=1), queue(n=2)
    assert worker.run_all() == 2
    assert actions() == ["did 1", "did 2"]
    assert {state_of(first).state, state_of(second).state} == {JobState.DONE}
    assert state_of(first).has_ended
    assert worker.run_next() is False


def test_progress_is_seen_while_the_job_runs_and_the_lease_begins_anew(standing: Flask) -> None:
    seen: list[tuple[int, int]] = []

    def run(_payload: Payload, progress: Progress) -> None:
        progress(5, 10)
        seen.append(queries.get_job(job_id).progress)

    runners.register(KIND, run)
    job_id = queue()
    worker.run_all()
    assert seen == [(5, 10)]
    assert state_of(job_id).progress == (10, 10)


def test_progress_of_a_lost_lease_is_not_told(standing: Flask) -> None:
    job_id = queue()
    services.report_progress(job_id, attempt=3, done=1, total=2)
    services.report_progress(999, attempt=1, done=1, total=2)
    assert state_of(job_id).progress == (0, 0)


def test_a_refusal_ends_a_job_at_once_and_is_told(standing: Flask) -> None:
    told: list[str] = []

    def run(_payload: Payload, _progress: Progress) -> None:
        write_line("half done")
        raise Refused("读不懂")

    runners.register(KIND, run, give_up=lambda _payload, reason: told.append(reason))
    job_id = queue()
    worker.run_all()
    job = state_of(job_id)
    assert (job.state, job.error, told) == (JobState.FAILED, "读不懂", ["读不懂"])
    assert actions() == [], "nothing half done"


def test_a_fault_is_tried_again_later_and_given_up_in_the_end(standing: Flask) -> None:
    def run(_payload: Payload, _progress: Progress) -> None:
        raise ZeroDivisionError

    runners.register(KIND, run)
    with time_machine.travel(clock.now(), tick=False) as traveller:
        job_id = queue()
        for attempt in range(1, MOST_ATTEMPTS + 1):
            assert worker.run_next()
            assert worker.run_next() is False, "it rests first"
            job = state_of(job_id)
            assert job.attempts == attempt
            traveller.shift(timedelta(hours=1))
        assert job.state is JobState.FAILED
        assert "ZeroDivisionError" in job.error


def test_a_job_whose_worker_died_is_taken_up_again(standing: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        job_id = queue()
        with write_intent():
            services.claim()
            db.session.commit()
        assert worker.run_next() is False
        traveller.shift(job_lease() + timedelta(seconds=1))
        assert worker.run_next()
        assert (state_of(job_id).state, state_of(job_id).attempts) == (JobState.DONE, 2)


def test_a_job_whose_workers_keep_dying_is_given_up(standing: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        job_id = queue()
        for _attempt in range(MOST_ATTEMPTS + 1):
            with write_intent():
                services.claim()
                db.session.commit()
            traveller.shift(job_lease() + timedelta(seconds=1))
        assert state_of(job_id).state is JobState.FAILED


def test_whoever_lost_the_lease_keeps_nothing(standing: Flask) -> None:
    def run(_payload: Payload, _progress: Progress) -> None:
        take_over(job_id)
        write_line("done twice")

    runners.register(KIND, run)
    job_id = queue()
    worker.run_all()
    assert actions() == []
    with write_intent(), pytest.raises(OutOfDate):
        services.finish(job_id, attempt=9)
    db.session.rollback()


def test_a_failure_of_a_lost_lease_is_not_noted(standing: Flask) -> None:
    def run(_payload: Payload, _progress: Progress) -> None:
        take_over(job_id)
        raise Refused("too late")

    runners.register(KIND, run)
    job_id = queue()
    worker.run_all()
    assert state_of(job_id).error == ""


def test_a_kind_nobody_can_do_fails_with_a_sentence(standing: Flask) -> None:
    with write_intent():
        job_id = services.enqueue("test.nobody", {}, by=SYSTEM).id
        db.session.commit()
    worker.run_all()
    assert state_of(job_id).state is JobState.FAILED
    assert runners.find_give_up("test.nobody") is None


def test_a_failed_job_is_queued_again_by_hand(standing: Flask) -> None:
    runners.register(KIND, lambda *_: (_ for _ in ()).throw(Refused("x")))
    job_id = queue()
    worker.run_all()
    with write_intent():
        services.retry(queries.get_job(job_id), by=SYSTEM)
        db.session.commit()
    assert (state_of(job_id).state, state_of(job_id).attempts) == (JobState.WAITING, 0)
    with write_intent(), pytest.raises(MoveRefused):
        services.retry(queries.get_job(job_id), by=SYSTEM)
    db.session.rollback()


def test_jobs_are_counted_and_listed_by_state(standing: Flask) -> None:
    job_id = queue()
    assert queries.count_by_state()[JobState.WAITING] == 1
    assert [job.id for job in queries.list_newest_jobs(JobState.WAITING)] == [job_id]
    assert queries.list_newest_jobs(JobState.DONE) == []
    with pytest.raises(NotFound):
        queries.get_job(999)


def test_several_workers_share_the_work_and_none_is_done_twice(standing: Flask) -> None:
    runners.register(KIND, lambda payload, _progress: write_line(f"did {payload['n']}"))
    for n in range(12):
        queue(n=n)

    def work() -> None:
        with standing.app_context():
            worker.run_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(actions()) == sorted(f"did {n}" for n in range(12))


def test_the_worker_stops_when_told_and_survives_a_lost_database(
    standing: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = threading.Event()
    calls: list[int] = []

    def stumble() -> bool:
        calls.append(1)
        if len(calls) == 1:
            raise ConnectionError
        stop.set()
        return False

    monkeypatch.setattr(worker, "run_next", stumble)
    monkeypatch.setattr(worker, "IDLE_SECONDS", 0.01)
    worker.work(stop)
    assert len(calls) == 2
