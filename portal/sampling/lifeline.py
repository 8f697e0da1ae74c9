"""The life of a sampled batch, from sampling to the re-check: what was done, what is still due."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from portal.kernel import clock
from portal.sampling.disposal_clocks import clocks_of, running_clocks
from portal.sampling.models import Disposal, DisposalStep, SampleBatch
from portal.sampling.rules.clocks import ClockKind, StepClock
from portal.sampling.rules.disposals import MONEY, DisposalStage, Fact, steps_to_come
from portal.sampling.words import CLOCKS, DISPOSAL_HINTS, DISPOSAL_STAGES, DISPUTE_STAGES, FACTS
from portal.web.filters import day, yuan

# Which time limit ends with which step. Of two that end with one, the first to end counts.
ENDING_WITH: Mapping[DisposalStage, tuple[ClockKind, ...]] = {
    DisposalStage.NOTIFIED: (ClockKind.SERVE, ClockKind.START),
    DisposalStage.RECHECKED: (ClockKind.RECHECK,),
    DisposalStage.CLOSED: (ClockKind.CLOSE,),
}
OF_DISPUTE = frozenset(
    {
        ClockKind.ACCEPT,
        ClockKind.LABORATORY,
        ClockKind.HAND_OVER,
        ClockKind.CONCLUDE,
        ClockKind.DECIDE,
    }
)


def _(message: str, **facts: object) -> str:
    return str(gettext(message, **facts))


@dataclass(frozen=True)
class Moment:
    """One step of a life: done (``ok``), next (``now``) or still to come (``todo``).

    ``on`` is the day it was done, ``due_on`` the last day set for it, ``late_days`` by how many
    days that was, or is, passed. ``told`` is a sentence, ``more`` are sentences of paper and
    rights, ``facts`` what the paper says.
    """

    kind: str
    title: str
    on: date | None = None
    told: str = ""
    more: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    due_on: date | None = None
    late_days: int = 0


@dataclass(frozen=True)
class Life:
    """Every step of a batch, in order."""

    moments: Sequence[Moment]
    late: Sequence[tuple[str, int]] = ()

    @property
    def done_count(self) -> int:
        """How many steps are done."""
        return sum(one.kind == "ok" for one in self.moments)

    @property
    def segment_width(self) -> float:
        """How wide one step is in a drawing 700 wide with gaps of 7."""
        return round((700 - 7 * (len(self.moments) - 1)) / len(self.moments), 2)


def life_of(batch: SampleBatch) -> Life:
    """Return the steps of a batch: sampled, tested, published and, where it failed, disposed of."""
    moments = [*_before_disposal(batch)]
    if batch.disposal is None:
        return Life(moments)
    today = clock.today()
    late = [
        (str(CLOCKS[one.kind]), one.overdue_days(today))
        for one in running_clocks(batch.disposal)
        if one.overdue_days(today)
    ]
    return Life([*moments, *_of_disposal(batch.disposal, today)], late)


def _before_disposal(batch: SampleBatch) -> Iterator[Moment]:
    by = _("抽样：%(who)s。", who=batch.sampler) if batch.sampler else ""
    yield _known(_("抽样"), batch.sampled_on, by)
    by = _("检验：%(who)s。", who=batch.laboratory) if batch.laboratory else ""
    yield _known(_("出具检验报告"), batch.reported_on, by)
    here = ""
    if batch.published_at:
        here = _("%(day)s 起在本站公开。", day=day(batch.published_at))
    by = _("发布：%(who)s。", who=batch.publisher) if batch.publisher else ""
    yield Moment("ok", _("公布结果"), batch.announced_on or batch.shown_on, by, _said(here))


def _known(title: str, on: date | None, told: str) -> Moment:
    return Moment("ok", title, on, told, () if on else (_("来源没有写日期。"),))


def _said(*sentences: str) -> tuple[str, ...]:
    return tuple(one for one in sentences if one)


def _of_disposal(disposal: Disposal, today: date) -> Iterator[Moment]:
    clocks = {one.kind: one for one in clocks_of(disposal)}
    for step in disposal.steps:
        yield _done(step, _ending_with(step.stage, clocks), today)
    if disposal.has_ended:
        return
    if disposal.stage is DisposalStage.DISPUTED:
        yield _in_dispute(disposal, today)
    for stage in steps_to_come(disposal.stage):
        is_next = disposal.stage is not DisposalStage.DISPUTED and stage is _next(disposal)
        due = _ending_with(stage, clocks)
        yield Moment(
            "now" if is_next else "todo",
            str(DISPOSAL_STAGES[stage]),
            told=str(DISPOSAL_HINTS[stage]),
            due_on=due.due_on if due else None,
            late_days=due.overdue_days(today) if due else 0,
        )


def _next(disposal: Disposal) -> DisposalStage:
    return steps_to_come(disposal.stage)[0]


def _ending_with(stage: DisposalStage, clocks: Mapping[ClockKind, StepClock]) -> StepClock | None:
    ending = [clocks[kind] for kind in ENDING_WITH.get(stage, ()) if kind in clocks]
    return min(ending, key=lambda one: one.due_on or date.max, default=None)


def _done(step: DisposalStep, ending: StepClock | None, today: date) -> Moment:
    was_met = ending is not None and ending.met_on == step.done_on
    paper = _("文书：%(document)s。", document=step.document) if step.document else ""
    asking = _("%(day)s 前可以申请复检。", day=day(step.due_on)) if step.due_on else ""
    return Moment(
        "ok",
        str(DISPOSAL_STAGES[step.stage]),
        step.done_on,
        told=step.note or str(DISPOSAL_HINTS[step.stage]),
        more=_said(paper, asking),
        facts=_facts(step),
        due_on=ending.due_on if ending and was_met else None,
        late_days=ending.overdue_days(today) if ending and was_met else 0,
    )


def _facts(step: DisposalStep) -> tuple[tuple[str, str], ...]:
    told = [(fact, step.facts[fact]) for fact in Fact if step.facts and step.facts.get(fact)]
    return tuple(
        (str(FACTS[fact]), yuan(int(value)) if fact in MONEY else str(value))
        for fact, value in told
    )


def _in_dispute(disposal: Disposal, today: date) -> Moment:
    running = [one for one in running_clocks(disposal) if one.kind in OF_DISPUTE]
    first = running[0] if running else None
    state = disposal.dispute and str(DISPUTE_STAGES[disposal.dispute.stage])
    return Moment(
        "now",
        _("等待复检或异议的结论"),
        told=_("目前：%(state)s。", state=state) if state else "",
        due_on=first.due_on if first else None,
        late_days=first.overdue_days(today) if first else 0,
    )
