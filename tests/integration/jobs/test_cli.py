"""Commands about jobs."""

import os
import signal
import threading

from flask import Flask

from portal.jobs import runners, services
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused


def test_an_operator_has_the_due_work_done(app: Flask) -> None:
    runners.register("test.cli", lambda _payload, _progress: None)
    with app.app_context(), write_intent():
        services.enqueue("test.cli", {}, by=SYSTEM)
        db.session.commit()
    told = app.test_cli_runner().invoke(args=["jobs", "work", "--once"])
    assert told.output == "1 jobs done\n"
    assert told.exit_code == 0


def test_an_operator_queues_a_failed_job_again(app: Flask) -> None:
    def refuse(_payload: object, _progress: object) -> None:
        raise Refused("示例")

    runners.register("test.cli", refuse)
    with app.app_context(), write_intent():
        job_id = services.enqueue("test.cli", {}, by=SYSTEM).id
        db.session.commit()
    runner = app.test_cli_runner()
    runner.invoke(args=["jobs", "work", "--once"])
    assert runner.invoke(args=["jobs", "retry", str(job_id)]).exit_code == 0
    again = runner.invoke(args=["jobs", "retry", str(job_id)])
    assert (again.exit_code, "Traceback" in again.output) == (1, False)


def test_a_standing_worker_ends_on_a_signal(app: Flask) -> None:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
    try:
        assert app.test_cli_runner().invoke(args=["jobs", "work"]).exit_code == 0
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
