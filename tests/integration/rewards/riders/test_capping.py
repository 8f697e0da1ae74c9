"""Riders' rewards go the way of every reward, within the caps of their scheme."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.rewards import queries, services
from portal.rewards.models import RewardCase
from portal.rewards.questions import questions_of
from portal.rewards.riders import own
from portal.rewards.riders.queries import find_tip_of_case
from portal.rewards.rules import Proposal, Stage, StepKind
from portal.rewards.rules.scheme_parts import CountedBy
from tests.factories.rewards import ANONYMOUS, approve, make_budget, person, verify
from tests.factories.riders import find_true, make_rider, make_tip, set_riders_scheme

pytestmark = pytest.mark.usefixtures("inside")
WHOLE, SMALL = 1, 2


@pytest.fixture
def scheme(monkeypatch: pytest.MonkeyPatch, app: Flask) -> None:
    """Let the place have a scheme for riders."""
    with app.app_context():
        set_riders_scheme(monkeypatch)


def propose(reward: RewardCase, grade: int) -> None:
    """Propose a kind of finding, as the handler does."""
    asked = questions_of(queries.scheme_of(reward))
    told = Proposal(
        scheme_id="rider-local",
        grade=grade,
        base_fen=0,
        answers={question.code: question.expects.value for question in asked},
        has_declared=True,
    )
    by = person("handler", "handler-r").actor
    services.propose_reward(reward, told, by=by, seen_round=reward.round)


@pytest.mark.usefixtures("scheme")
def test_a_riders_tip_is_paid_by_four_people_and_counts_on_the_riders_own_page() -> None:
    rider = make_rider()
    make_budget()
    reward = find_true(make_tip(rider))
    assert reward.family == "rider-local"
    propose(reward, WHOLE)
    approve(reward, "approver-a")
    [before] = own.own_tips(rider)
    assert before.granted_fen is None  # a sum of one approval is no promise yet
    approve(reward, "approver-b")
    assert own.page_of(rider).waiting == 1
    claim = services.file_claim(reward, ANONYMOUS)
    payer = person("finance", "finance-f").actor
    verify(reward, services.readable_code(claim) or "")
    services.start_payment(reward, by=payer)
    services.record_payment(reward, bank_reference="示例1", by=payer)
    [month] = own.page_of(rider).months
    assert (month.sent, month.counted) == (1, 1)
    assert (month.approved_fen, month.paid_fen, month.above_fen) == (30_000, 30_000, 0)


@pytest.mark.usefixtures("scheme")
def test_above_the_cap_of_a_day_the_rest_is_told_and_the_recount_agrees() -> None:
    rider = make_rider()
    make_budget()
    first, second, third = (find_true(make_tip(rider, respondent=f"示例店{n}")) for n in range(3))
    propose(first, SMALL)
    propose(second, WHOLE)
    assert second.amount_fen == 25_000
    recounted = queries.recount(second)
    assert recounted is not None
    assert (recounted.amount_fen, recounted.steps[-1].kind) == (25_000, StepKind.DAY_CAP)
    propose(third, SMALL)
    assert third.stage is Stage.INELIGIBLE
    assert "每人每日上限" in third.refused_because
    newest, *_rest = own.own_tips(rider)
    assert (newest.above_fen, newest.limit_word) == (5_000, "每人每日上限")
    approve(second, "approver-a")
    approve(second, "approver-b")
    [month] = own.page_of(rider).months
    assert (month.counted, month.above_fen) == (3, 10_000)


@pytest.mark.usefixtures("scheme")
def test_an_earlier_tip_is_graded_before_a_later_one_takes_its_money() -> None:
    rider = make_rider()
    first, second = (find_true(make_tip(rider, respondent=f"示例店{n}")) for n in range(2))
    with pytest.raises(Refused, match="更早的线索") as refused:
        propose(second, SMALL)
    assert refused.value.field == "grade"
    propose(first, SMALL)
    propose(second, SMALL)
    assert second.amount_fen == 5_000


@pytest.mark.usefixtures("scheme")
def test_proposed_again_a_tip_settles_anew_and_comes_out_the_same() -> None:
    rider = make_rider()
    reward = find_true(make_tip(rider))
    propose(reward, WHOLE)
    by = person("approver", "approver-a").actor
    services.return_reward(reward, seen_round=reward.round, reason="示例", by=by)
    propose(reward, WHOLE)
    assert reward.amount_fen == 30_000
    assert queries.recount(reward) is not None


def test_caps_count_by_the_day_that_the_scheme_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rule = set_riders_scheme(monkeypatch, counted_by=CountedBy.FILING)
    assert rule.counted_by is CountedBy.FILING
    rider = make_rider()
    cases = [make_tip(rider, respondent=f"示例店{n}") for n in range(2)]
    first = find_true(cases[0])
    propose(first, WHOLE)
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        second = find_true(cases[1])
        propose(second, WHOLE)
    # Found true on another day, but told on the same one.
    assert second.stage is Stage.INELIGIBLE


@pytest.mark.usefixtures("scheme")
def test_whoever_never_enrolled_falls_under_the_general_scheme() -> None:
    reward = find_true(make_tip(None))
    assert reward.scheme_id != "rider-local"
    assert find_tip_of_case(reward.case) is None


def test_where_nothing_is_set_a_true_tip_counts_and_no_sum_is_made_up() -> None:
    rider = make_rider()
    find_true(make_tip(rider))
    page = own.page_of(rider)
    assert not page.is_in_force
    assert {row.value for row in page.figures} == {None}
    assert page.months[0].counted == 1
