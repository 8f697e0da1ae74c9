"""Which time limits run over a case: computed from its days and the rules, never stored."""

from datetime import date, datetime

from portal.complaints import policy
from portal.complaints.models import Case
from portal.complaints.rules import CLOSED, Clock, Deadline, Stage, Track
from portal.kernel import clock
from portal.places.rules import Parameter

OPEN_ENDED = date.max


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else clock.in_china(moment).date()


def _deadline(which: Clock, received: date, starts: date, met: date | None) -> Deadline:
    limit = policy.time_limit(which, received)
    return Deadline(
        clock=which,
        starts_on=starts,
        due_on=policy.last_day(limit, starts),
        met_on=met,
        parameter=limit.key if limit else "",
    )


def of_complaint(
    received: date, accepted: date | None, decided: date | None, concluded: date | None
) -> list[Deadline]:
    """Return a complaint's time limits: acceptance from receipt, mediation from acceptance."""
    found = [_deadline(Clock.ACCEPTANCE, received, received, accepted or decided)]
    if accepted:
        found.append(_deadline(Clock.MEDIATION, received, accepted, concluded))
    return found


def of_report(
    received: date, decided: date | None, told: date | None, *, extended: bool, named: bool
) -> list[Deadline]:
    """Return a report's time limits: verification from receipt, notice from the decision."""
    first = _deadline(Clock.VERIFICATION, received, received, decided)
    if extended and first.due_on:
        more = policy.last_day(policy.extension(received), first.due_on)
        first = Deadline(first.clock, received, more or first.due_on, decided, first.parameter)
    found = [first]
    if decided and named:
        found.append(_deadline(Clock.NOTICE, received, decided, told))
    return found


def deadlines_of(case: Case) -> list[Deadline]:
    """Return every time limit that runs or ran over this case."""
    received = clock.in_china(case.received_at).date()
    if case.track is Track.COMPLAINT:
        return of_complaint(
            received, _day(case.accepted_at), _day(case.decided_at), _day(case.concluded_at)
        )
    return of_report(
        received,
        _day(case.decided_at),
        _day(case.answered_at),
        extended=case.extended_at is not None,
        named=not case.is_anonymous,
    )


def running(case: Case) -> Deadline | None:
    """Return the time limit that ends next; None for a case that is closed or has none left."""
    if case.stage in CLOSED and case.stage is not Stage.CONCLUDED:
        return None
    open_ones = [one for one in deadlines_of(case) if one.met_on is None and one.due_on]
    return min(open_ones, key=lambda one: one.due_on or OPEN_ENDED, default=None)


def limit_of(deadline: Deadline, received: date) -> Parameter | None:
    """Return the rule behind a time limit, with its instrument and article."""
    return policy.time_limit(deadline.clock, received)


def expected(track: Track, received: date, *, named: bool) -> list[Deadline]:
    """Return what a receipt promises: every time limit as if each step took all its time."""
    if track is Track.COMPLAINT:
        first = of_complaint(received, None, None, None)[0]
        accepted = first.due_on or received
        return [first, of_complaint(received, accepted, None, None)[1]]
    first = of_report(received, None, None, extended=False, named=named)[0]
    decided = first.due_on or received
    return [first, *of_report(received, decided, None, extended=False, named=named)[1:]]
