"""A scheme in words: what each factor counts, what moves a grade, who is not graded."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext, lazy_gettext

from portal.ratings.foreseeing import Direction
from portal.ratings.rules import Level, SchemeState
from portal.ratings.scheme_parts import (
    Condition,
    Counting,
    FactorRule,
    Holding,
    Measured,
    Measuring,
)
from portal.web.filters import number

STATES: Mapping[SchemeState, str] = {
    SchemeState.IN_FORCE: lazy_gettext("施行中"),
    SchemeState.DRAFT: lazy_gettext("征求意见稿，不用于评级"),
    SchemeState.PILOT: lazy_gettext("试点，内容未设定"),
    SchemeState.DEMONSTRATION: lazy_gettext("示例，只用于演示"),
}
STATE_MARKS: Mapping[SchemeState, str] = {
    SchemeState.IN_FORCE: "ok",
    SchemeState.DRAFT: "hold",
    SchemeState.PILOT: "hold",
    SchemeState.DEMONSTRATION: "info",
}
CONFIDENCE: Mapping[str, str] = {
    "high": lazy_gettext("把握大"),
    "medium": lazy_gettext("把握中等，待局法制机构确认"),
    "low": lazy_gettext("把握小，待局法制机构确认"),
}
DIRECTIONS: Mapping[Direction, str] = {
    Direction.BETTER: lazy_gettext("变好"),
    Direction.WORSE: lazy_gettext("变差"),
    Direction.SAME: lazy_gettext("不变"),
}
DIRECTION_MARKS: Mapping[Direction, str] = {
    Direction.BETTER: "ok",
    Direction.WORSE: "warn",
    Direction.SAME: "hold",
}
FACT_KINDS: Mapping[str, str] = {
    "inspection": lazy_gettext("监督检查"),
    "inspection-score": lazy_gettext("监督检查的得分"),
    "inspection-critical": lazy_gettext("监督检查的关键项"),
    "sampling-failed": lazy_gettext("监督抽检不合格"),
    "penalty": lazy_gettext("行政处罚"),
    "dishonest-listed": lazy_gettext("列入严重违法失信名单"),
    "recall-not-followed": lazy_gettext("不按规定召回"),
    "obstructed-inspection": lazy_gettext("阻挠检查"),
    "accident": lazy_gettext("食品安全事故"),
    "certificate": lazy_gettext("有效的体系认证"),
    "licence": lazy_gettext("许可或登记"),
    "flag:sunshine-kitchen": lazy_gettext("阳光厨房"),
    "flag:sunshine-factory": lazy_gettext("阳光工厂"),
    "kind:collective-supplier": lazy_gettext("集体用餐配送"),
    "kind:canteen-school": lazy_gettext("学校食堂"),
    "kind:canteen-care": lazy_gettext("养老机构食堂"),
    "kind:maker": lazy_gettext("食品生产"),
    "kind:workshop": lazy_gettext("小作坊"),
    "kind:caterer": lazy_gettext("餐饮服务"),
    "kind:takeaway": lazy_gettext("外卖商家"),
}


def _(words: str, **told: object) -> str:
    return str(gettext(words, **told))


def kinds_in_words(kinds: Sequence[str]) -> str:
    """Return kinds of facts as people call them."""
    return _("、").join(str(FACT_KINDS.get(kind, kind)) for kind in kinds)


def points_in_words(factor: FactorRule) -> list[str]:
    """Return how a factor comes to its points, one sentence for each step."""
    rule = factor.rule
    if isinstance(rule, Counting):
        return [
            _(
                "近 %(months)s 个月每有一次%(kinds)s计 %(points)s 分",
                months=rule.months,
                kinds=kinds_in_words(rule.kinds),
                points=number(rule.points),
            )
        ]
    if isinstance(rule, Holding):
        rows = [
            _("%(kind)s：%(points)s 分", kind=kinds_in_words([kind]), points=number(points))
            for kind, points in rule.rows
        ]
        return [*rows, _("其他：%(points)s 分", points=number(rule.otherwise))]
    if isinstance(rule, Measuring):
        return _measuring_in_words(rule)
    return [_("分值没有公开，得分以市场监管部门的文件为准")]


def condition_in_words(when: Condition | None) -> str:
    """Return what a condition counts, or nothing where the scheme says it in its name alone."""
    if when is None:
        return ""
    kinds = kinds_in_words(when.kinds)
    if when.months is None:
        return _("评定当天仍有效：%(kinds)s", kinds=kinds)
    return _("看近 %(months)s 个月：%(kinds)s", months=when.months, kinds=kinds)


def range_in_words(level: Level) -> str:
    """Return the scores of a level: above one number, up to another."""
    low, high = level.lower, level.upper
    if low is None or high is None:
        return _("分数线未设定")
    first, last = number(low.at), number(high.at)
    if low.is_inside and high.is_inside:
        return _("%(first)s 至 %(last)s 分", first=first, last=last)
    if high.is_inside:
        return _("高于 %(first)s，至 %(last)s 分", first=first, last=last)
    if low.is_inside:
        return _("%(first)s 分起，低于 %(last)s 分", first=first, last=last)
    return _("高于 %(first)s 分，低于 %(last)s 分", first=first, last=last)


def _measuring_in_words(rule: Measuring) -> list[str]:
    facts = {"months": rule.months, "kinds": kinds_in_words(rule.kinds)}
    heads = {
        Measured.NEWEST: _("近 %(months)s 个月最近一次%(kinds)s", **facts),
        Measured.SUM: _("近 %(months)s 个月%(kinds)s相加", **facts),
        Measured.MEAN: _("近 %(months)s 个月%(kinds)s的平均", **facts),
        Measured.COUNT: _("近 %(months)s 个月%(kinds)s的次数", **facts),
    }
    rows = [heads[rule.of]]
    if rule.times is not None and rule.times != 1:
        rows.append(_("这个数乘以 %(times)s", times=number(rule.times)))
    below = ""
    for step in rule.steps:
        points = number(step.points)
        upto = None if step.upto is None else number(step.upto)
        if upto is None:
            rows.append(_("更多：%(points)s 分", points=points))
        elif below:
            rows.append(
                _(
                    "多于 %(below)s，至 %(upto)s：%(points)s 分",
                    below=below,
                    upto=upto,
                    points=points,
                )
            )
        else:
            rows.append(_("至多 %(upto)s：%(points)s 分", upto=upto, points=points))
        below = upto or ""
    if rule.missing is None:
        return [*rows, _("没有记录：不评级")]
    return [*rows, _("没有记录：%(points)s 分", points=number(rule.missing))]
