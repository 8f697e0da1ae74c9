"""Codes, enrolments and tips where two hands are at work, or one hand twice."""

import pytest

from portal.complaints.models import Case
from portal.kernel.errors import Refused
from portal.rewards.riders import queries, services
from portal.rewards.riders.browser import COOKIE
from portal.rewards.riders.codes import code_of, tag_of
from portal.rewards.riders.models import RiderTip
from portal.rewards.riders.services import Enrolment
from portal.rewards.riders.services import tips as tipping
from portal.web.front_cache import SESSION
from tests.factories.riders import OFFICER, PIN, PLATFORM, TOKEN, make_codes, make_rider, make_tip

pytestmark = pytest.mark.usefixtures("inside")


def test_two_who_press_at_once_make_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    make_codes(2)
    [row] = queries.list_batches()
    answers = iter([None, row.batch])
    monkeypatch.setattr(queries, "find_batch_of_token", lambda _token: next(answers))
    same = services.make_codes(token=TOKEN, station="示例站点", count=2, by=OFFICER)
    assert same is row.batch


def test_a_new_code_for_an_enrolment_that_ended_since_opens_nothing() -> None:
    rider = make_rider()
    services.renew_rider(number=rider.number, token="n" * 64, station="-", by=OFFICER)
    services.end_rider(number=rider.number, reason="示例", by=OFFICER)
    told = Enrolment(code=code_of("n" * 64, 1), platform=PLATFORM, pin=PIN)
    with pytest.raises(Refused, match="已经作废"):
        services.enrol(told, token="x")


def test_a_tip_is_tied_once_and_two_phones_of_a_rider_make_two_orders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rider = make_rider()
    case = make_tip(rider)
    tip = services.link_tip(rider, case)
    assert queries.find_tip_of_case(case) is tip
    second = make_tip(None)
    monkeypatch.setattr(queries, "has_order", lambda _digest: False)  # as the other phone saw it
    assert services.link_tip(rider, second).is_further_order
    monkeypatch.setattr(tipping, "MOST_ORDERS", 2)
    with pytest.raises(Refused, match="同一单"):
        services.link_tip(rider, make_tip(None))


def test_nothing_that_is_kept_with_a_tip_leads_to_its_rider() -> None:
    rider, other = make_rider("a"), make_rider("b")
    kept = {column.name for column in RiderTip.__table__.columns}
    assert "rider_id" not in kept
    assert not any("rider" in column.name for column in Case.__table__.columns)
    assert tag_of(rider.number) != tag_of(other.number)
    assert rider.number not in tag_of(rider.number)


def test_what_is_ready_for_strangers_is_not_served_to_a_riders_phone() -> None:
    assert any(name in f"{COOKIE}=x" for name in SESSION)
    assert any(name in f"__Host-{COOKIE}=x" for name in SESSION)
