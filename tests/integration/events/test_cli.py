"""What an operator runs every night."""

from datetime import timedelta

import time_machine
from flask import Flask

from portal.kernel import clock
from tests.crowd import kept
from tests.factories import joining


def test_contacts_are_forgotten_in_time_and_not_before(app: Flask) -> None:
    slug = kept(app, lambda: joining.make_event(3, hours=1))
    kept(app, lambda: joining.come(slug).reference)
    runner = app.test_cli_runner()
    assert "of 0 sign-ups" in runner.invoke(args=["contacts", "purge"]).output
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        assert "of 1 sign-ups" in runner.invoke(args=["contacts", "purge"]).output
