"""What moved a case's clocks, in words its citizen reads, with the article."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.complaints import policy
from portal.complaints.clocks import FactKind
from portal.complaints.models import Case, ClockFact
from portal.complaints.rules import Clock
from portal.complaints.words import label
from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Parameter
from portal.web.filters import clause, day
from portal.web.locale import language


@dataclass(frozen=True)
class ClockLine:
    """One fact about the clocks: what, which days, what it changes, why, by which rule."""

    title: str
    days: str
    effect: str
    reason: str
    document: str
    basis: str
    on: date
    is_open: bool


def source_of(rule: Parameter | None) -> str:
    """Return instrument and article, as people cite them; 未设定 where nothing was seen."""
    if rule is None or not rule.is_set or rule.instrument is None:
        return str(_("未设定"))
    name = rule.instrument.name.in_(language())
    if rule.article:
        return f"{name} {clause(rule.article)}"
    return str(_("%(name)s（条文号未见，待确认）", name=name))


def _rule(fact: ClockFact, received: date) -> Parameter | None:
    if fact.kind is FactKind.PAUSE:
        return current_place().parameters.find("complaints.pause_causes", received)
    if fact.kind is FactKind.EXTENSION and fact.clock:
        return policy.extension(received, fact.clock, fact.from_on)
    which = Clock.DISPUTE if fact.kind is FactKind.DISPUTE else Clock.VERIFICATION
    return policy.time_limit(which, received, fact.from_on)


def _title(fact: ClockFact, received: date) -> str:
    if fact.kind is FactKind.PAUSE:
        cause = policy.label(policy.pause_causes(received), fact.cause, language())
        return str(_("期限暂停：%(cause)s", cause=cause))
    if fact.kind is FactKind.EXTENSION and fact.clock:
        return str(_("期限延长：%(step)s", step=label(fact.clock)))
    return label(fact.kind)


def _days(fact: ClockFact) -> str:
    first = day(fact.from_on)
    if fact.kind is FactKind.EXTENSION:
        if fact.until_on:
            return str(_("%(first)s 批准，延长到 %(last)s", first=first, last=day(fact.until_on)))
        return str(_("%(first)s 批准", first=first))
    if fact.until_on is None:
        return str(_("从 %(first)s 起，还没有结束", first=first))
    return str(_("从 %(first)s 到 %(last)s，含头尾", first=first, last=day(fact.until_on)))


def _effect(fact: ClockFact, received: date) -> str:
    if fact.kind is FactKind.PAUSE:
        return str(_("这几天不计入期限，后面的日子往后顺延。"))
    if fact.kind is FactKind.DISPUTE:
        return str(_("两个部门先商量由谁管，商量不成由共同的上级指定。"))
    if fact.kind is FactKind.CLUE:
        return str(_("线索另外核查，调解结束了也要查完。"))
    rule = policy.extension(received, fact.clock, fact.from_on) if fact.clock else None
    if fact.until_on or rule is None or rule.value is None:
        return str(_("由负责人集体讨论决定。"))
    unit = current_place().vocabulary.units[rule.unit.value].name.in_(language())
    return str(_("多给 %(length)s。", length=f"{rule.value} {unit}"))


def lines_of(case: Case) -> Sequence[ClockLine]:
    """Return what moved this case's clocks, newest first."""
    received = clock.in_china(case.received_at).date()
    return [
        ClockLine(
            title=_title(fact, received),
            days=_days(fact),
            effect=_effect(fact, received),
            reason=fact.reason,
            document=fact.document,
            basis=source_of(_rule(fact, received)),
            on=fact.from_on,
            is_open=fact.until_on is None and fact.kind is not FactKind.EXTENSION,
        )
        for fact in sorted(case.clock_facts, key=lambda one: one.from_on, reverse=True)
    ]
