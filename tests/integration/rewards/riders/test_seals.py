"""Seals: a fact of the handler's, of which the public sees sums alone."""

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.accounts.models import Account
from portal.complaints import policy as complaints
from portal.complaints.models import Case
from portal.complaints.rules import Seal
from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.kernel.errors import NotAllowed, Refused
from portal.rewards.riders import services
from portal.rewards.riders.panels import quarter_of, seals_of, show_to_public, tell_seals
from tests.factories.complaints import make_handler
from tests.factories.enterprises import make_enterprise
from tests.factories.riders import make_rider, make_tip

pytestmark = pytest.mark.usefixtures("inside")
NEXT_QUARTER = timedelta(days=95)


@pytest.fixture
def handler(inside: Flask) -> Account:
    """Return the handler of every case here."""
    return make_handler(name="handler-r")


def told(firm: Enterprise, handler: Account, *, seal: Seal = Seal.NONE, rider: str = "") -> Case:
    """Return a case about a firm's takeaway, in its handler's hands."""
    sender = make_rider(rider) if rider else None
    case = make_tip(sender, respondent=firm.name, enterprise_id=firm.id, seal=seal)
    case.handler = handler
    case.handler_id = handler.id
    return case


def test_only_what_a_handler_verified_is_counted_and_few_are_not_shown(handler: Account) -> None:
    firm, smallest = make_enterprise(name="示例外卖店"), complaints.small_cell()
    told(firm, handler)  # nobody has verified this one
    verified = [told(firm, handler) for _ in range(smallest - 1)]
    for case in verified:
        services.note_seal(case, found=Seal.NONE, by=handler)
    whole = told(firm, handler)
    services.note_seal(whole, found=Seal.INTACT, by=handler)
    with time_machine.travel(clock.now() + NEXT_QUARTER, tick=False):
        assert seals_of(firm) is None
        assert tell_seals(firm) is None
    services.note_seal(told(firm, handler), found=Seal.BROKEN, by=handler)
    assert seals_of(firm) is None  # this quarter is not over
    with time_machine.travel(clock.now() + NEXT_QUARTER, tick=False):
        seals, told_programmes = seals_of(firm), tell_seals(firm)
        panel = show_to_public(firm)
    assert seals is not None
    assert panel is not None
    assert seals.total == smallest
    assert (seals.absent, seals.broken) == (None, None)
    assert told_programmes == {
        "since": seals.since.isoformat(),
        "before": seals.until.isoformat(),
        "verified_count": smallest,
        "absent_count": None,
        "broken_count": None,
    }


def test_a_finding_can_be_changed_and_taken_back(handler: Account) -> None:
    case = told(make_enterprise(), handler)
    services.note_seal(case, found=Seal.NONE, by=handler)
    services.note_seal(case, found=Seal.INTACT, by=handler)
    services.note_seal(case, found=None, by=handler)
    services.note_seal(case, found=None, by=handler)


def test_only_the_handler_of_the_case_says_how_the_seal_was(handler: Account) -> None:
    case = told(make_enterprise(), handler)
    with pytest.raises(NotAllowed):
        services.note_seal(case, found=Seal.NONE, by=make_handler(name="handler-x"))
    case.seal = None
    with pytest.raises(Refused, match="没有说封签"):
        services.note_seal(case, found=Seal.NONE, by=handler)


@pytest.mark.parametrize(
    ("month", "first"), [(1, 1), (3, 1), (4, 4), (6, 4), (9, 7), (10, 10), (12, 10)]
)
def test_a_quarter_begins_with_its_first_month(month: int, first: int) -> None:
    assert quarter_of(datetime(2026, month, 28, tzinfo=clock.CHINA).date()).month == first
