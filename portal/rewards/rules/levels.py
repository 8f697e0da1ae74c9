"""Which violations are major, and which grade the findings support."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from portal.rewards.rules.scheme import Scheme
from portal.rewards.rules.scheme_parts import Evidence, Grade, Match

EVIDENCE, MATCH = tuple(Evidence), tuple(Match)


class Measure(StrEnum):
    """What makes a violation major whatever was fined (〔2021〕4号)."""

    CRIME = "crime"
    STOPPED = "stopped"
    CLOSED = "closed"
    LICENCE_REVOKED = "licence_revoked"


@dataclass(frozen=True, slots=True)
class Findings:
    """What verification found about a report: its evidence, how far it matches, how grave."""

    evidence: Evidence
    match: Match
    is_gravest: bool = False


def is_major(scheme: Scheme, penalty_fen: int, measures: Collection[Measure]) -> bool | None:
    """Tell whether a violation is major; None where only an amount that is not set would tell.

    A suspected crime, an order to stop or to close and a revoked licence are always major; a
    penalty is from the scheme's amount on, that amount included.
    """
    if measures:
        return True
    large = scheme.large_from_fen.whole if scheme.large_from_fen else None
    if large is None:
        return None if penalty_fen > 0 else False
    return penalty_fen >= large


def supported_grade(scheme: Scheme, findings: Findings) -> Grade | None:
    """Return the best grade whose every condition is met, or None."""
    return next((grade for grade in scheme.grades or () if _supports(grade, findings)), None)


def _supports(grade: Grade, findings: Findings) -> bool:
    if grade.evidence is None or grade.match is None:
        return False
    # Each list begins with the weaker; what is stronger than needed is enough as well.
    proven = EVIDENCE.index(findings.evidence) >= EVIDENCE.index(grade.evidence)
    fits = MATCH.index(findings.match) >= MATCH.index(grade.match)
    return proven and fits and (findings.is_gravest or not grade.only_gravest)
