"""Promises that every derived scheme keeps, as questions that a broken one answers with yes."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from portal.enterprises.facts import Fact
from portal.ratings.deriving import Derivation, derive
from portal.ratings.rules import Scheme


def place(found: Derivation) -> int | None:
    """Return how far from the best level, or None where there is no grade."""
    return None if found.level is None else found.scheme.position(found.level.code)


def worsens_when_cleared(
    known: Scheme, facts: Sequence[Fact], bad: Collection[str], on: date
) -> bool:
    """Whether a grade becomes worse, comes or goes because something bad turned out not so."""
    before = place(derive(known, facts, on))
    for cleared in (one for one in facts if one.kind in bad):
        after = place(derive(known, [one for one in facts if one is not cleared], on))
        if before is None or after is None:
            if before is not after:
                return True
        elif after > before:
            return True
    return False


def worsens_without_findings(known: Scheme, facts: Sequence[Fact], on: date) -> bool:
    """Whether a grade becomes worse because every inspection with findings was taken back.

    Of several inspections the newest counts: with one of them gone, an older one that still stands
    counts for itself, which is no effect of the clearing.
    """
    left = [
        fact for fact in facts if fact.kind.partition(":")[0] != "inspection" or not fact.amount
    ]
    before, after = place(derive(known, facts, on)), place(derive(known, left, on))
    if before is None or after is None:
        return before is not after
    return after > before or _points(known, left, on) > _points(known, facts, on)


def _points(known: Scheme, facts: Sequence[Fact], on: date) -> Decimal:
    lines = (line for line in derive(known, facts, on).lines if line.rule.code == "inspection")
    return sum((line.points or Decimal(0) for line in lines), Decimal(0))


def is_torn(known: Scheme, score: Decimal) -> bool:
    """Whether a score belongs to no level, or to several."""
    return sum(level.holds(score) for level in known.levels) != 1
