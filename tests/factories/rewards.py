"""Rewards for tests, at any stage; the caller commits."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from portal.accounts.models import Account
from portal.complaints.models import Case
from portal.complaints.rules import Track, Verdict
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.rewards import queries, services
from portal.rewards.models import RewardCase
from portal.rewards.questions import questions_of
from portal.rewards.rules import (
    ClaimWish,
    Collector,
    Paper,
    PayeeFacts,
    PayMethod,
    Proposal,
    Ruling,
    Stage,
)
from tests.factories.accounts import make_account
from tests.factories.complaints import conclude, make_assigned

GENERAL = "zhejiang-2023"
BASE_FEN = 6_840_000
AMOUNT_FEN = 300_000
YEAR_FEN = 10_000_000


class NothingAgainst(dict[str, str]):
    """Answers of somebody whom nothing excludes, whatever is asked."""

    def get(self, _code: str, _default: Any = None) -> str:
        """Answer no."""
        return "no"

    def __getitem__(self, _code: str) -> str:
        return "no"


DECLARED = NothingAgainst()
ANONYMOUS = ClaimWish(
    is_named=False, method=PayMethod.COUNTER, has_promised=True, declared=DECLARED
)
NAMED = ClaimWish(
    is_named=True,
    method=PayMethod.ACCOUNT,
    has_promised=True,
    payee=PayeeFacts(name="示例举报人", bank="示例银行", account="6200 0000 0000 0000"),
    declared=DECLARED,
)


def wish(**changed: Any) -> ClaimWish:
    """Return the wish of somebody without a name; ``changed`` replaces some of it."""
    return replace(ANONYMOUS, **changed)


def answers(scheme_id: str = GENERAL, **changed: str) -> dict[str, str]:
    """Return the answers that speak for a reward; ``changed`` replaces some."""
    scheme = queries.get_scheme(scheme_id, clock.today())
    fitting = {question.code: question.expects.value for question in questions_of(scheme)}
    return {**fitting, **changed}


def proposal(**changed: Any) -> Proposal:
    """Return a proposal of grade 2 that the floor decides: 3,000 yuan."""
    facts: dict[str, Any] = {
        "scheme_id": GENERAL, "grade": 2, "base_fen": BASE_FEN, "has_declared": True,
    }  # fmt: skip
    return Proposal(**{"answers": answers(changed.get("scheme_id", GENERAL)), **facts, **changed})


def person(role: str, name: str) -> Account:
    """Return a member of staff by name; the same name, the same person."""
    department = "market-regulation" if role == "handler" else None
    account = make_account(role, department=department, name=name)
    db.session.flush()
    return account


def make_budget(amount_fen: int = YEAR_FEN) -> None:
    """Grant money for this year."""
    services.grant_budget(
        year=clock.today().year, amount_fen=amount_fen, document="示例文号", by=SYSTEM
    )


def make_concluded(track: Track = Track.TIP, verdict: Verdict = Verdict.TRUE) -> Case:
    """Return a report that was verified."""
    case, handler = make_assigned(track)
    return conclude(case, handler, verdict=verdict)


def make_opened(track: Track = Track.TIP, verdict: Verdict = Verdict.TRUE) -> RewardCase:
    """Return the reward that a verified report opened."""
    return queries.get_reward_of_case(make_concluded(track, verdict))


def make_proposed(**changed: Any) -> RewardCase:
    """Return a proposed reward."""
    reward = make_opened()
    handler = person("handler", "handler-p")
    services.propose_reward(reward, proposal(**changed), by=handler.actor, seen_round=reward.round)
    return reward


def approve(reward: RewardCase, name: str) -> None:
    """Let somebody approve."""
    approver = person("approver", name)
    services.approve_reward(reward, seen_round=reward.round, has_declared=True, by=approver.actor)


def make_first_approved(**changed: Any) -> RewardCase:
    """Return a reward approved once."""
    reward = make_proposed(**changed)
    approve(reward, "approver-a")
    return reward


def make_notified(**changed: Any) -> RewardCase:
    """Return a reward approved twice, its reporter told."""
    if queries.find_budget(clock.today().year) is None:
        make_budget()
    reward = make_first_approved(**changed)
    approve(reward, "approver-b")
    return reward


def make_claimed(wish: ClaimWish = ANONYMOUS) -> tuple[RewardCase, str]:
    """Return a claimed reward and its code."""
    reward = make_notified()
    code = services.readable_code(services.file_claim(reward, wish))
    assert code is not None
    return reward, code


def make_verified(wish: ClaimWish = ANONYMOUS) -> RewardCase:
    """Return a reward whose claim was accepted at the counter."""
    reward, code = make_claimed(wish)
    verify(reward, code)
    return reward


def verify(reward: RewardCase, code: str, **changed: Any) -> RewardCase:
    """Let a clerk accept a claim, every paper seen."""
    facts: dict[str, Any] = {
        "identity_code": reward.claims[-1].identity_code,
        "code": code,
        "collector": Collector.SELF,
        "papers": list(Paper),
        "by": person("intake-clerk", "clerk-c").actor,
    }
    return services.verify_claim(**{**facts, **changed})


def make_paying(wish: ClaimWish = ANONYMOUS) -> RewardCase:
    """Return a reward that finance has begun to pay."""
    reward = make_verified(wish)
    services.start_payment(reward, by=person("finance", "finance-f").actor)
    return reward


def make_failed() -> RewardCase:
    """Return a reward that the bank did not pay."""
    reward = make_paying()
    services.record_failure(
        reward, reason="示例：账号不符", by=person("finance", "finance-f").actor
    )
    return reward


def make_paid(wish: ClaimWish = ANONYMOUS) -> RewardCase:
    """Return a paid reward."""
    reward = make_paying(wish)
    number = f"BANK{reward.id}"
    services.record_payment(reward, bank_reference=number, by=person("finance", "finance-f").actor)
    return reward


def make_recovered() -> RewardCase:
    """Return a reward that was paid back."""
    reward = make_paid()
    services.record_recovery(
        reward, reason="示例：材料系伪造", by=person("finance", "finance-f").actor
    )
    return reward


def make_objected() -> RewardCase:
    """Return a reward whose reporter objects."""
    reward = make_notified()
    services.object_to_reward(reward, text="示例：我提供了直接证据")
    return reward


def make_reviewed() -> RewardCase:
    """Return a reward upheld after an objection."""
    reward = make_objected()
    services.review_objection(
        reward,
        ruling=Ruling.UPHOLD,
        because="示例：证据已计入",
        by=person("approver", "approver-r").actor,
        seen_round=reward.round,
    )
    return reward


def make_ineligible() -> RewardCase:
    """Return a reward refused on a ground."""
    reward = make_opened()
    services.refuse_reward(
        reward,
        ground="not-known-before",
        because="示例：此前已立案",
        by=person("handler", "handler-p").actor,
        seen_round=reward.round,
    )
    return reward


def make_contested() -> RewardCase:
    """Return a refusal that its reporter objects to."""
    reward = make_ineligible()
    services.object_to_reward(reward, text="示例：请再看一遍证据")
    return reward


def make_lapsed() -> RewardCase:
    """Return a reward that nobody claimed in time."""
    reward = make_notified()
    assert reward.claim_until is not None
    services.lapse_rewards(on=reward.claim_until.replace(year=reward.claim_until.year + 1))
    return reward


MAKERS: dict[Stage, Callable[[], RewardCase]] = {
    Stage.OPENED: make_opened,
    Stage.INELIGIBLE: make_ineligible,
    Stage.CONTESTED: make_contested,
    Stage.PROPOSED: make_proposed,
    Stage.FIRST_APPROVED: make_first_approved,
    Stage.NOTIFIED: make_notified,
    Stage.OBJECTED: make_objected,
    Stage.REVIEWED: make_reviewed,
    Stage.VERIFIED: make_verified,
    Stage.PAYING: make_paying,
    Stage.PAID: make_paid,
    Stage.FAILED: make_failed,
    Stage.LAPSED: make_lapsed,
    Stage.RECOVERED: make_recovered,
}
