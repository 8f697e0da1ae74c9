"""More time to claim, and what happens when nobody comes."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.rewards import queries, services
from tests.factories import rewards as factory

HANDLER = Actor(kind="staff", name="handler-p", role="handler")


def test_more_time_is_given_within_what_the_scheme_allows(inside: Flask) -> None:
    reward, _code = factory.make_claimed()
    before = reward.claim_until
    services.extend_claim(reward, days=4, reason="示例：住院", by=HANDLER)
    services.extend_claim(reward, days=6, reason="示例：住院", by=HANDLER)
    assert before is not None
    assert reward.claim_until is not None
    assert reward.claim_until > before
    assert reward.claim is not None
    assert reward.claim.expires_on == reward.claim_until
    for days in (1, 0, -1):
        with pytest.raises(Refused) as refusal:
            services.extend_claim(reward, days=days, reason="示例", by=HANDLER)
        assert refusal.value.field == "days"


def test_an_extension_needs_a_reason_and_a_reward_that_waits(inside: Flask) -> None:
    reward = factory.make_notified()
    with pytest.raises(Refused) as refusal:
        services.extend_claim(reward, days=1, reason=" ", by=HANDLER)
    assert refusal.value.field == "reason"
    with pytest.raises(MoveRefused):
        services.extend_claim(factory.make_failed(), days=1, reason="示例", by=HANDLER)


def test_what_nobody_set_extends_nothing(inside: Flask) -> None:
    reward = factory.make_notified()
    reward.claim_until = None
    with pytest.raises(Refused) as refusal:
        services.extend_claim(reward, days=1, reason="示例", by=HANDLER)
    assert refusal.value.field == "days"
    assert services.lapse_rewards(on=clock.today().replace(year=2090)) == []
    services.file_claim(reward, factory.ANONYMOUS)


def test_what_nobody_claims_lapses_the_day_after_and_frees_its_money(inside: Flask) -> None:
    reward = factory.make_notified()
    until = reward.claim_until
    assert until is not None
    assert services.lapse_rewards(on=until) == []
    assert services.lapse_rewards(on=until + timedelta(days=1)) == [reward]
    assert services.lapse_rewards(on=until + timedelta(days=1)) == []
    budget = queries.find_budget(clock.today().year)
    assert budget is not None
    assert budget.available_fen == budget.granted_fen
    with pytest.raises(MoveRefused):
        services.file_claim(reward, factory.ANONYMOUS)


def test_holidays_announced_later_prolong_the_time_to_claim(inside: Flask) -> None:
    reward = factory.make_notified()
    until = reward.claim_until
    assert until is not None
    # As if the day had been counted before the holidays between were known.
    reward.claim_until = until - timedelta(days=5)
    assert services.lapse_rewards(on=until) == []
    assert reward.claim_until == until
