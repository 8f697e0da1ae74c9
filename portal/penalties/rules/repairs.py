"""Repair of credit: what an early end needs, and how an application lives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from portal.kernel.lifecycle import Lifecycle
from portal.places.rules import add_months

ONE_DAY = timedelta(days=1)


class RepairStage(StrEnum):
    """Where an application stands."""

    APPLIED = "applied"
    SUPPLEMENT = "supplement"
    VERIFYING = "verifying"
    VERIFIED = "verified"
    APPROVED = "approved"
    DECLINED = "declined"


# 申请 → 补正 → 核实 → 批准 | 驳回; what was verified waits for a second person, who may send it
# back.
REPAIR_LIFECYCLE = Lifecycle(
    {
        RepairStage.APPLIED: frozenset({RepairStage.SUPPLEMENT, RepairStage.VERIFYING}),
        RepairStage.SUPPLEMENT: frozenset({RepairStage.APPLIED}),
        RepairStage.VERIFYING: frozenset({RepairStage.SUPPLEMENT, RepairStage.VERIFIED}),
        RepairStage.VERIFIED: frozenset(
            {RepairStage.VERIFYING, RepairStage.APPROVED, RepairStage.DECLINED}
        ),
    }
)
OPEN_STAGES = frozenset(
    {RepairStage.APPLIED, RepairStage.SUPPLEMENT, RepairStage.VERIFYING, RepairStage.VERIFIED}
)


class Channel(StrEnum):
    """How an application came in."""

    ONLINE = "online"
    PAPER = "paper"


@dataclass(frozen=True)
class Finding:
    """The answer to one condition: met or not, and what shows it."""

    condition: str
    is_met: bool
    evidence: str

    def as_json(self) -> dict[str, Any]:
        """Return the answer as it is stored."""
        return {"condition": self.condition, "is_met": self.is_met, "evidence": self.evidence}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Finding":
        """Read a stored answer."""
        return cls(row["condition"], row["is_met"], row["evidence"])


def earliest_repair(start: date, months: int | None) -> date | None:
    """Return the first day repair may be applied for, None where no time is set.

    The time has to be over: six months from 10 January end with 10 July, the day is 11 July.
    """
    return None if months is None else add_months(start, months) + ONE_DAY


def unanswered(conditions: Iterable[str], findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the conditions that nobody has answered."""
    answered = {finding.condition for finding in findings}
    return tuple(condition for condition in conditions if condition not in answered)


def unmet(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the conditions that are not met."""
    return tuple(finding.condition for finding in findings if not finding.is_met)
