"""The rewards of the demo: proposed, approved by two, claimed, paid, or ended otherwise."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from portal.accounts.models import Account
from portal.complaints.rules import Verdict
from portal.demo import treasury
from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.rewards import queries, services
from portal.rewards.models import RewardCase
from portal.rewards.questions import asked_of_reporter, questions_of
from portal.rewards.rules import (
    ClaimWish,
    Collector,
    Paper,
    PayeeFacts,
    PayMethod,
    Proposal,
    Ruling,
)


def begin_budgets(town: Town, first: date) -> None:
    """Grant money for every year that the demo tells of."""
    for year in range(first.year, town.today.year + 1):
        day = max(first, date(year, 1, 2))
        town.diary.begin(_grant(town, year, datetime.combine(day, time(9), tzinfo=clock.CHINA)))


def _grant(town: Town, year: int, moment: datetime) -> Story:
    yield moment
    settings = seeds("payouts")
    document = settings["document"].format(year=year)
    by = town.actor("finance")
    services.grant_budget(year=year, amount_fen=settings["granted_fen"], document=document, by=by)


def pay_out(town: Town, reward: RewardCase, way: str) -> Story:
    """Tell what becomes of a reward."""
    payout = Payout(town, reward)
    steps = seeds("cases")["rewards"][way]
    moments = town.moments_along(clock.now(), (after for after, *_step in steps))
    for moment, (_after, verb, *facts) in zip(moments, steps, strict=True):
        yield moment
        VERBS[verb](payout, *facts)


class Payout:
    """One reward, and the code of its claim while somebody holds it."""

    def __init__(self, town: Town, reward: RewardCase) -> None:
        self.town, self.reward = town, reward
        self._code = ""

    @property
    def handler(self) -> Account:
        """Whoever handled the case."""
        return self.reward.case.handler or self.town.person("handler")

    @property
    def finance(self) -> Actor:
        """Whoever pays."""
        return self.town.actor("finance")

    def because(self, verb: str) -> str:
        """Return the usual reason of a step."""
        return str(seeds("payouts")["because"][verb])

    def declare(self) -> None:
        """Answer the exclusions before anything is decided; nothing stands against the reporter."""
        services.declare(self.reward, self._declared())

    def _declared(self) -> dict[str, str]:
        asked = asked_of_reporter(queries.scheme_of(self.reward))
        return {row.code: row.expects.value for row in asked}

    def refuse(self, ground: str) -> None:
        """Find the report not eligible."""
        services.refuse_reward(
            self.reward,
            ground=ground,
            because=self.because("refuse"),
            by=self.handler.actor,
            seen_round=self.reward.round,
        )

    def propose(self) -> None:
        """Propose grade and amount; every answer speaks for the reward."""
        offered: list[dict[str, Any]] = seeds("payouts")["proposals"]
        facts = offered[self.reward.id % len(offered)]
        scheme = queries.scheme_of(self.reward)
        answers = {question.code: question.expects.value for question in questions_of(scheme)}
        is_partly = self.reward.case.verdict is Verdict.PARTLY_TRUE
        part = seeds("payouts")["partly"] if is_partly else {}
        services.propose_reward(
            self.reward,
            Proposal(scheme_id=scheme.id, answers=answers, has_declared=True, **facts, **part),
            by=self.handler.actor,
            seen_round=self.reward.round,
        )

    def send_back(self, name: str) -> None:
        """Send the proposal back to its handler."""
        services.return_reward(
            self.reward,
            seen_round=self.reward.round,
            reason=self.because("return"),
            by=self.town.actor(name),
        )

    def approve(self, name: str) -> None:
        """Approve, as somebody without an interest in it."""
        services.approve_reward(
            self.reward,
            seen_round=self.reward.round,
            has_declared=True,
            by=self.town.actor(name),
        )

    def uphold(self, name: str) -> None:
        """Uphold the reward after an objection."""
        services.review_objection(
            self.reward,
            ruling=Ruling.UPHOLD,
            because=self.because("uphold"),
            by=self.town.actor(name),
            seen_round=self.reward.round,
        )

    def claim(self, *, is_named: bool) -> None:
        """Claim the reward: into an account, or at the counter without a name."""
        wish = ClaimWish(
            is_named=False,
            method=PayMethod.COUNTER,
            has_promised=True,
            declared=self._declared(),
        )
        if is_named:
            payee = PayeeFacts(**seeds("payouts")["payee"])
            wish = replace(wish, is_named=True, method=PayMethod.ACCOUNT, payee=payee)
        self._code = services.readable_code(services.file_claim(self.reward, wish)) or ""

    def collect(self) -> None:
        """Come to the counter with the code."""
        claim = self.reward.claim
        services.verify_claim(
            identity_code=claim.identity_code if claim else "",
            code=self._code,
            collector=Collector.SELF,
            papers=[Paper.IDENTITY],
            by=self.town.actor("intake-clerk"),
        )

    def paid(self) -> None:
        """Record that the bank has paid."""
        number = f"SLYH{clock.today():%Y%m%d}{self.reward.id:04d}"
        services.record_payment(self.reward, bank_reference=number, by=self.finance)


VERBS: dict[str, Callable[..., object]] = {
    "declare": Payout.declare,
    "refuse": Payout.refuse,
    "propose": Payout.propose,
    "return": Payout.send_back,
    "approve": Payout.approve,
    "object": lambda payout: services.object_to_reward(
        payout.reward, text=payout.because("object")
    ),
    "uphold": Payout.uphold,
    "claim": lambda payout: payout.claim(is_named=False),
    "claim-named": lambda payout: payout.claim(is_named=True),
    "collect": Payout.collect,
    "pay": lambda payout: services.start_payment(payout.reward, by=payout.finance),
    "paid": Payout.paid,
    "send-out": lambda payout: treasury.send_out(payout.reward, payout.finance),
    "brought-back": lambda payout: treasury.bring_back(payout.reward, payout.finance, fails=False),
    "bounced": lambda payout: treasury.bring_back(payout.reward, payout.finance, fails=True),
    "lapse": lambda _payout: services.lapse_rewards(on=clock.today()),
    "recover": lambda payout: services.record_recovery(
        payout.reward, reason=payout.because("recover"), by=payout.finance
    ),
}
