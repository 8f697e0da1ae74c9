"""What moves a case's clocks, written down with its days, its reason and its document."""

from datetime import date

from portal.accounts.models import Account
from portal.complaints import deadlines, policy
from portal.complaints.access import check_handler
from portal.complaints.clocks import FactKind, Grounds, Span
from portal.complaints.models import Case, ClockFact
from portal.complaints.rules import CLOSED, Clock, Deadline, Stage, Track
from portal.complaints.services.moves import refresh_due
from portal.complaints.words import REFUSALS
from portal.kernel import audit, clock
from portal.kernel.db import hold
from portal.kernel.errors import Refused


def _worded(text: str, field: str, refusal: str) -> str:
    if not text.strip():
        raise Refused(REFUSALS[refusal], field=field)
    return text.strip()


def _check_day(case: Case, day: date, field: str) -> date:
    received = clock.in_china(case.received_at).date()
    if not received <= day <= clock.today():
        raise Refused(REFUSALS["day_outside"], field=field)
    return day


def _check_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise Refused(REFUSALS["day_order"], field="until_on")


def _keep(case: Case, fact: ClockFact, action: str, by: Account) -> ClockFact:
    case.clock_facts.append(fact)
    refresh_due(case)
    after = {
        "kind": fact.kind.value,
        "from": fact.from_on.isoformat(),
        "until": fact.until_on.isoformat() if fact.until_on else None,
        "document": fact.document,
    }
    audit.record(f"case.{action}", subject=case.subject, by=by.actor, after=after)
    return fact


def open_fact(case: Case, kind: FactKind) -> ClockFact | None:
    """Return the fact of this kind that has begun and not ended, if there is one."""
    return next((one for one in case.clock_facts if one.kind is kind and not one.until_on), None)


def _check_free(case: Case, span: Span) -> None:
    end = span.last or date.max
    for one in case.clock_facts:
        if one.kind is not FactKind.PAUSE:
            continue
        if one.until_on is None:
            raise Refused(REFUSALS["paused"])
        if one.from_on <= end and span.first <= one.until_on:
            raise Refused(REFUSALS["overlapping"], field="from_on")


def can_pause(case: Case) -> bool:
    """Whether a clock is running that the time of a test is not counted in."""
    return case.stage not in CLOSED and any(
        one.met_on is None and one.limit is not None and one.limit.pause is not None
        for one in deadlines.deadlines_of(case)
    )


def begin_pause(
    case: Case,
    *,
    cause: str,
    span: Span,
    grounds: Grounds,
    by: Account,
) -> ClockFact:
    """Note a test or an appraisal, whose days are not counted (both ends included).

    Raises Refused where no clock can stand still, or days overlap or lie outside the case.
    """
    check_handler(case, by)
    hold(case, "stage")
    if not can_pause(case):
        raise Refused(REFUSALS["not_pausable"])
    received = clock.in_china(case.received_at).date()
    if cause not in {item.code for item in policy.pause_causes(received)}:
        raise Refused(REFUSALS["cause_missing"], field="cause")
    _check_day(case, span.first, "from_on")
    if span.last is not None:
        _check_order(span.first, span.last)
        _check_day(case, span.last, "until_on")
    _check_free(case, span)
    fact = ClockFact(
        kind=FactKind.PAUSE,
        cause=cause,
        from_on=span.first,
        until_on=span.last,
        reason=_worded(grounds.reason, "note", "reason_missing"),
        document=_worded(grounds.document, "document", "document_missing"),
        recorded_at=clock.now(),
    )
    return _keep(case, fact, "clock-paused", by)


def _settle(case: Case, fact: ClockFact, until_on: date, document: str) -> None:
    _check_order(fact.from_on, until_on)
    _check_day(case, until_on, "until_on")
    fact.until_on = until_on
    fact.document = "；".join(part for part in (fact.document, document.strip()) if part)[:120]


def settle_fact(
    case: Case, kind: FactKind, *, until_on: date, document: str = "", by: Account
) -> ClockFact:
    """Note the last day of a pause, a dispute or a clue's verification that is still open."""
    check_handler(case, by)
    hold(case, "stage")
    fact = open_fact(case, kind)
    if fact is None:
        raise Refused(REFUSALS["not_paused" if kind is FactKind.PAUSE else "fact_missing"])
    _settle(case, fact, until_on, document)
    refresh_due(case)
    after = {"kind": kind.value, "until": until_on.isoformat()}
    audit.record("case.clock-fact-ended", subject=case.subject, by=by.actor, after=after)
    return fact


def end_pause(case: Case, *, until_on: date, document: str = "", by: Account) -> ClockFact:
    """Note the last day that a test took; the clock runs again the day after."""
    return settle_fact(case, FactKind.PAUSE, until_on=until_on, document=document, by=by)


def extendable(case: Case) -> Deadline | None:
    """Return the running limit that more time can be granted for: verification or a penalty."""
    wanted = {Stage.VERIFYING: Clock.VERIFICATION, Stage.FILED: Clock.PENALTY}.get(case.stage)
    open_ones = [one for one in deadlines.deadlines_of(case) if one.met_on is None]
    return next((one for one in open_ones if one.clock is wanted and one.due_on), None)


def _check_extension(limit: Deadline, granted: date, until: date | None) -> None:
    if limit.due_on is None or granted > limit.due_on:
        raise Refused(REFUSALS["extended_late"], field="granted_on")
    if not limit.is_extended:
        return
    if limit.clock is Clock.VERIFICATION:
        raise Refused(REFUSALS["extended"])
    if until is None or until <= limit.due_on:
        raise Refused(REFUSALS["leaders_day"], field="until_on")


def extend_limit(
    case: Case,
    *,
    grounds: Grounds,
    by: Account,
    granted_on: date | None = None,
    until_on: date | None = None,
) -> ClockFact:
    """Grant more time: verification once, a penalty case once and then by the leaders together.

    行政处罚程序规定第十八条、第六十四条: the first extension adds the days of the rule, a further
    one lasts until the day that the leaders set.
    Raises Refused when nothing can be extended, or the limit is already over.
    """
    check_handler(case, by)
    hold(case, "stage", "extended_at")
    limit, granted = extendable(case), granted_on or clock.today()
    if limit is None:
        raise Refused(REFUSALS["not_running"])
    if limit.clock is Clock.VERIFICATION and case.extended_at is not None:
        raise Refused(REFUSALS["extended"])
    _check_day(case, granted, "granted_on")
    _check_extension(limit, granted, until_on)
    fact = ClockFact(
        kind=FactKind.EXTENSION,
        clock=limit.clock,
        from_on=granted,
        until_on=until_on if limit.is_extended else None,
        reason=_worded(grounds.reason, "note", "reason_missing"),
        document=grounds.document.strip(),
        approved_by=grounds.approved_by.strip(),
        recorded_at=clock.now(),
    )
    if limit.clock is Clock.VERIFICATION:
        case.extended_at = clock.now()
    return _keep(case, fact, "extended", by)


def extend_verification(case: Case, *, note: str, by: Account) -> ClockFact:
    """Extend the verification limit, once, from today, and say why."""
    return extend_limit(case, grounds=Grounds(note), by=by)


def _note(case: Case, kind: FactKind, from_on: date, grounds: Grounds) -> ClockFact:
    if open_fact(case, kind) is not None:
        raise Refused(REFUSALS["fact_open"])
    return ClockFact(
        kind=kind,
        from_on=_check_day(case, from_on, "from_on"),
        reason=_worded(grounds.reason, "note", "reason_missing"),
        document=grounds.document.strip(),
        recorded_at=clock.now(),
    )


def note_dispute(case: Case, *, from_on: date, grounds: Grounds, by: Account) -> ClockFact:
    """Note that two bureaux dispute who is competent (管辖争议); the limit to agree starts."""
    check_handler(case, by)
    hold(case, "stage")
    if case.stage in CLOSED:
        raise Refused(REFUSALS["closed"])
    fact = _note(case, FactKind.DISPUTE, from_on, grounds)
    return _keep(case, fact, "disputed", by)


def note_clue(case: Case, *, from_on: date, grounds: Grounds, by: Account) -> ClockFact:
    """Note a clue of a breach found in a mediation; its verification has its own limit.

    The end of the mediation does not end the duty to verify (总局令第20号第二十三条).
    """
    check_handler(case, by)
    hold(case, "stage")
    if case.track is not Track.COMPLAINT:
        raise Refused(REFUSALS["not_running"])
    return _keep(case, _note(case, FactKind.CLUE, from_on, grounds), "clue-found", by)
