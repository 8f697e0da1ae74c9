"""Penalties: their kinds, whom they concern, how they live."""

from collections.abc import Iterable
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle


class PenaltyKind(StrEnum):
    """One measure of a decision (行政处罚法 第九条)."""

    WARNING = "warning"
    CRITICISM = "criticism"
    FINE = "fine"
    CONFISCATION = "confiscation"
    SUSPENSION = "suspension"
    CLOSURE = "closure"
    RESTRICT_TRADE = "restrict-trade"
    RESTRICT_CAREER = "restrict-career"
    LOWER_GRADE = "lower-grade"
    LICENCE_HELD = "licence-held"
    LICENCE = "licence"
    OTHER = "other"


# Kept as one number, so that "only these kinds" is one comparison on every database. A kind never
# changes its bit.
BITS = {
    PenaltyKind.WARNING: 1,
    PenaltyKind.CRITICISM: 2,
    PenaltyKind.FINE: 4,
    PenaltyKind.CONFISCATION: 8,
    PenaltyKind.SUSPENSION: 16,
    PenaltyKind.CLOSURE: 32,
    PenaltyKind.RESTRICT_TRADE: 64,
    PenaltyKind.RESTRICT_CAREER: 128,
    PenaltyKind.LOWER_GRADE: 256,
    PenaltyKind.LICENCE_HELD: 512,
    PenaltyKind.LICENCE: 1024,
    PenaltyKind.OTHER: 2048,
}
ALL_BITS = sum(BITS.values())
# Measures that forbid for a time: they are shown for as long as they last.
BANS = frozenset({PenaltyKind.RESTRICT_TRADE, PenaltyKind.RESTRICT_CAREER})


def mask_of(kinds: Iterable[PenaltyKind]) -> int:
    """Return kinds as the number they are kept as."""
    return sum(BITS[kind] for kind in set(kinds))


def kinds_of(mask: int) -> tuple[PenaltyKind, ...]:
    """Return the kinds a kept number stands for, in their order."""
    return tuple(kind for kind, bit in BITS.items() if mask & bit)


class PenaltyField(StrEnum):
    """What the broken rule is about; some fields wait longer for repair."""

    FOOD = "food"
    DRUG = "drug"
    DEVICE = "device"
    COSMETIC = "cosmetic"
    SPECIAL_EQUIPMENT = "special-equipment"
    OTHER = "other"


class RespondentKind(StrEnum):
    """Whom a decision concerns."""

    ENTERPRISE = "enterprise"
    PERSON = "person"


class Procedure(StrEnum):
    """By which procedure it was decided."""

    ORDINARY = "ordinary"
    SUMMARY = "summary"


class Severity(StrEnum):
    """How serious the record is by the frame of 2025 (国办发〔2025〕22号)."""

    MINOR = "minor"
    GENERAL = "general"
    SERIOUS = "serious"


class PenaltyStage(StrEnum):
    """Where a penalty stands. That its time is over is worked out, not a stage."""

    RECORDED = "recorded"
    RETURNED = "returned"
    KEPT = "kept"
    PUBLISHED = "published"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


# 待审核 → 退回 | 不公示 | 公示 → 停止公示（修复）| 撤回. What was withdrawn stays so: a changed
# decision is a new record.
PENALTY_LIFECYCLE = Lifecycle(
    {
        PenaltyStage.RECORDED: frozenset(
            {
                PenaltyStage.RETURNED,
                PenaltyStage.KEPT,
                PenaltyStage.PUBLISHED,
                PenaltyStage.WITHDRAWN,
            }
        ),
        PenaltyStage.RETURNED: frozenset({PenaltyStage.RECORDED, PenaltyStage.WITHDRAWN}),
        PenaltyStage.KEPT: frozenset({PenaltyStage.WITHDRAWN}),
        PenaltyStage.PUBLISHED: frozenset({PenaltyStage.STOPPED, PenaltyStage.WITHDRAWN}),
        PenaltyStage.STOPPED: frozenset({PenaltyStage.WITHDRAWN}),
    }
)


class Withdrawal(StrEnum):
    """Why a record was taken back (总局令45号 第十一条)."""

    REVOKED = "revoked"
    CHANGED = "changed"
    UNLAWFUL = "unlawful"
    MISTAKEN = "mistaken"
