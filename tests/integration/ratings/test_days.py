"""Grades begin and end on their days; the desk knows before anybody writes it down."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from flask import Flask

from portal.enterprises.models import Enterprise
from portal.kernel.audit import SYSTEM
from portal.kernel.errors import Refused
from portal.places.profile import current_place
from portal.ratings import board, services
from portal.ratings.models import Rating
from portal.ratings.rules import Stage, stage_on
from tests.factories.enterprises import make_enterprise
from tests.factories.objections import contestable, lodged
from tests.factories.ratings import PROPOSER, REVIEWER, make_rating, proposal


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel("2026-11-20T04:00:00Z", tick=False):
        yield


def test_the_days_move_grades_on_and_the_board_knows_before_it_is_written_down(
    inside: Flask,
) -> None:
    enterprise = make_enterprise()
    before, rating = make_rating(enterprise), contestable(enterprise)
    services.publish_ratings([rating], by=REVIEWER)
    assert board.count_stages() == {Stage.IN_FORCE: 1, Stage.SCHEDULED: 1}
    with time_machine.travel("2026-11-26T04:00:00Z", tick=False):
        assert board.count_stages() == {Stage.IN_FORCE: 1, Stage.REPLACED: 1}
        columns = {column.stage: list(column.ratings) for column in board.list_columns()}
        assert columns[Stage.IN_FORCE] == [rating]
        assert services.settle_ratings(by=SYSTEM) == 1
        assert services.settle_ratings(by=SYSTEM) == 0
        assert (before.stage, rating.stage) == (Stage.REPLACED, Stage.IN_FORCE)
        late = lodged(rating)
        assert (rating.stage, late.is_pending) == (Stage.IN_FORCE, True)


def test_the_database_and_the_rules_say_the_same_of_every_stage_and_day(inside: Flask) -> None:
    made = [make_rating(make_enterprise()) for _ in range(4)]
    made[1].ended_on = date(2026, 11, 1)
    made[2].expires_on = date(2026, 11, 1)
    made[3].stage, made[3].effective_on = Stage.SCHEDULED, date(2026, 11, 30)
    made.append(contestable(make_enterprise()))
    for day in (date(2026, 1, 1), date(2026, 11, 1), date(2026, 11, 20), date(2027, 6, 1)):
        told: dict[Stage, int] = {}
        for rating in made:
            then = stage_on(rating.stage, rating.period, day)
            told[then] = told.get(then, 0) + 1
        assert board.count_stages(day) == told


def test_suspending_a_scheduled_grade_leaves_the_one_before(inside: Flask) -> None:
    enterprise = make_enterprise()
    before, rating = make_rating(enterprise), contestable(enterprise)
    services.publish_ratings([rating], by=REVIEWER)
    with pytest.raises(Refused):
        services.publish_ratings([_second(enterprise)], by=REVIEWER)
    services.suspend_rating(rating, reason="示例", by=REVIEWER)
    assert (before.stage, before.ended_on) == (Stage.IN_FORCE, None)


def _second(enterprise: Enterprise) -> Rating:
    return contestable(enterprise, level="A", score=Decimal(20), factors=())


def test_where_the_policy_says_so_a_grade_shows_from_its_notice_on(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = current_place()
    (rule,) = place.parameters.history("ratings.show_during_objection")
    whole = place.parameters.overlaid([replace(rule, value=True)])
    monkeypatch.setitem(inside.extensions, "portal.place", replace(place, parameters=whole))
    rating = contestable(make_enterprise())
    services.publish_ratings([rating], by=REVIEWER)
    assert (rating.stage, rating.effective_on) == (Stage.IN_FORCE, date(2026, 11, 12))


def test_without_a_last_day_to_object_nothing_is_published(inside: Flask) -> None:
    rating = contestable(make_enterprise())
    rating.objection_until = None
    with pytest.raises(Refused):
        services.publish_ratings([rating], by=REVIEWER)
    rating.objection_until, rating.expires_on = date(2026, 11, 25), date(2026, 11, 20)
    with pytest.raises(Refused) as refused:
        services.publish_ratings([rating], by=REVIEWER)
    assert refused.value.field == "expires_on"


def test_what_has_begun_by_itself_is_written_down_before_the_next_step(inside: Flask) -> None:
    enterprise = make_enterprise()
    first = contestable(enterprise)
    services.publish_ratings([first], by=REVIEWER)
    with time_machine.travel("2026-12-10T04:00:00Z", tick=False):
        lodged(first)
        assert first.stage is Stage.IN_FORCE
    second = contestable(enterprise, level="A", score=Decimal(20), factors=())
    second.objection_until = date(2026, 12, 1)
    first.stage = Stage.SCHEDULED
    with time_machine.travel("2026-11-27T04:00:00Z", tick=False):
        services.publish_ratings([second], by=REVIEWER)
    assert (first.stage, first.ended_on) == (Stage.IN_FORCE, date(2026, 12, 1))
    assert (second.stage, second.effective_on) == (Stage.SCHEDULED, date(2026, 12, 2))


def test_the_place_gives_a_time_to_object_that_nobody_shortens(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = current_place()
    (rule,) = place.parameters.history("ratings.objection_days")
    whole = place.parameters.overlaid([replace(rule, value=5)])
    monkeypatch.setitem(inside.extensions, "portal.place", replace(place, parameters=whole))
    told_on, last = date(2026, 11, 10), date(2026, 11, 17)  # five working days
    untold = proposal(notified_on=None, objection_until=None)
    rating = services.propose_rating(make_enterprise(), untold, by=PROPOSER)
    services.review_ratings([rating], by=REVIEWER)
    short = {"notified_on": told_on, "objection_until": date(2026, 11, 16)}
    with pytest.raises(Refused, match="2026-11-17") as refused:
        services.record_notice([rating], by=PROPOSER, **short)
    assert (refused.value.field, rating.stage) == ("objection_until", Stage.REVIEWED)
    with pytest.raises(Refused) as refused:
        services.propose_rating(make_enterprise(), proposal(**short), by=PROPOSER)
    assert refused.value.field == "objection_until"
    services.record_notice([rating], notified_on=told_on, by=PROPOSER)
    assert rating.objection_until == last
