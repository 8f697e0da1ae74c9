"""Which time limits run over a case: computed from its days and the rules, never stored."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from portal.complaints import policy
from portal.complaints.clocks import (
    CaseDays,
    Extension,
    FactKind,
    Span,
    counts_unannounced_days,
    stands_on,
)
from portal.complaints.models import Case, ClockFact
from portal.complaints.rules import CLOSED, Clock, Deadline, Outcome, Stage, Track
from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Parameter

OPEN_ENDED = date.max
# Telling both sides comes after the end.
STILL_RUNS = frozenset({Stage.CONCLUDED, Stage.RATED})


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else clock.in_china(moment).date()


def _extended(
    which: Clock, days: CaseDays, first: date, today: date
) -> tuple[date, Parameter | None]:
    # The first extension adds the days of the rule, once, and only while the limit still ran; a
    # later one is until the day that leaders set together.
    due, added = first, None
    for one in sorted(days.extensions, key=lambda each: each.granted_on):
        if one.clock is not which or one.granted_on > due:
            continue
        if one.until is not None:
            due = max(due, one.until)
        elif added is None:
            rule = policy.extension(days.received, which, one.granted_on)
            more = policy.last_day(rule, due, days.pauses if _pauses(rule) else (), today)
            due, added = more or due, rule
    return due, added


def _pauses(limit: Parameter | None) -> bool:
    return limit is not None and limit.pause is not None


def _deadline(which: Clock, days: CaseDays, starts: date, met: date | None) -> Deadline:
    limit, today = policy.time_limit(which, days.received, starts), clock.today()
    pauses = days.pauses if _pauses(limit) else ()
    first = policy.last_day(limit, starts, pauses, today)
    due = None if first is None else _extended(which, days, first, today)[0]
    running = met is None and days.stopped is None
    return Deadline(
        clock=which,
        starts_on=starts,
        due_on=due,
        met_on=met,
        parameter=limit.key if limit else "",
        limit=limit,
        stopped_on=days.stopped if met is None else None,
        is_extended=due != first,
        is_standing=running and stands_on(pauses, today, today),
        may_move=counts_unannounced_days(limit, starts, due, current_place().calendar),
    )


def _of_spans(which: Clock, days: CaseDays, spans: Iterable[Span]) -> list[Deadline]:
    return [_deadline(which, days, one.first, one.last) for one in spans]


def _of_complaint(days: CaseDays) -> list[Deadline]:
    first = days.accepted or days.decided
    if days.accepted and days.first_decided:
        first = min(days.accepted, days.first_decided)
    found = [_deadline(Clock.ACCEPTANCE, days, days.received, first)]
    if days.accepted:
        starts = days.reopened or days.accepted
        found.append(_deadline(Clock.MEDIATION, days, starts, days.concluded))
    if days.is_ended and days.concluded:
        found.append(_deadline(Clock.END_NOTICE, days, days.concluded, days.told))
    return [*found, *_of_spans(Clock.VERIFICATION, days, days.clues)]


def _of_report(days: CaseDays) -> list[Deadline]:
    met = days.first_decided or days.decided
    found = [_deadline(Clock.VERIFICATION, days, days.received, met)]
    if days.reopened:
        again = replace(days, extensions=())
        found.append(_deadline(Clock.VERIFICATION, again, days.reopened, days.decided))
    if days.decided and days.is_named:
        found.append(_deadline(Clock.NOTICE, days, days.decided, days.told))
    if days.filed:
        found.append(_deadline(Clock.PENALTY, days, days.filed, days.concluded))
    return found


def deadlines_for(days: CaseDays) -> list[Deadline]:
    """Return every time limit that these days set running, in the order of the steps."""
    own = _of_complaint(days) if days.track is Track.COMPLAINT else _of_report(days)
    return [*own, *_of_spans(Clock.DISPUTE, days, days.disputes)]


def spans_of(facts: Iterable[ClockFact], kind: FactKind) -> tuple[Span, ...]:
    """Return the stretches of days of one kind of fact."""
    return tuple(Span(one.from_on, one.until_on) for one in facts if one.kind is kind)


def extensions_of(facts: Iterable[ClockFact]) -> tuple[Extension, ...]:
    """Return the extensions among a case's facts."""
    return tuple(
        Extension(one.clock, one.from_on, one.until_on)
        for one in facts
        if one.kind is FactKind.EXTENSION and one.clock is not None
    )


def days_of(case: Case) -> CaseDays:
    """Return every day of a case that its clocks know."""
    facts = case.clock_facts
    return CaseDays(
        track=case.track,
        received=clock.in_china(case.received_at).date(),
        is_named=not case.is_anonymous,
        accepted=_day(case.accepted_at),
        decided=_day(case.decided_at),
        filed=_day(case.filed_at),
        told=_day(case.answered_at),
        concluded=_day(case.concluded_at),
        is_ended=case.outcome in {Outcome.TERMINATED, Outcome.UNSETTLED},
        stopped=_day(case.stopped_at),
        first_decided=_day(case.first_decided_at),
        reopened=_day(case.reopened_at),
        pauses=spans_of(facts, FactKind.PAUSE),
        extensions=extensions_of(facts),
        clues=spans_of(facts, FactKind.CLUE),
        disputes=spans_of(facts, FactKind.DISPUTE),
    )


def deadlines_of(case: Case) -> list[Deadline]:
    """Return every time limit that runs or ran over this case."""
    return deadlines_for(days_of(case))


def running(case: Case) -> Deadline | None:
    """Return the time limit that ends next; None for a case that is closed or has none left."""
    if case.stage in CLOSED and case.stage not in STILL_RUNS:
        return None
    open_ones = [one for one in deadlines_of(case) if one.met_on is None and one.due_on]
    return min(open_ones, key=lambda one: one.due_on or OPEN_ENDED, default=None)


def due_in_queue(case: Case) -> date | None:
    """Return the day a queue sorts a case by: that of the limit that runs out next.

    A clock that stands still for a test has no such day until it runs again: whatever was noted
    would be wrong on the morrow.
    """
    if case.stage in CLOSED and case.stage not in STILL_RUNS:
        return None
    open_ones = [one for one in deadlines_of(case) if one.met_on is None and not one.is_standing]
    return min((one.due_on for one in open_ones if one.due_on), default=None)


def limit_of(deadline: Deadline, received: date) -> Parameter | None:
    """Return the rule behind a time limit, with its instrument and article."""
    return policy.time_limit(deadline.clock, received, deadline.starts_on)


def expected(track: Track, received: date, *, named: bool) -> list[Deadline]:
    """Return what a receipt promises: every time limit as if each step took all its time."""
    days = CaseDays(track=track, received=received, is_named=named)
    first = deadlines_for(days)[0]
    due = first.due_on or received
    if track is Track.COMPLAINT:
        return [first, deadlines_for(replace(days, accepted=due))[1]]
    return [first, *deadlines_for(replace(days, decided=due))[1:]]
