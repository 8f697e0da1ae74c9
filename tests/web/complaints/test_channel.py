"""The channel is tried as the public uses it, and the desk sees whether it works."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.complaints.models import Case, CaseEvent, ChannelTest
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.places.profile import current_place
from tests.factories.accounts import make_account
from tests.visitor import Visitor
from tests.web.complaints.conftest import Officer

TRY = ["complaints", "self-test"]


def staff_all(app: Flask) -> None:
    """Let somebody handle cases in every department."""
    with app.app_context(), write_intent():
        for number, office in enumerate(current_place().departments.offices):
            make_account("handler", department=office.code, name=f"there-{number}")
        db.session.commit()


def test_a_trial_files_follows_and_leaves_nothing_behind(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=TRY)
    assert done.exit_code == 0, done.output
    assert "filed, followed and taken out again" in done.output
    with app.app_context():
        assert db.session.query(Case).count() == 0
        assert db.session.query(CaseEvent).count() == 0
        trial = db.session.query(ChannelTest).one()
        assert (trial.failed_at, trial.ended_at is not None) == ("", True)


@pytest.mark.parametrize(
    ("broken", "step"),
    [
        ("portal.complaints.views.filing.sending.form_to_show", "form"),
        ("portal.complaints.sending.services.file_together", "sending"),
        ("portal.complaints.views.receipts.pages.secret_words", "receipt"),
    ],
)
def test_a_trial_names_the_step_at_which_a_citizen_is_stuck(
    app: Flask, monkeypatch: pytest.MonkeyPatch, broken: str, step: str
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(broken, fail)
    done = app.test_cli_runner().invoke(args=TRY)
    assert done.exit_code == 1
    assert f"stuck at {step}" in done.output
    with app.app_context():
        assert db.session.query(Case).count() == 0
        assert db.session.query(ChannelTest).one().failed_at == step


def test_a_trial_that_was_broken_off_is_cleared_away_by_the_next(app: Flask) -> None:
    with app.app_context(), write_intent():
        db.session.add(ChannelTest(mark="left", began_at=clock.now(), failed_at=""))
        db.session.commit()
    app.test_cli_runner().invoke(args=TRY)
    with app.app_context():
        told = [one.failed_at for one in db.session.query(ChannelTest).order_by(ChannelTest.id)]
        assert told == ["broken off", ""]


def test_an_address_that_is_none_or_does_not_answer_is_told(app: Flask) -> None:
    runner = app.test_cli_runner()
    assert "begins with http" in runner.invoke(args=[*TRY, "--address", "file:///etc"]).output
    done = runner.invoke(args=[*TRY, "--address", "http://127.0.0.1:9"])
    assert "stuck at network" in done.output


def test_the_light_is_red_until_tried_then_amber_or_green(app: Flask, officer: Officer) -> None:
    handler = officer("handler")
    assert "还没有自检过" in handler.get("/desk/cases/channel").text
    app.test_cli_runner().invoke(args=TRY)
    page = handler.get("/desk/cases/channel")
    assert "最近一次通过了" in page.text
    assert "转办时选不到" in page.text
    assert "有部门没有承办人" in handler.get("/desk/cases/").text
    staff_all(app)
    assert "通道畅通" in handler.get("/desk/cases/").text
    assert "每个部门都有人" in handler.get("/desk/cases/channel").text
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        again = officer("handler", name="later")
        assert "通道很久没有自检" in again.get("/desk/cases/").text


def test_the_light_is_for_those_who_read_cases(
    stranger: Visitor, officer: Officer, citizen: Visitor
) -> None:
    stranger.get("/desk/cases/channel", status=403)
    officer("editor", name="other").get("/desk/cases/channel", status=403)
    citizen.get("/desk/cases/channel", status=303)
