"""The frame of 2025, once the bureau has said from when it applies (国办发〔2025〕22号)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.penalties import services
from portal.penalties.models import Penalty
from portal.penalties.queries import penalties
from portal.penalties.queries.shown import is_shown
from portal.penalties.rule_files import rule_versions
from portal.penalties.rules.kinds import PenaltyKind, PenaltyStage, Severity
from portal.penalties.rules.periods import Unpublished
from portal.places.profile import current_place
from tests.factories.penalties import RECORDER, REVIEWER, bare, decision

FROM, TODAY = date(2026, 2, 1), date(2026, 6, 1)
FIGURE = 100_000


@pytest.fixture
def framed(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Stand in a place that applies the frame from a day on, and whose province set a figure."""
    place = current_place()
    told: dict[str, date | int] = {
        "penalties.frame_2025_from": FROM,
        "penalties.small_fine_fen": FIGURE,
    }
    rows = [replace(place.parameters.history(key)[0], value=told[key]) for key in told]
    changed = replace(place, parameters=place.parameters.overlaid(rows))
    monkeypatch.setitem(inside.extensions, "portal.place", changed)
    with time_machine.travel(TODAY, tick=False):
        yield inside


def classed(severity: Severity, months: int, **facts: Any) -> services.Decision:
    told = {"decided_on": date(2026, 5, 20), "severity": severity, "shown_months": months}
    return decision(**{**told, **facts})


def test_decisions_before_that_day_stay_under_order_45(framed: Flask) -> None:
    assert [version.code for version in rule_versions()][-1] == "state-2025"
    old = bare([PenaltyKind.FINE], fine_fen=FIGURE, decided_on=date(2026, 1, 31))
    penalty = services.record_penalty(old, by=RECORDER)
    services.publish_penalty(penalty, by=REVIEWER)
    period = penalties.period_for(penalty)
    assert period is not None
    assert (period.version, period.tier.code) == ("order-45", "small-fine")
    assert period.last == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("severity", "months", "last"),
    [
        (Severity.MINOR, 3, date(2026, 9, 1)),
        (Severity.GENERAL, 3, date(2026, 9, 1)),
        (Severity.GENERAL, 12, date(2027, 6, 1)),
        (Severity.SERIOUS, 12, date(2027, 6, 1)),
        (Severity.SERIOUS, 36, date(2029, 6, 1)),
    ],
)
def test_a_classed_record_is_shown_for_its_own_months(
    framed: Flask, severity: Severity, months: int, last: date
) -> None:
    penalty = services.record_penalty(classed(severity, months), by=RECORDER)
    services.publish_penalty(penalty, by=REVIEWER)
    period = penalties.period_for(penalty)
    assert period is not None
    assert (period.version, period.last) == ("state-2025", last)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"severity": None}, "severity"),
        ({"shown_months": None}, "shown_months"),
        ({"severity": Severity.MINOR, "shown_months": 4}, "shown_months"),
        ({"severity": Severity.GENERAL, "shown_months": 2}, "shown_months"),
        ({"severity": Severity.SERIOUS, "shown_months": 37}, "shown_months"),
    ],
)
def test_a_record_without_class_or_beyond_the_frame_is_refused(
    framed: Flask, facts: dict[str, Any], field: str
) -> None:
    whole = {"severity": Severity.GENERAL, "shown_months": 6, "decided_on": FROM, **facts}
    with pytest.raises(Refused) as refused:
        services.record_penalty(decision(**whole), by=RECORDER)
    assert refused.value.field == field


def test_a_minor_record_may_be_left_out(framed: Flask) -> None:
    penalty = services.record_penalty(classed(Severity.MINOR, 0), by=RECORDER)
    assert penalties.why_hidden(penalty) is Unpublished.MINOR
    services.keep_penalty(penalty, by=REVIEWER)
    assert penalty.stage is PenaltyStage.KEPT


def test_the_condition_and_the_rule_agree_across_the_change(framed: Flask) -> None:
    chance, crowd = Random("across the change"), []
    for _ in range(80):
        severity = chance.choice(list(Severity))
        months = {Severity.MINOR: (0, 3), Severity.GENERAL: (3, 12), Severity.SERIOUS: (12, 36)}
        told = classed(severity, chance.randint(*months[severity]))
        penalty = services.record_penalty(told, by=RECORDER)
        penalty.decided_on = FROM + timedelta(days=chance.randrange(-60, 60))
        penalty.fine_fen, penalty.kind_mask = chance.randrange(2 * FIGURE), chance.randrange(1, 256)
        penalty.ban_until = chance.choice([None, date(2030, 1, 1)])
        penalty.stage, penalty.published_on = PenaltyStage.PUBLISHED, penalty.decided_on
        crowd.append(penalty)
    db.session.flush()
    for step in range(0, 1500, 60):
        day = FROM + timedelta(days=step)
        shown = set(db.session.scalars(select(Penalty.id).where(is_shown(day))))
        assert shown == {one.id for one in crowd if penalties.is_shown_on(one, day)}, day
