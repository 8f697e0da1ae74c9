"""Penalties, entries of the list and repairs for tests."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.penalties import services
from portal.penalties.models import DishonestEntry, Penalty, RepairCase
from portal.penalties.queries import repairs
from portal.penalties.rules.kinds import PenaltyKind
from portal.penalties.rules.repairs import Finding
from portal.penalties.services import Decision, Proposal

RECORDER = Actor(kind="staff", name="data-officer-1", role="data-officer")
REVIEWER = Actor(kind="staff", name="reviewer-1", role="reviewer")
OWNER = Actor(kind="owner", name="owner-1", role="owner")
FINE = (PenaltyKind.FINE, PenaltyKind.CONFISCATION)
_numbers = count(1)


def decision(enterprise: Enterprise | None = None, **facts: Any) -> Decision:
    """Return a decision: a fine of 5,000 yuan with confiscation, decided ten days ago."""
    told = {
        "number": f"示例市监处罚〔2026〕{next(_numbers)}号",
        "respondent": enterprise.name if enterprise else "示例小吃店",
        "enterprise": enterprise,
        "conduct": "经营超过保质期的食品",
        "authority": "示例区市场监督管理局",
        "decided_on": clock.today() - timedelta(days=10),
        "kinds": FINE,
        "basis": "《中华人民共和国食品安全法》第一百二十四条",
        "content": "罚款 5000 元，没收违法所得 20 元",
        "summary": "当事人经营超过保质期的糕点 3 盒。",
        "fine_fen": 500_000,
        "confiscated_fen": 2_000,
    }
    return Decision(**{**told, **facts})


def bare(kinds: Sequence[PenaltyKind], **facts: Any) -> Decision:
    """Return a decision of these kinds alone."""
    fine = 500_000 if PenaltyKind.FINE in kinds else 0
    return decision(**{"kinds": tuple(kinds), "fine_fen": fine, "confiscated_fen": 0, **facts})


def make_penalty(enterprise: Enterprise | None = None, **facts: Any) -> Penalty:
    """Return a published penalty; the caller commits."""
    penalty = services.record_penalty(decision(enterprise, **facts), by=RECORDER)
    services.publish_penalty(penalty, by=REVIEWER)
    return penalty


def proposal(enterprise: Enterprise | None = None, **facts: Any) -> Proposal:
    """Return a proposal to list a party for a heavy penalty."""
    told = {
        "respondent": enterprise.name if enterprise else "示例食品厂",
        "enterprise": enterprise,
        "penalty_number": f"示例市监处罚〔2025〕{next(_numbers)}号",
        "ground": "food",
        "reason": "使用非食品原料生产食品，情节严重",
        "authority": "示例区市场监督管理局",
        "conditions": ("grave", "heavy-penalty"),
        "heavy": ("licence",),
    }
    return Proposal(**{**told, **facts})


def make_entry(
    enterprise: Enterprise | None = None, *, listed_on: date | None = None, **facts: Any
) -> DishonestEntry:
    """Return an entry that stands on the list from a day (today) on; the caller commits."""
    on = listed_on or clock.today()
    entry = services.propose_entry(proposal(enterprise, **facts), by=RECORDER)
    told_on = on - timedelta(days=30)
    services.notify_party(
        entry, notified_on=told_on, defence_until=told_on + timedelta(days=7), by=RECORDER
    )
    number = f"示例市监列严〔2026〕{next(_numbers)}号"
    services.list_party(entry, decision_number=number, listed_on=on, by=REVIEWER)
    return entry


def findings(repair: RepairCase, *, unmet: str = "") -> list[Finding]:
    """Return an answer to every condition; all but one are met where one is named."""
    return [
        Finding(item.code, item.code != unmet, "缴款凭证和现场检查记录")
        for item in repairs.conditions_for(repair)
    ]


def verified_repair(subject: Penalty | DishonestEntry, *, unmet: str = "") -> RepairCase:
    """Return an application that waits for its decision; the caller commits."""
    repair = services.apply_for_repair(subject, statement="已经整改", by=OWNER)
    services.start_verification(repair, by=RECORDER)
    services.record_findings(repair, findings=findings(repair, unmet=unmet), by=RECORDER)
    return repair
