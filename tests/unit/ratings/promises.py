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


def is_torn(known: Scheme, score: Decimal) -> bool:
    """Whether a score belongs to no level, or to several."""
    return sum(level.holds(score) for level in known.levels) != 1
