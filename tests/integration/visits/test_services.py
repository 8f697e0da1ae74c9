"""What services of visits refuse when no form stands before them."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.visits import services
from portal.visits.models import Visit
from portal.visits.rules import VisitStage, VisitWish
from tests.factories.accounts import make_account
from tests.factories.joining import token

DAY = timedelta(days=1)


def ask() -> Visit:
    """Return a wish for a visit in ten days."""
    wish = VisitWish(
        organisation="示例小学",
        place="学校",
        region="330302006",
        address="示例路 2 号",
        wished_on=clock.today() + 10 * DAY,
        people_count=40,
        topic="示例",
        contact="示例老师 13800000000",
    )
    return services.keep_request(wish, once=token())


def test_another_day_or_a_no_needs_its_reason(inside: Flask) -> None:
    visit, officer = ask(), make_account("publisher")
    later = clock.today() + 12 * DAY
    with pytest.raises(Refused) as refusal:
        services.propose_day(visit, day=later, reason="", by=officer)
    assert refusal.value.field == "reason"
    with pytest.raises(Refused) as refusal:
        services.decline_visit(visit, reason="", by=officer)
    assert refusal.value.field == "reason"
    assert visit.stage is VisitStage.REQUESTED


def test_a_day_is_taken_while_it_is_offered_and_to_come(inside: Flask) -> None:
    visit, officer = ask(), make_account("publisher")
    with pytest.raises(MoveRefused):
        services.accept_day(visit)
    later = clock.today() + 12 * DAY
    services.propose_day(visit, day=later, reason="示例", by=officer)
    with (
        time_machine.travel(clock.now() + 13 * DAY, tick=False),
        pytest.raises(Refused, match="已经过去"),
    ):
        services.accept_day(visit)
    for _twice in range(2):
        services.accept_day(visit)
    assert (visit.stage, visit.agreed_on) == (VisitStage.AGREED, later)
