"""How a disposal's time stands: for the board of the desk, and in words for everybody."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, ngettext

from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Unit
from portal.places.words import value_in_words
from portal.sampling.disposal_clocks import clocks_of, running_clocks
from portal.sampling.limits import limit_of
from portal.sampling.models import Disposal
from portal.sampling.rules.clocks import RIGHTS, StepClock
from portal.sampling.words import CLOCKS
from portal.web.filters import clause, day
from portal.web.locale import language

# The share of the time used at which the desk begins to warn: a tenth left is too late to act.
SOON = 0.75


def _(message: str, **facts: object) -> str:
    return str(gettext(message, **facts))


@dataclass(frozen=True)
class Clock:
    """How much of a disposal's time is used: for the ring on the desk."""

    share: float
    text: str
    kind: str


@dataclass(frozen=True)
class Limit:
    """One time limit in words: what has to be done until when, by which article.

    ``state`` is met, met-late, running, overdue, or right (what the enterprise may do).
    """

    what: str
    state: str
    starts_on: str
    due_on: str
    text: str
    basis: str
    is_provisional: bool = False


@dataclass(frozen=True)
class Standing:
    """How the time of a whole disposal stands, in one line."""

    text: str
    basis: str = ""
    is_overdue: bool = False


def clock_of(disposal: Disposal) -> Clock:
    """Return how the time that ends next stands today."""
    running = running_clocks(disposal)
    if not running:
        return Clock(0, _("期限未设定"), "hold")
    first, today = running[0], clock.today()
    if first.due_on is None:
        return Clock(0, _("期限未设定"), "hold")
    left = (first.due_on - today).days
    whole = max((first.due_on - first.starts_on).days, 1)
    share = round((today - first.starts_on).days / whole, 2)
    if left < 0:
        return Clock(max(share, 1.01), _("超 %(days)s 天", days=-left), "bad")
    return Clock(min(share, 1), _("剩 %(days)s 天", days=left), "warn" if share >= SOON else "info")


def basis_of(found: StepClock) -> str:
    """Return by what a time limit runs: its length, instrument and article, as people cite them."""
    limit = limit_of(found.parameter, found.starts_on)
    if limit is None or not limit.is_set:
        return ""
    parts = [value_in_words(limit)]
    if limit.instrument:
        parts.append(limit.instrument.name.in_(language()))
    parts.append(clause(limit.article))
    told = _("，").join(part for part in parts if part)
    return _("%(basis)s，待局法制机构确认", basis=told) if limit.awaits_confirmation else told


def limits_of(disposal: Disposal) -> list[Limit]:
    """Return every time limit of a disposal in words: met, running, or passed."""
    return [_limit(one) for one in clocks_of(disposal)]


def _limit(found: StepClock) -> Limit:
    late = found.overdue_days(clock.today())
    due = found.due_on
    return Limit(
        what=str(CLOCKS[found.kind]),
        state=_state(found, late),
        starts_on=day(found.starts_on),
        due_on=day(due),
        text=_in_words(found, late),
        basis=basis_of(found),
        is_provisional=due is not None and _may_move(found, due),
    )


def _may_move(found: StepClock, due: date) -> bool:
    # Before a year's holidays are announced, only calendar days of it are certain.
    limit = limit_of(found.parameter, found.starts_on)
    counts_work = limit is not None and limit.unit is Unit.WORKING_DAYS
    return counts_work and current_place().calendar.is_provisional(due.year)


def _state(found: StepClock, late: int) -> str:
    if found.kind in RIGHTS:
        return "right"
    if found.met_on is not None:
        return "met-late" if late else "met"
    return "overdue" if late else "running"


def _in_words(found: StepClock, late: int) -> str:
    due = day(found.due_on)
    if found.kind in RIGHTS:
        return _("可在 %(day)s 前提出", day=due)
    if found.met_on is not None:
        return _done_in_words(day(found.met_on), late)
    if late:
        return _late_in_words(due, late)
    if found.extended_on is not None:
        return _("经批准延长到 %(day)s", day=due)
    return _("最迟 %(day)s", day=due)


def _done_in_words(on: str, late: int) -> str:
    if not late:
        return _("%(day)s 完成，未超期", day=on)
    told = {"day": on, "n": late}
    return str(ngettext("%(day)s 完成，超期 %(n)s 天", "%(day)s 完成，超期 %(n)s 天", late, **told))


def _late_in_words(due: str, late: int) -> str:
    told = {"day": due, "n": late}
    return str(
        ngettext("最迟 %(day)s，已超期 %(n)s 天", "最迟 %(day)s，已超期 %(n)s 天", late, **told)
    )


def standing_of(disposal: Disposal) -> Standing:
    """Return how the time of a disposal stands today, in one line, with the article behind it."""
    if disposal.closed_on is not None:
        return Standing(_("%(day)s 结束", day=day(disposal.closed_on)))
    running = running_clocks(disposal)
    if not running:
        return Standing(_("期限未设定"))
    first = running[0]
    limit = _limit(first)
    text = _("%(what)s：%(text)s", what=limit.what, text=limit.text)
    return Standing(text, limit.basis, is_overdue=limit.state == "overdue")
