"""The reporter's part, and what happens when nobody comes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN, Actor, AuditLine
from portal.kernel.db import Base, db
from portal.kernel.errors import NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.places.rules import Parameters
from portal.rewards import services
from portal.rewards.models import Payee, RewardCase
from portal.rewards.rules import ClaimWish, Collector, Paper, PayeeFacts, PayMethod, Ruling, Stage
from portal.rewards.services import OwnPartTaken
from portal.rewards.words import PAPERS
from tests.factories import rewards as factory

FINANCE = Actor(kind="staff", name="finance-f", role="finance")
HANDLER = Actor(kind="staff", name="handler-p", role="handler")


def later(days: int) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(days=days), tick=False)


def test_an_anonymous_claim_keeps_nothing_of_a_person(inside: Flask) -> None:
    reward, _code = factory.make_claimed()
    assert reward.claim is not None
    assert reward.claim.payee is None
    with pytest.raises(NotFound):
        services.read_payee(reward, by=FINANCE, reason="示例：核对户名")


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


def wish(**changed: Any) -> ClaimWish:
    return replace(factory.ANONYMOUS, **changed)


INTO_ACCOUNT = {"method": PayMethod.ACCOUNT}
NAMELESS_BANK = PayeeFacts(name="示例")
SHORT_ACCOUNT = PayeeFacts(name="示例", bank="示例银行", account="12 34")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"has_promised": False}, "has_promised"),
        ({"is_named": True}, "name"),
        (INTO_ACCOUNT, "name"),
        ({**INTO_ACCOUNT, "payee": NAMELESS_BANK}, "bank"),
        ({**INTO_ACCOUNT, "payee": SHORT_ACCOUNT}, "account"),
        ({"reporters": 0}, "reporters"),
        ({"reporters": 101}, "reporters"),
        ({"declared": {}}, "answer_supervision_staff"),
        ({"declared": {"supervision-staff": "perhaps"}}, "answer_supervision_staff"),
    ],
)
def test_a_claim_says_what_is_missing(inside: Flask, changed: dict[str, Any], field: str) -> None:
    reward = factory.make_notified()
    with pytest.raises(Refused) as refusal:
        services.file_claim(reward, wish(**changed))
    assert refusal.value.field == field
    assert reward.claim is None


def test_a_claim_is_filed_once_in_time_and_where_something_waits(inside: Flask) -> None:
    reward, _code = factory.make_claimed()
    with pytest.raises(Refused):
        services.file_claim(reward, factory.ANONYMOUS)
    with pytest.raises(MoveRefused):
        services.file_claim(factory.make_opened(), factory.ANONYMOUS)
    late = factory.make_notified()
    with later(90), pytest.raises(Refused):
        services.file_claim(late, factory.ANONYMOUS)


def missing_papers(reward: RewardCase, code: str, *seen: Paper, **changed: Any) -> set[str]:
    """Return which papers the counter asks for."""
    with pytest.raises(Refused) as refusal:
        factory.verify(reward, code, papers=seen, **changed)
    assert refusal.value.field == "papers"
    told = str(refusal.value.reason)
    return {paper.value for paper in Paper if str(PAPERS[paper]) in told}


def test_a_named_claim_is_verified_with_papers_only(inside: Flask) -> None:
    reward, code = factory.make_claimed(factory.NAMED)
    assert missing_papers(reward, code) == {"identity"}
    assert factory.verify(reward, code, papers=[Paper.IDENTITY]).stage is Stage.VERIFIED
    assert reward.claim is not None
    assert reward.claim.papers == ["identity"]


def test_without_a_name_both_codes_are_enough(inside: Flask) -> None:
    reward, code = factory.make_claimed()
    assert factory.verify(reward, code, papers=[]).stage is Stage.VERIFIED


def test_an_agent_brings_a_power_of_attorney_and_both_identity_cards(inside: Flask) -> None:
    reward, code = factory.make_claimed()
    agent = {"collector": Collector.AGENT}
    needed = {"attorney", "principal-identity", "agent-identity"}
    assert missing_papers(reward, code, **agent) == needed
    one = missing_papers(reward, code, Paper.ATTORNEY, Paper.AGENT_IDENTITY, **agent)
    assert one == {"principal-identity"}
    assert factory.verify(reward, code, **agent).stage is Stage.VERIFIED


def test_one_of_several_joint_reporters_brings_the_others_consent(inside: Flask) -> None:
    reward, code = factory.make_claimed(wish(reporters=3))
    assert missing_papers(reward, code) == {"joint-consent"}
    assert factory.verify(reward, code, papers=[Paper.JOINT_CONSENT]).stage is Stage.VERIFIED


def test_a_name_that_staff_or_a_relative_bears_is_looked_at_twice(inside: Flask) -> None:
    factory.person("handler", "handler-n").display_name = "示例 举报人"
    reward, code = factory.make_claimed(factory.NAMED)
    assert missing_papers(reward, code, Paper.IDENTITY) == {"not-staff"}
    services.declare_relative("示例亲属", by=HANDLER)
    relative = replace(factory.NAMED.payee, name=" 示例　亲属 ")
    other, _code = factory.make_claimed(replace(factory.NAMED, payee=relative))
    assert other.claim is not None
    assert other.claim.has_namesake


def test_wrong_and_none_have_one_answer(inside: Flask) -> None:
    reward, code = factory.make_claimed()
    other, _code = factory.make_claimed()
    assert other.claim is not None
    answers = set()
    for identity, typed in (
        ("SF-2222-2222", code),
        ("", ""),
        ("\x00" * 50, code),
        (other.claim.identity_code, code),
        (other.claim.identity_code, "2222-2222-2222-2222"),
    ):
        with pytest.raises(Refused) as refusal:
            factory.verify(reward, typed, identity_code=identity)
        answers.add((refusal.value.field, str(refusal.value.reason)))
    assert len(answers) == 1
    told = {(step["action"], step["subject"], step["after"]) for step in audit.refused()}
    assert told == {("claim.codes-unmatched", "claims", None)}, "nothing of what was typed"


def refused_states() -> list[str]:
    return [step["after"]["state"] for step in audit.refused()]


def test_used_and_expired_codes_are_refused_in_words_and_on_record(inside: Flask) -> None:
    used, code = factory.make_claimed()
    factory.verify(used, code)
    with pytest.raises(Refused, match="已经用过"):
        factory.verify(used, code)
    expired, late = factory.make_claimed()
    with later(90), pytest.raises(Refused, match="已经到期"):
        factory.verify(expired, late)
    contested, early = factory.make_claimed()
    services.object_to_reward(contested, text="示例")
    with pytest.raises(Refused, match="正在复核"):
        factory.verify(contested, early)
    assert refused_states() == ["used", "expired", "objected"]


def test_a_code_is_read_however_it_was_typed(inside: Flask) -> None:
    reward, code = factory.make_claimed()
    assert reward.claim is not None
    identity = reward.claim.identity_code.lower().replace("-", " ")
    assert factory.verify(reward, code.lower(), identity_code=identity).stage is Stage.VERIFIED


def test_a_second_claim_is_refused_named_and_on_record(inside: Flask) -> None:
    reward, _code = factory.make_claimed()
    with pytest.raises(Refused, match=clock.today().isoformat()):
        services.file_claim(reward, factory.ANONYMOUS)
    assert [step["action"] for step in audit.refused()] == ["reward.second-claim-refused"]


def test_whoever_declares_an_exclusion_is_not_paid(inside: Flask) -> None:
    reward = factory.make_notified()
    declared = {**factory.answers(), "paid-by-others": "yes"}
    with pytest.raises(Refused, match="第八条") as refusal:
        services.file_claim(reward, wish(declared=declared))
    assert refusal.value.field == "answer_paid_by_others"
    assert audit.refused()[0]["after"] == {"declared": "paid-by-others"}


@pytest.mark.parametrize("name", ["handler-p", "approver-a", "approver-b"])
def test_whoever_decided_hands_nothing_out(inside: Flask, name: str) -> None:
    reward, code = factory.make_claimed()
    with pytest.raises(OwnPartTaken):
        factory.verify(reward, code, by=Actor(kind="staff", name=name))
    assert audit.refused()[0]["by"].name == name


def test_an_account_is_sealed_and_each_look_is_on_record(inside: Flask) -> None:
    reward, _code = factory.make_claimed(factory.NAMED)
    db.session.commit()
    for table in Base.metadata.sorted_tables:
        held = db.session.execute(select(table)).all()
        assert "6200000000000000" not in str(held)
        assert "示例举报人" not in str(held)
    with pytest.raises(Refused):
        services.read_payee(reward, by=FINANCE, reason=" ")
    payee = services.read_payee(reward, by=FINANCE, reason="示例：核对户名")
    assert payee == PayeeFacts(name="示例举报人", bank="示例银行", account="6200000000000000")
    looks = db.session.scalars(select(AuditLine).filter_by(action="reward.payee-read"))
    assert [(line.actor, line.subject) for line in looks] == [("finance-f", reward.subject)]


def test_a_named_claim_at_the_counter_keeps_the_name_alone(inside: Flask) -> None:
    facts = PayeeFacts(name="示例举报人", bank="不需要", account="1")
    reward, _code = factory.make_claimed(wish(is_named=True, payee=facts))
    db.session.commit()
    payee = services.read_payee(reward, by=FINANCE, reason="示例：核对姓名")
    assert payee == PayeeFacts(name="示例举报人")


def test_what_is_not_needed_of_a_payee_goes_at_once(inside: Flask) -> None:
    lapsed, _code = factory.make_claimed(factory.NAMED)
    until = lapsed.claim_until
    assert until is not None
    services.lapse_rewards(on=until + timedelta(days=1))
    reopened, _other = factory.make_claimed(factory.NAMED)
    services.object_to_reward(reopened, text="示例")
    facts: dict[str, Any] = {"because": "示例", "seen_round": 1}
    reviewer = Actor(kind="staff", name="approver-r")
    services.review_objection(reopened, ruling=Ruling.REOPEN, by=reviewer, **facts)
    for reward in (lapsed, reopened):
        assert reward.claims[0].payee is None
    assert db.session.scalar(select(func.count()).select_from(Payee)) == 0


def test_a_payee_is_kept_after_payment_as_long_as_the_place_says(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    reward = factory.make_paid(factory.NAMED)
    much_later = clock.today().replace(year=clock.today().year + 5)
    assert services.forget_paid(on=much_later) == [], "not set: nothing is deleted"
    monkeypatch.setattr(Parameters, "whole", lambda *_asked: 12)
    assert services.forget_paid(on=clock.today()) == []
    assert services.forget_paid(on=much_later) == [reward.reference]
    with pytest.raises(NotFound):
        services.read_payee(reward, by=FINANCE, reason="示例")


def test_a_citizens_step_is_written_under_no_name(inside: Flask) -> None:
    reward, _code = factory.make_claimed()
    db.session.commit()
    lines = db.session.scalars(select(AuditLine).filter_by(subject=reward.subject)).all()
    assert lines[-1].actor == CITIZEN.name
    assert lines[-1].after == {"method": "counter", "is_named": False}
