"""The promises about grades find a scheme that breaks them: they are no idle words."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import Phase, find, settings
from hypothesis import strategies as st

from portal.ratings.rules import Level, Scheme
from portal.ratings.scheme_parts import Adjustment, Condition, Counting, FactorRule
from tests.factories.facts import DAY
from tests.factories.ratings import scheme
from tests.unit.ratings.promises import is_torn, worsens_when_cleared
from tests.unit.ratings.test_deriving import BAD, FACTS

SEARCH = settings(max_examples=400, phases=[Phase.generate])  # the first one found will do


def rewarding_failures(known: Scheme) -> Scheme:
    """Return a scheme in which a failed sample takes points of risk away."""

    def turned(factor: FactorRule) -> FactorRule:
        rule = factor.rule
        if not isinstance(rule, Counting) or "sampling-failed" not in rule.kinds:
            return factor
        return replace(factor, rule=replace(rule, points=-rule.points), least=Decimal(-50))

    factors = tuple(turned(factor) for factor in known.recipe.factors)
    return replace(known, recipe=replace(known.recipe, factors=factors))


def raising_for_penalties(known: Scheme) -> Scheme:
    """Return a scheme in which two penalties improve a grade by one level."""
    when = Condition(
        kinds=("penalty",),
        months=24,
        at_least=2,
        at_most=None,
        newest=False,
        first=False,
        amount_from=None,
        known=None,
    )
    reason = Adjustment("broken", known.name, None, when, None)
    recipe = replace(known.recipe, lowers=(reason,), raises=())
    return replace(known, recipe=recipe)


@pytest.mark.parametrize("broken", [rewarding_failures, raising_for_penalties])
def test_a_scheme_that_rewards_failures_is_found_out(broken: Callable[[Scheme], Scheme]) -> None:
    known = broken(scheme("demonstration"))
    facts = find(FACTS, lambda facts: worsens_when_cleared(known, facts, BAD, DAY), settings=SEARCH)
    assert {fact.kind for fact in facts} & set(BAD)
    assert not worsens_when_cleared(scheme("demonstration"), facts, BAD, DAY)


def moved(known: Scheme, by: int) -> Scheme:
    """Return a scheme whose second level begins earlier or later than the first one ends."""

    def shifted(place: int, level: Level) -> Level:
        lower = level.lower
        if place != 1 or lower is None:
            return level
        return replace(level, lower=replace(lower, at=lower.at + by))

    levels = tuple(shifted(place, level) for place, level in enumerate(known.levels))
    return replace(known, levels=levels)


@pytest.mark.parametrize("by", [-3, 3], ids=["overlap", "gap"])
def test_cut_offs_that_overlap_or_leave_a_gap_are_found_out(by: int) -> None:
    whole = scheme("demonstration")
    assert whole.scale is not None
    scores = st.integers(int(whole.scale.least), int(whole.scale.most)).map(Decimal)
    score = find(scores, lambda score: is_torn(moved(whole, by), score), settings=SEARCH)
    assert not is_torn(whole, score)
