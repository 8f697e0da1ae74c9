"""Who may be rewarded: what both sides answer, who was first, and who may not decide."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.complaints import services as complaints
from portal.complaints.models import Case, CaseJoin
from portal.complaints.rules import Stage as CaseStage
from portal.complaints.rules import Track, Verdict
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused
from portal.rewards import dossier, queries, services
from portal.rewards.models import RewardCase
from portal.rewards.rules import Decision, Expected, Part, Ruling, Side, Stage
from portal.rewards.services import OwnInterest, OwnPartTaken
from tests.factories import complaints as cases
from tests.factories import enterprises as firms
from tests.factories import rewards as factory

HANDLER = Actor(kind="staff", name="handler-p", role="handler")
REVIEWER = Actor(kind="staff", name="approver-r", role="approver")


def propose(reward: RewardCase, **changed: Any) -> None:
    """Propose as the usual handler."""
    seen = reward.round
    services.propose_reward(reward, factory.proposal(**changed), by=HANDLER, seen_round=seen)


def two_of_one_matter() -> tuple[RewardCase, RewardCase]:
    """Return the rewards of two people who reported one violation, the first in time first."""
    first, handler = cases.make_assigned(Track.TIP)
    second, _other = cases.make_assigned(Track.REPORT)
    second.received_at = first.received_at + timedelta(minutes=5)
    for case, by in ((first, handler), (second, _other)):
        cases.conclude(case, by)
    join(first, second)
    return queries.get_reward_of_case(first), queries.get_reward_of_case(second)


def join(lead: Case, member: Case) -> None:
    """Handle two cases as one matter."""
    joined = CaseJoin(lead=lead, member=member, joined_at=clock.now(), joined_by="handler-p")
    joined.split_by = joined.reason = ""
    db.session.add(joined)
    db.session.flush()


def review(reward: RewardCase, ruling: Ruling, by: Actor = REVIEWER) -> None:
    """Decide an objection."""
    services.review_objection(
        reward, ruling=ruling, because="示例：复核理由", by=by, seen_round=reward.round
    )


def test_each_answer_is_kept_with_who_when_and_the_article(inside: Flask) -> None:
    reward = factory.make_proposed()
    found = queries.answers_of(reward, Side.HANDLER)
    assert set(found) == set(factory.answers())
    staff = found["supervision-staff"]
    assert (staff.said, staff.given_by, staff.article) == (Expected.NO, "handler-p", "第八条")
    assert clock.now() - staff.given_at < timedelta(minutes=1)


def test_a_reporter_declares_before_the_reward_is_decided(inside: Flask) -> None:
    reward = factory.make_opened()
    services.declare(reward, factory.answers())
    declared = queries.answers_of(reward, Side.REPORTER)
    assert {row.given_by for row in declared.values()} == {"citizen"}
    assert "target-and-evidence" not in declared, "conditions are for the handler to find out"
    with pytest.raises(Refused) as refusal:
        services.declare(reward, {})
    assert refusal.value.field == "answer_supervision_staff"
    told = factory.make_notified()
    with pytest.raises(Refused, match="领取时"):
        services.declare(told, factory.answers())


def test_what_reporters_say_against_themselves_stands(inside: Flask) -> None:
    reward = factory.make_opened()
    services.declare(reward, {**factory.answers(), "offender": "yes"})
    with pytest.raises(Refused, match="自己声明") as refusal:
        propose(reward)
    assert refusal.value.field == "answer_offender"
    services.declare(reward, factory.answers())  # a slip of the finger, put right
    propose(reward)
    services.declare(reward, {**factory.answers(), "offender": "yes"})
    with pytest.raises(Refused, match="自己声明"):
        factory.approve(reward, "approver-a")


def test_a_proposal_needs_the_handlers_own_declaration(inside: Flask) -> None:
    with pytest.raises(Refused) as refusal:
        propose(factory.make_opened(), has_declared=False)
    assert refusal.value.field == "has_declared"


def test_a_refusal_has_a_reason_and_a_remedy(inside: Flask) -> None:
    reward = factory.make_ineligible()
    assert reward.objection_until is not None
    told = reward.case.messages[-1].text
    assert "示例：此前已立案" in told
    assert reward.objection_until.isoformat() in told
    assert queries.answers_of(reward, Side.HANDLER)["not-known-before"].said is Expected.NO
    services.object_to_reward(reward, text="示例：当时还没有立案")
    review(reward, Ruling.UPHOLD)
    assert reward.stage is Stage.INELIGIBLE
    with pytest.raises(Refused):
        services.object_to_reward(reward, text="再来一次")


def test_a_refusal_taken_back_is_decided_anew_without_touching_money(inside: Flask) -> None:
    reward = factory.make_contested()
    review(reward, Ruling.REOPEN)
    assert (reward.stage, reward.round, reward.refused_ground) == (Stage.OPENED, 2, None)
    assert reward.ended_at is None
    propose(reward)
    assert [row.decision for row in reward.approvals] == [
        Decision.REFUSE, Decision.REOPEN, Decision.PROPOSE,
    ]  # fmt: skip


def test_four_people_stay_four_on_the_way_back_from_an_objection(inside: Flask) -> None:
    reward = factory.make_objected()
    for name in ("handler-p", "approver-a", "approver-b"):
        with pytest.raises(OwnPartTaken):
            review(reward, Ruling.UPHOLD, Actor(kind="staff", name=name))
    review(reward, Ruling.REOPEN)
    propose(reward)
    with pytest.raises(OwnPartTaken):
        factory.approve(reward, "approver-r")  # whoever had it decided anew
    factory.approve(reward, "approver-b")  # whoever approved before, as either approver
    with pytest.raises(OwnPartTaken):
        factory.approve(reward, "approver-b")
    factory.approve(reward, "approver-a")
    services.file_claim(reward, factory.ANONYMOUS)
    code = services.readable_code(reward.claims[-1])
    for name in ("handler-p", "approver-a", "approver-b", "approver-r"):
        with pytest.raises(OwnPartTaken):
            factory.verify(reward, str(code), by=Actor(kind="staff", name=name))
    factory.verify(reward, str(code))
    for name in ("handler-p", "approver-a", "approver-b", "approver-r"):
        with pytest.raises(OwnPartTaken):
            services.start_payment(reward, by=Actor(kind="staff", name=name))


def test_a_handler_of_an_earlier_round_never_approves(inside: Flask) -> None:
    reward = factory.make_proposed()
    approver = Actor(kind="staff", name="approver-a")
    services.return_reward(reward, seen_round=1, reason="示例：换人再报", by=approver)
    other = factory.person("handler", "handler-q").actor
    services.propose_reward(reward, factory.proposal(), by=other, seen_round=2)
    assert (Part.HANDLE, "handler-p") in queries.parts_taken(reward)
    with pytest.raises(OwnPartTaken):
        factory.approve(reward, "handler-p")
    assert reward.investigator is not None
    with pytest.raises(OwnPartTaken):
        factory.approve(reward, reward.investigator)


def test_whoever_had_the_case_earlier_never_approves_nor_pays(inside: Flask) -> None:
    """A case goes from hand to hand; each who worked on it knows what it says."""
    case, first = cases.make_assigned(Track.TIP)
    looker = cases.make_handler(name="handler-who-looked")
    complaints.advance_case(case, to=CaseStage.SCREENING, by=first)
    last = cases.make_handler()
    complaints.assign_case(case, handler=last, by=looker)
    complaints.advance_case(case, to=CaseStage.VERIFYING, by=last)
    complaints.decide_filing(case, is_filed=True, note="示例理由", by=last)
    complaints.conclude_report(case, verdict=Verdict.TRUE, answer="示例：已查处。", by=last)
    db.session.commit()
    complaints.note_look(case, by=looker)
    reward = queries.get_reward_of_case(case)
    propose(reward)
    with pytest.raises(OwnPartTaken):
        factory.approve(reward, first.username)
    assert dossier.for_approver(reward, first.username).taken_part
    assert not dossier.for_approver(reward, looker.username).taken_part
    handled = {name for part, name in queries.parts_taken(reward) if part is Part.HANDLE}
    assert handled == {first.username, last.username, "handler-p"}


def test_self_approval_is_named_and_on_record(inside: Flask) -> None:
    reward = factory.make_first_approved()
    with pytest.raises(OwnPartTaken, match="一审"):
        factory.approve(reward, "approver-a")
    step = audit.refused()[0]
    assert (step["action"], step["subject"]) == ("reward.own-part-refused", reward.subject)
    assert step["by"].name == "approver-a"
    assert step["after"] == {"wanted": "approve-second", "taken": "approve-first"}


def test_of_separate_reports_the_first_in_time_is_rewarded(inside: Flask) -> None:
    first, second = two_of_one_matter()
    with pytest.raises(Refused, match=first.reference) as refusal:
        propose(second)
    assert refusal.value.field == "answer_first_in_time"
    assert audit.refused()[0]["after"] == {"other": first.reference}
    propose(first)
    assert first.stage is Stage.PROPOSED


def test_whoever_comes_second_follows_where_the_first_is_refused(inside: Flask) -> None:
    first, second = two_of_one_matter()
    services.refuse_reward(
        first, ground="offender", because="示例：系违法行为人", by=HANDLER, seen_round=1
    )
    propose(second)
    services.object_to_reward(first, text="示例：我不是")
    review(first, Ruling.REOPEN)
    with pytest.raises(Refused, match=second.reference):
        propose(first)


def test_reports_joined_after_the_proposal_are_not_both_approved(inside: Flask) -> None:
    first, second = factory.make_proposed(), factory.make_proposed()
    join(first.case, second.case)
    with pytest.raises(Refused):
        factory.approve(second, "approver-a")


def test_of_a_report_partly_true_the_matching_part_alone_counts(inside: Flask) -> None:
    reward = factory.make_opened(Track.TIP, Verdict.PARTLY_TRUE)
    whole = {"base_fen": 100_000_000}
    with pytest.raises(Refused) as refusal:
        propose(reward, **whole)
    assert refusal.value.field == "matched"
    with pytest.raises(Refused) as refusal:
        propose(reward, **whole, matched_fen=40_000_000, matched_part=" ")
    assert refusal.value.field == "matched_part"
    with pytest.raises(Refused) as refusal:
        propose(reward, **whole, matched_fen=100_000_001, matched_part="示例")
    assert refusal.value.field == "matched"
    propose(reward, **whole, matched_fen=40_000_000, matched_part="示例：过期原料一项")
    assert reward.amount_fen == 1_200_000
    counted = queries.recount(reward)
    assert counted is not None
    assert counted.amount_fen == reward.amount_fen


def test_nobody_works_on_a_firm_they_declared(inside: Flask) -> None:
    reward = factory.make_proposed()
    firm = firms.make_enterprise()
    db.session.flush()
    reward.case.enterprise = firm
    approver = factory.person("approver", "approver-a").actor
    services.declare_enterprise(str(firm.credit_code), by=approver)
    with pytest.raises(OwnInterest):
        factory.approve(reward, "approver-a")
    assert audit.refused()[0]["action"] == "reward.own-interest-refused"
    with pytest.raises(Refused, match="已经申报"):
        services.declare_enterprise(str(firm.credit_code), by=approver)
    with pytest.raises(Refused) as refusal:
        services.declare_enterprise("x\x00", by=approver)
    assert refusal.value.field == "code"
    services.end_interest(queries.list_interests("approver-a")[0].id, by=approver)
    factory.approve(reward, "approver-a")


def test_a_relatives_name_is_compared_and_never_kept(inside: Flask) -> None:
    interest = services.declare_relative("示例亲属", by=HANDLER)
    assert "示例亲属" not in str(vars(interest))
    for name, match in ((" ", "请填写"), ("示例 亲属", "已经申报")):
        with pytest.raises(Refused, match=match):
            services.declare_relative(name, by=HANDLER)
    with pytest.raises(NotFound):
        services.end_interest(interest.id, by=REVIEWER)


def test_each_report_of_a_matter_keeps_its_own_time_and_right(inside: Flask) -> None:
    case, by = cases.make_assigned(Track.TIP)
    other, _by = cases.make_assigned(Track.TIP)
    other.handler = by
    other.handler_id = by.id
    complaints.join_cases(case, other, by=by)
    cases.conclude(case, by)
    rewards = {queries.get_reward_of_case(one).case.received_at for one in (case, other)}
    assert len(rewards) == 2
