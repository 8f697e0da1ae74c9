"""The reporter's part, and what happens when nobody comes."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.kernel import clock
from portal.kernel.audit import CITIZEN, Actor, AuditLine
from portal.kernel.db import Base, db
from portal.kernel.errors import NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.rewards import queries, services
from portal.rewards.models import RewardCase
from portal.rewards.rules import ClaimWish, Collector, PayeeFacts, PayMethod, Stage
from portal.rewards.services import OwnPartTaken
from tests.factories import rewards as factory

CLERK = Actor(kind="staff", name="clerk-c", role="intake-clerk")
FINANCE = Actor(kind="staff", name="finance-f", role="finance")
HANDLER = Actor(kind="staff", name="handler-p", role="handler")


def verify(code: str, *, papers: bool = True, by: Actor = CLERK) -> RewardCase:
    return services.verify_claim(
        code=code, collector=Collector.SELF, has_checked_papers=papers, by=by
    )


def later(days: int) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(days=days), tick=False)


def test_an_anonymous_claim_keeps_nothing_of_a_person(inside: Flask) -> None:
    reward, _code = factory.make_claimed()
    assert reward.claim is not None
    assert reward.claim.payee is None
    with pytest.raises(NotFound):
        services.read_payee(reward, by=FINANCE)


def test_the_code_is_readable_until_confirmed_and_never_again(inside: Flask) -> None:
    reward, code = factory.make_claimed()
    claim = reward.claim
    assert claim is not None
    with pytest.raises(Refused) as refusal:
        services.confirm_claim(claim, typed="2222-2222-2222-2222")
    assert refusal.value.field == "code"
    services.confirm_claim(claim, typed=code.lower().replace("-", ""))
    assert services.readable_code(claim) is None
    services.confirm_claim(claim, typed="anything")
    assert code.replace("-", "") not in str(claim.code_digest).upper()


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (ClaimWish(is_named=False, method=PayMethod.COUNTER, has_promised=False), "has_promised"),
        (ClaimWish(is_named=True, method=PayMethod.COUNTER, has_promised=True), "name"),
        (ClaimWish(is_named=False, method=PayMethod.ACCOUNT, has_promised=True), "name"),
        (
            ClaimWish(
                is_named=False,
                method=PayMethod.ACCOUNT,
                has_promised=True,
                payee=PayeeFacts(name="示例"),
            ),
            "bank",
        ),
        (
            ClaimWish(
                is_named=False,
                method=PayMethod.ACCOUNT,
                has_promised=True,
                payee=PayeeFacts(name="示例", bank="示例银行", account="12 34"),
            ),
            "account",
        ),
    ],
)
def test_a_claim_says_what_is_missing(inside: Flask, wish: ClaimWish, field: str) -> None:
    reward = factory.make_notified()
    with pytest.raises(Refused) as refusal:
        services.file_claim(reward, wish)
    assert refusal.value.field == field


def test_a_claim_is_filed_once_in_time_and_where_something_waits(inside: Flask) -> None:
    reward, _code = factory.make_claimed()
    with pytest.raises(Refused):
        services.file_claim(reward, factory.ANONYMOUS)
    with pytest.raises(MoveRefused):
        services.file_claim(factory.make_opened(), factory.ANONYMOUS)
    late = factory.make_notified()
    with later(90), pytest.raises(Refused):
        services.file_claim(late, factory.ANONYMOUS)


def test_a_named_claim_is_verified_with_papers_only(inside: Flask) -> None:
    _reward, code = factory.make_claimed(factory.NAMED)
    with pytest.raises(Refused) as refusal:
        verify(code, papers=False)
    assert refusal.value.field == "has_checked_papers"
    assert verify(code).stage is Stage.VERIFIED


def test_an_agent_needs_papers_even_for_somebody_without_a_name(inside: Flask) -> None:
    _reward, code = factory.make_claimed()
    with pytest.raises(Refused):
        services.verify_claim(
            code=code, collector=Collector.AGENT, has_checked_papers=False, by=CLERK
        )
    assert verify(code, papers=False).stage is Stage.VERIFIED


def test_unknown_used_and_expired_codes_have_one_answer(inside: Flask) -> None:
    _reward, used = factory.make_claimed()
    verify(used)
    _other, expired = factory.make_claimed()
    answers = set()
    for code in ("2222-2222-2222-2222", "", used):
        with pytest.raises(Refused) as refusal:
            verify(code)
        answers.add((refusal.value.field, str(refusal.value.reason)))
    with later(90), pytest.raises(Refused) as refusal:
        verify(expired)
    answers.add((refusal.value.field, str(refusal.value.reason)))
    assert len(answers) == 1


@pytest.mark.parametrize("name", ["handler-p", "approver-a", "approver-b"])
def test_whoever_decided_hands_nothing_out(inside: Flask, name: str) -> None:
    _reward, code = factory.make_claimed()
    with pytest.raises(OwnPartTaken):
        verify(code, by=Actor(kind="staff", name=name))


def test_an_account_is_sealed_and_each_look_is_on_record(inside: Flask) -> None:
    reward, _code = factory.make_claimed(factory.NAMED)
    db.session.commit()
    for table in Base.metadata.sorted_tables:
        held = db.session.execute(select(table)).all()
        assert "6200000000000000" not in str(held)
        assert "示例举报人" not in str(held)
    payee = services.read_payee(reward, by=FINANCE)
    assert payee == PayeeFacts(name="示例举报人", bank="示例银行", account="6200000000000000")
    looks = db.session.scalars(select(AuditLine).filter_by(action="reward.payee-read"))
    assert [(line.actor, line.subject) for line in looks] == [("finance-f", reward.subject)]


def test_a_named_claim_at_the_counter_keeps_the_name_alone(inside: Flask) -> None:
    wish = ClaimWish(
        is_named=True,
        method=PayMethod.COUNTER,
        has_promised=True,
        payee=PayeeFacts(name="示例举报人", bank="不需要", account="1"),
    )
    reward, _code = factory.make_claimed(wish)
    db.session.commit()
    assert services.read_payee(reward, by=FINANCE) == PayeeFacts(name="示例举报人")


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


def test_a_citizens_step_is_written_under_no_name(inside: Flask) -> None:
    reward, _code = factory.make_claimed()
    db.session.commit()
    lines = db.session.scalars(select(AuditLine).filter_by(subject=reward.subject)).all()
    assert lines[-1].actor == CITIZEN.name
    assert lines[-1].after == {"method": "counter", "is_named": False}
