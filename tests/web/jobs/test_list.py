"""The page of jobs."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from flask import Flask

from portal.jobs import services
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, write_intent
from tests.visitor import Visitor

Officer = Callable[..., Visitor]


def test_those_who_watch_see_what_waits(app: Flask, officer: Officer) -> None:
    auditor = officer("auditor")
    assert "没有任务" in auditor.get("/desk/jobs").text
    with app.app_context(), write_intent():
        job = services.enqueue("sampling.import", {}, by=SYSTEM)
        services.enqueue("sampling.import", {}, by=SYSTEM)
        job.total_count, job.done_count = 10, 4
        db.session.commit()
    page = auditor.get("/desk/jobs")
    assert page.heading == "后台任务"
    assert "4 / 10" in page.text
    assert "没有任务" in auditor.get("/desk/jobs?state=failed").text
    assert len(auditor.get("/desk/jobs?state=nonsense").soup.select("tbody tr")) == 2


def test_a_job_whose_worker_died_is_told_from_one_at_work(app: Flask, officer: Officer) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        auditor = officer("auditor")
        with app.app_context(), write_intent():
            services.enqueue("sampling.import", {}, by=SYSTEM)
            services.claim()
            db.session.commit()
        assert "已中断" not in auditor.get("/desk/jobs").text
        traveller.shift(timedelta(minutes=1))
        assert "已中断，等待接手" in auditor.get("/desk/jobs").text


def test_strangers_are_refused_and_the_signed_out_are_led_to_sign_in(
    citizen: Visitor, stranger: Visitor, officer: Officer
) -> None:
    stranger.get("/desk/jobs", status=403)
    officer("handler").get("/desk/jobs", status=403)
    assert "/sign-in" in citizen.get("/desk/jobs", status=303).location
