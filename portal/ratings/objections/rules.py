"""How an objection lives, who may decide it, and what a change may not do."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portal.enterprises.rules import plain
from portal.kernel.lifecycle import Lifecycle
from portal.ratings.rules import Scheme


class ObjectionStage(StrEnum):
    """Where an objection stands."""

    LODGED = "lodged"  # 提交
    ACCEPTED = "accepted"  # 受理
    REFUSED = "refused"  # 不予受理
    VERIFIED = "verified"  # 核实
    UPHELD = "upheld"  # 维持
    CHANGED = "changed"  # 变更
    WITHDRAWN = "withdrawn"  # 企业撤回


# 提交 → 受理 | 不予受理 → 核实 → 维持 | 变更; the enterprise may take it back until it is decided.
OBJECTION_LIFECYCLE = Lifecycle(
    {
        ObjectionStage.LODGED: frozenset(
            {ObjectionStage.ACCEPTED, ObjectionStage.REFUSED, ObjectionStage.WITHDRAWN}
        ),
        ObjectionStage.ACCEPTED: frozenset({ObjectionStage.VERIFIED, ObjectionStage.WITHDRAWN}),
        ObjectionStage.VERIFIED: frozenset(
            {ObjectionStage.UPHELD, ObjectionStage.CHANGED, ObjectionStage.WITHDRAWN}
        ),
    }
)
PENDING = (ObjectionStage.LODGED, ObjectionStage.ACCEPTED, ObjectionStage.VERIFIED)


class SubjectKind(StrEnum):
    """What an objection, or a public answer, is about."""

    RATING = "rating"
    RESULT = "result"
    INSPECTION = "inspection"
    PENALTY = "penalty"
    LISTING = "listing"


class NoteKind(StrEnum):
    """What an officer writes down while an objection is verified."""

    STATEMENT = "statement"  # 陈述申辩
    HEARING = "hearing"  # 听证
    FINDING = "finding"  # 核实情况


@dataclass(frozen=True)
class Subject:
    """One record about an enterprise: its kind, its public reference, what it is called."""

    kind: SubjectKind
    reference: str
    title: str


@dataclass(frozen=True)
class Wish:
    """What an enterprise objects to, and why."""

    subject: Subject
    ground: str
    statement: str
    wants_hearing: bool = False


@dataclass(frozen=True)
class Change:
    """The grade that a decided objection puts in place of the one before."""

    level: str
    score: Decimal | None = None


def paragraphs(text: str) -> str:
    """Return a text line by line without invisible signs; blank lines at the ends fall away."""
    return "\n".join(plain(line) for line in text.splitlines()).strip()


def is_independent(person: str, makers: Iterable[str | None]) -> bool:
    """Whether somebody may decide: they neither made the record nor verified the objection."""
    return person not in set(makers)


def is_worse(scheme: Scheme, before: str, after: str) -> bool:
    """Whether a level is worse than the one objected to: an objection must not cost a grade."""
    return scheme.position(after) > scheme.position(before)


def is_worse_score(scheme: Scheme, before: Decimal | None, after: Decimal | None) -> bool:
    """Whether a score is worse than the one objected to, also within the same level."""
    if scheme.scale is None or before is None or after is None:
        return False
    return after > before if scheme.scale.is_lower_better else after < before
