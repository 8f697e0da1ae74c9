"""消费投诉公示: off and said so until it is set; then by consent, and never few."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal.complaints import disclosure
from portal.kernel.db import db
from portal.places.profile import current_place
from tests.factories.complaints import conclude, make_assigned
from tests.factories.enterprises import make_enterprise


@pytest.fixture
def allowed(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the place have decided that a year of complaints is shown."""
    kind = type(current_place().parameters)
    whole = kind.whole

    def months(self: Any, key: str, on: Any) -> int | None:
        return 12 if key == disclosure.MONTHS else whole(self, key, on)

    monkeypatch.setattr(kind, "flag", lambda *_: True)
    monkeypatch.setattr(kind, "whole", months)


def _concluded(count: int, **facts: Any) -> None:
    for _ in range(count):
        conclude(*make_assigned(**facts))
    db.session.flush()


@pytest.fixture(autouse=True)
def next_month(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what was done today lie in the month that was given out last."""
    monkeypatch.setattr(disclosure, "last_day_due", lambda today: today + timedelta(days=1))


def test_nothing_is_shown_until_the_place_has_decided(inside: Flask) -> None:
    firm = make_enterprise()
    db.session.flush()
    _concluded(6, enterprise_id=firm.id, may_publish=True)
    assert disclosure.show_disclosure(firm).facts == {"is_on": False}


def test_only_what_citizens_agreed_to_is_counted(allowed: None) -> None:
    firm = make_enterprise()
    db.session.flush()
    _concluded(2, enterprise_id=firm.id, may_publish=False)
    facts = disclosure.show_disclosure(firm).facts
    assert (facts["concluded"], facts["is_shown"]) == (0, True)
    _concluded(4, enterprise_id=firm.id, may_publish=True)
    few = disclosure.show_disclosure(firm).facts
    assert not few["is_shown"]
    assert "concluded" not in few
    _concluded(1, enterprise_id=firm.id, may_publish=True)
    facts = disclosure.show_disclosure(firm).facts
    assert (facts["concluded"], facts["settled"]) == (5, 5)


def test_two_months_compared_tell_of_no_one_complaint(allowed: None) -> None:
    firm, days = make_enterprise(), [date(2026, month, 28) for month in (3, 4, 5, 6)]
    db.session.flush()
    shown = []
    for day, count in zip(days, (6, 1, 0, 5), strict=True):
        with time_machine.travel(datetime(day.year, day.month, 10, 2, tzinfo=UTC), tick=False):
            _concluded(count, enterprise_id=firm.id, may_publish=True)
        with time_machine.travel(datetime(day.year, day.month, 28, 2, tzinfo=UTC), tick=False):
            shown.append(disclosure.show_disclosure(firm).facts.get("concluded"))
    # One more is not told, nor a month later; together with five others it is.
    assert shown == [6, None, None, 12]
