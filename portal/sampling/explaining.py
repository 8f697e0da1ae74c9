"""What a failed item means, in one or two sentences for people who are no chemists."""

import math
from dataclasses import dataclass

from flask_babel import gettext

from portal.sampling.cards import Card, Standard
from portal.sampling.models import TestItem
from portal.sampling.rules.measures import LimitKind
from portal.sampling.rules.plans import Plan, count_beyond, parse_plan
from portal.sampling.rules.units import has_ratio
from portal.sampling.telling import figure, in_words, times
from portal.web.locale import language


def _(message: str, **facts: object) -> str:
    return str(gettext(message, **facts))


@dataclass(frozen=True)
class Portions:
    """The portions of a sampling plan: how many are within m, above m only, and above M."""

    within: int
    between: int
    far: int
    has_high: bool

    @property
    def total(self) -> int:
        """How many were tested."""
        return self.within + self.between + self.far

    @property
    def kinds(self) -> list[str]:
        """What each portion is, those within first."""
        return ["within"] * self.within + ["between"] * self.between + ["far"] * self.far


def portions_of(item: TestItem) -> Portions | None:
    """Return how the portions of a plan stand, None where value or plan cannot be read."""
    plan = parse_plan(item.limit_text)
    if plan is None:
        return None
    counts = count_beyond(plan, item.value_text)
    if counts is None:
        return None
    beyond, far = counts
    return Portions(plan.portions - beyond, beyond - far, far, plan.high is not None)


def reached_of(item: TestItem) -> int | None:
    """Return how many per cent of the least that is required a value reached, cut; else None.

    Only where both are written in one unit, and on a scale that begins at nothing.
    """
    value, low = item.value, item.limit_low
    if item.limit_kind != LimitKind.AT_LEAST or value is None or not low or not 0 <= value < low:
        return None
    unit, limit_unit = figure(item.value_text)[1], figure(item.limit_text)[1]
    if unit.casefold() != limit_unit.casefold() or not has_ratio(limit_unit, item.name):
        return None
    # 0.3 of 0.4 is 0.7499999999999999, and is told as 75 %.
    return math.floor(round(value / low * 100, 6))


def standard_name(standard: Standard) -> str:
    """Return a standard's number and name; an order that has no number beside it, its name."""
    name = standard.name.in_(language())
    if standard.number == standard.name.zh:
        return name
    return _("%(number)s《%(name)s》", number=standard.number, name=name)


def basis_of(card: Card) -> str:
    """Return what the limits of a card's item rest on, in one sentence."""
    named = _("；").join(standard_name(one) for one in card.standards)
    if card.has_more_standards:
        return _("各类食品的标准分别规定限值，例如 %(standards)s。", standards=named)
    return _("依据：%(basis)s", basis=named)


def meaning(item: TestItem) -> list[str]:
    """Return why an item failed: what its limit asks, then how this batch stands to it."""
    limit = in_words(item.limit_text)
    bound = limit.lstrip("≤≥<>＜＞ ")
    plan = parse_plan(item.limit_text)
    if plan is not None:
        return _of_plan(plan, item.value_text)
    if limit and item.ratio is not None and item.ratio > 1:
        many = times(item.ratio)
        return [_("标准最多允许 %(limit)s，这一批是它的 %(times)s 倍。", limit=bound, times=many)]
    return [_without_ratio(item.limit_kind, limit, bound)]


def _without_ratio(kind: str, limit: str, bound: str) -> str:
    if kind == LimitKind.PROHIBITED:
        return _("标准写的是“%(limit)s”，所以查出来就不合格，不看多少。", limit=limit)
    if kind == LimitKind.AT_LEAST:
        return _("标准规定不得少于 %(limit)s，这一批没有达到。", limit=bound)
    if kind == LimitKind.BETWEEN:
        return _("标准规定了上限和下限（%(limit)s），这一批不在两者之间。", limit=bound)
    return _("检验机构判定这一项不符合标准。数值照来源列出，本站不作推算。")


def _of_plan(plan: Plan, values: str) -> list[str]:
    facts = {
        "portions": plan.portions,
        "allowed": plan.allowed,
        "low": plan.low_text,
        "high": plan.high_text,
    }
    told = [_rule(plan, facts)]
    counts = count_beyond(plan, values)
    if counts is None:
        return told
    facts = {**facts, "beyond": counts[0], "far": counts[1]}
    if plan.high is None:
        told.append(_("这一批有 %(beyond)s 份超过 %(low)s。", **facts))
    else:
        told.append(
            _("这一批有 %(beyond)s 份超过 %(low)s，其中 %(far)s 份超过 %(high)s。", **facts)
        )
    return told


def _rule(plan: Plan, facts: dict[str, object]) -> str:
    if plan.high is None and plan.allowed == 0:
        return _("同一批取 %(portions)s 份检验，每一份都不得超过 %(low)s。", **facts)
    if plan.high is None:
        return _("同一批取 %(portions)s 份检验，最多允许 %(allowed)s 份超过 %(low)s。", **facts)
    return _(
        "同一批取 %(portions)s 份检验，最多允许 %(allowed)s 份超过 %(low)s，"
        "任何一份都不得超过 %(high)s。",
        **facts,
    )
