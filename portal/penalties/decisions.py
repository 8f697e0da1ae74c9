"""What somebody tells the services: a decision, and a proposal to list a party."""

from dataclasses import dataclass
from datetime import date

from portal.enterprises.models import Enterprise
from portal.penalties.rules.kinds import (
    PenaltyField,
    PenaltyKind,
    Procedure,
    RespondentKind,
    Severity,
)


@dataclass(frozen=True)
class Decision:
    """What a decision says. Amounts are in 分; ``shown_since`` where it is public already."""

    number: str
    respondent: str
    conduct: str
    authority: str
    decided_on: date
    kinds: tuple[PenaltyKind, ...]
    enterprise: Enterprise | None = None
    respondent_kind: RespondentKind = RespondentKind.ENTERPRISE
    field: PenaltyField = PenaltyField.FOOD
    procedure: Procedure = Procedure.ORDINARY
    basis: str = ""
    content: str = ""
    summary: str = ""
    fine_fen: int = 0
    confiscated_fen: int = 0
    ban_until: date | None = None
    is_ban_lifelong: bool = False
    small_fine_basis: str = ""
    severity: Severity | None = None
    shown_months: int | None = None
    shown_since: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Proposal:
    """Who is to be listed and why; ``conditions`` and ``heavy`` are codes of the law's lists."""

    respondent: str
    penalty_number: str
    ground: str
    reason: str
    authority: str
    conditions: tuple[str, ...]
    heavy: tuple[str, ...]
    enterprise: Enterprise | None = None
    respondent_kind: RespondentKind = RespondentKind.ENTERPRISE
