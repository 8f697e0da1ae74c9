"""From the verdict to the notice."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.complaints import services as complaints
from portal.complaints.rules import Stage as CaseStage
from portal.complaints.rules import Track, Verdict
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound, OutOfDate, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.places.profile import current_place
from portal.places.rules import add_working_days
from portal.rewards import queries, scheme_files, services
from portal.rewards.rules import Decision, Part, Schemes, Stage
from portal.rewards.services import BudgetExhausted, OwnPartTaken
from tests.factories import complaints as cases
from tests.factories import rewards as factory

HANDLER = Actor(kind="staff", name="handler-p", role="handler")
APPROVER = Actor(kind="staff", name="approver-a", role="approver")


def refused_field(refusal: pytest.ExceptionInfo[Refused]) -> str | None:
    return refusal.value.field


@pytest.mark.parametrize("track", [Track.REPORT, Track.TIP])
@pytest.mark.parametrize("verdict", [Verdict.TRUE, Verdict.PARTLY_TRUE])
def test_a_report_found_true_opens_one_reward(
    inside: Flask, track: Track, verdict: Verdict
) -> None:
    reward = factory.make_opened(track, verdict)
    assert reward.stage is Stage.OPENED
    assert reward.scheme_id == factory.GENERAL
    assert services.open_reward(reward.case) is reward
    today = clock.today()
    assert reward.notice_due_on == add_working_days(today, 15, current_place().calendar)


@pytest.mark.parametrize("verdict", [Verdict.UNTRUE, Verdict.UNVERIFIABLE])
def test_a_report_not_found_true_opens_none(inside: Flask, verdict: Verdict) -> None:
    case = factory.make_concluded(Track.TIP, verdict)
    assert queries.find_reward_of_case(case) is None
    assert services.open_reward(case) is None
    with pytest.raises(NotFound):
        queries.get_reward_of_case(case)


def test_a_complaint_earns_nothing(inside: Flask) -> None:
    case, handler = cases.make_assigned(Track.COMPLAINT)
    cases.conclude(case, handler)
    assert services.open_reward(case) is None


def test_without_a_scheme_in_force_nothing_opens(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.rewards.services.deciding.schemes", lambda: Schemes(()))
    assert queries.find_reward_of_case(factory.make_concluded()) is None


def test_everything_the_amount_follows_from_is_stored(inside: Flask) -> None:
    reward = factory.make_proposed(grade=1, base_fen=40_000_000)
    assert (reward.grade, reward.amount_fen) == (1, 2_000_000)
    counted = queries.recount(reward)
    assert counted is not None
    assert counted.amount_fen == reward.amount_fen
    assert reward.scheme_digest == queries.scheme_of(reward).digest


def test_a_scheme_edited_after_use_is_noticed(inside: Flask) -> None:
    reward = factory.make_proposed()
    reward.scheme_digest = "0" * 64
    with pytest.raises(Refused):
        queries.recount(reward)
    reward.scheme_id = "no-such-scheme"
    with pytest.raises(Refused):
        factory.approve(reward, "approver-a")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"grade": 9}, "grade"),
        ({"base_fen": -1}, "base"),
        ({"uplift_percent": 101}, "uplift"),
        ({"scheme_id": "rider-local"}, "scheme"),
        ({"scheme_id": "nothing"}, "scheme"),
        ({"grade": 1, "base_fen": 1_000_000_000}, "consultation"),
        ({"uplift_percent": 50}, "consultation"),
        ({"uplift_percent": 50, "consultation": "  "}, "consultation"),
    ],
)
def test_a_proposal_that_cannot_be_says_at_which_field(
    inside: Flask, changed: dict[str, object], field: str
) -> None:
    reward = factory.make_opened()
    wanted = replace(factory.proposal(), **changed)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refusal:
        services.propose_reward(reward, wanted, by=HANDLER, seen_round=1)
    assert refused_field(refusal) == field
    assert reward.stage is Stage.OPENED


@pytest.mark.parametrize("answer", ["no", "", "perhaps"])
def test_a_condition_that_is_not_met_stops_the_proposal(inside: Flask, answer: str) -> None:
    reward = factory.make_opened()
    answered = factory.answers()
    answered["natural-person"] = answer
    wanted = factory.proposal(answers=answered)
    with pytest.raises(Refused) as refusal:
        services.propose_reward(reward, wanted, by=HANDLER, seen_round=1)
    assert refused_field(refusal) == "answer_natural_person"


def test_an_insiders_uplift_needs_the_finance_bureaus_document(inside: Flask) -> None:
    reward = factory.make_proposed(uplift_percent=100, consultation="示例文号 1")
    assert reward.amount_fen == 600_000
    assert reward.consultation == "示例文号 1"


def test_a_handler_may_choose_the_insiders_scheme(inside: Flask) -> None:
    reward = factory.make_proposed(scheme_id="insiders-2024")
    assert reward.scheme_id == "insiders-2024"
    assert "insider" in reward.answers
    assert queries.list_schemes_for(reward)[0].id == factory.GENERAL


def test_the_case_moves_on_with_its_reward_where_its_table_allows(inside: Flask) -> None:
    case, handler = cases.make_assigned(Track.TIP)
    cases.conclude(case, handler)
    complaints.answer_report(case, note="示例反馈", by=handler)
    reward = queries.get_reward_of_case(case)
    services.propose_reward(reward, factory.proposal(), by=HANDLER, seen_round=1)
    assert case.stage is CaseStage.REWARDING


def test_a_verdict_taken_back_stops_the_reward(inside: Flask) -> None:
    reward = factory.make_proposed()
    reward.case.verdict = None
    with pytest.raises(Refused):
        factory.approve(reward, "approver-a")
    opened = factory.make_opened()
    opened.case.verdict = Verdict.UNTRUE
    with pytest.raises(Refused):
        services.propose_reward(opened, factory.proposal(), by=HANDLER, seen_round=1)


def test_a_refusal_names_the_ground_and_tells_the_reporter(inside: Flask) -> None:
    reward = factory.make_ineligible()
    assert reward.refused_ground == "not-known-before"
    assert "示例：此前已立案" in reward.case.messages[-1].text
    opened = factory.make_opened()
    for ground, because, field in (("nothing", "x", "ground"), ("offender", "  ", "because")):
        with pytest.raises(Refused) as refusal:
            services.refuse_reward(opened, ground=ground, because=because, by=HANDLER, seen_round=1)
        assert refused_field(refusal) == field


def test_two_approvals_reserve_the_money_and_tell_the_reporter(inside: Flask) -> None:
    reward = factory.make_notified()
    parts = [(row.part, row.decision) for row in reward.approvals]
    approve = Decision.APPROVE
    assert parts == [
        (Part.HANDLE, Decision.PROPOSE),
        (Part.APPROVE_FIRST, approve),
        (Part.APPROVE_SECOND, approve),
    ]
    budget = queries.find_budget(clock.today().year)
    assert budget is not None
    assert budget.reserved_fen == factory.AMOUNT_FEN
    assert reward.claim_until == add_working_days(clock.today(), 30, current_place().calendar)
    assert "¥3,000" in reward.case.messages[-1].text
    assert str(reward.claim_until) in reward.case.messages[-1].text


@pytest.mark.parametrize("name", ["handler-p", "approver-a"])
def test_whoever_took_a_part_approves_nothing_more(inside: Flask, name: str) -> None:
    reward = factory.make_first_approved()
    with pytest.raises(OwnPartTaken):
        factory.approve(reward, name)


def test_the_cases_own_handler_does_not_approve(inside: Flask) -> None:
    reward = factory.make_proposed()
    assert reward.case.handler is not None
    with pytest.raises(OwnPartTaken):
        services.approve_reward(
            reward, seen_round=1, has_declared=True, by=reward.case.handler.actor
        )


def test_an_approver_declares_to_have_no_interest(inside: Flask) -> None:
    reward = factory.make_proposed()
    with pytest.raises(Refused) as refusal:
        services.approve_reward(reward, seen_round=1, has_declared=False, by=APPROVER)
    assert refused_field(refusal) == "has_declared"


def test_a_proposal_that_changed_since_it_was_read_is_not_approved(inside: Flask) -> None:
    reward = factory.make_proposed()
    services.return_reward(reward, seen_round=1, reason="示例：等级偏高", by=APPROVER)
    services.propose_reward(reward, factory.proposal(grade=3), by=HANDLER, seen_round=2)
    with pytest.raises(OutOfDate):
        services.approve_reward(reward, seen_round=1, has_declared=True, by=APPROVER)
    factory.approve(reward, "approver-a")
    assert reward.stage is Stage.FIRST_APPROVED
    assert reward.amount_fen == 100_000


def test_a_return_needs_a_reason_and_somebody_else(inside: Flask) -> None:
    reward = factory.make_proposed()
    with pytest.raises(Refused) as refusal:
        services.return_reward(reward, seen_round=1, reason=" ", by=APPROVER)
    assert refused_field(refusal) == "reason"
    with pytest.raises(OwnPartTaken):
        services.return_reward(reward, seen_round=1, reason="x", by=HANDLER)


def test_only_proposals_are_approved(inside: Flask) -> None:
    reward = factory.make_opened()
    with pytest.raises(MoveRefused):
        factory.approve(reward, "approver-a")
    with pytest.raises(MoveRefused):
        services.return_reward(reward, seen_round=1, reason="x", by=APPROVER)


def test_without_a_budget_the_second_approval_waits(inside: Flask) -> None:
    reward = factory.make_first_approved()
    with pytest.raises(BudgetExhausted, match="还没有下达"):
        factory.approve(reward, "approver-b")
    db.session.rollback()


def test_a_budget_that_is_short_says_by_how_much(inside: Flask) -> None:
    factory.make_budget(100)
    reward = factory.make_first_approved()
    with pytest.raises(BudgetExhausted, match=r"¥1.*¥3,000"):
        factory.approve(reward, "approver-b")


def test_each_step_writes_one_line_without_a_persons_words(inside: Flask) -> None:
    reward = factory.make_notified()
    lines = [line for line in audit.pending() if line.subject == reward.subject]
    assert [line.action for line in lines] == [
        "reward.opened",
        "reward.proposed",
        "reward.first-approved",
        "reward.second-approved",
        "reward.notified",
    ]
    assert {line.actor for line in lines} == {"portal", "handler-p", "approver-a", "approver-b"}


def test_a_handler_opens_the_own_departments_rewards_only(inside: Flask) -> None:
    reward = factory.make_opened()
    own = reward.case.department
    assert queries.get_reward_of_department(reward.reference, own) is reward
    assert list(queries.list_rewards_of_department(own)) == [reward]
    assert list(queries.list_rewards_of_department("elsewhere")) == []
    for other in ("elsewhere", None):
        with pytest.raises(NotAllowed):
            queries.get_reward_of_department(reward.reference, other)
    for unknown in ("JL26-AAAA-AAAA", "x\x00"):
        with pytest.raises(NotFound):
            queries.get_reward(unknown)


def test_a_scheme_by_name_and_day(inside: Flask) -> None:
    with pytest.raises(Refused) as refusal:
        queries.get_scheme("nothing", clock.today())
    assert refused_field(refusal) == "scheme"
    early = queries.get_scheme(factory.GENERAL, clock.today().replace(year=2020))
    assert early in scheme_files.schemes()
