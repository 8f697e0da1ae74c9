"""Hours: written down by whoever was there, confirmed by somebody else. Callers commit."""

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.members import queries
from portal.members.models import HoursDecision, Member, ServiceHours
from portal.members.rules import MAX_MINUTES, Served
from portal.members.words import WORDS


def credit_hours(member: Member, served: Served, *, by: Actor) -> ServiceHours:
    """Write down minutes that somebody on the roll served; the same source twice is one entry.

    They count once another person has confirmed them. Raises Refused with the field: own hours, a
    day to come, a day off the roll, more than a day.
    """
    hold(member, "left_on")
    known = queries.find_hours(member, served.source)
    if known is not None:
        return known
    _check(member, served, by)
    hours = ServiceHours(
        member=member,
        source=served.source,
        activity=served.activity or served.source,
        kind=served.kind,
        served_on=served.on,
        minutes_count=served.minutes_count,
        recorded_by=by.name,
        recorded_at=clock.now(),
    )
    db.session.add(hours)
    after = {
        "source": served.source,
        "minutes": served.minutes_count,
        "on": served.on.isoformat(),
    }
    audit.record("member.hours-recorded", subject=member.subject, by=by, after=after)
    return hours


def _check(member: Member, served: Served, by: Actor) -> None:
    if member.account.username == by.name:
        raise Refused(WORDS["own_hours"])
    if not 0 < served.minutes_count <= MAX_MINUTES:
        raise Refused(WORDS["minutes"], field="minutes")
    if served.on > clock.today():
        raise Refused(WORDS["served_in_future"], field="served_on")
    has_left = member.left_on is not None and member.left_on <= served.on
    if has_left or not any(term.holds(served.on) for term in member.terms):
        raise Refused(WORDS["served_off_roll"], field="served_on")


def confirm_hours(hours: ServiceHours, *, by: Account) -> None:
    """Confirm what somebody else wrote down."""
    _decide(hours, by, is_confirmed=True, note="")


def decline_hours(hours: ServiceHours, *, note: str, by: Account) -> None:
    """Do not confirm what somebody else wrote down; it stays, with the reason."""
    if not note:
        raise Refused(WORDS["reason_missing"], field="note")
    _decide(hours, by, is_confirmed=False, note=note)


def _decide(hours: ServiceHours, by: Account, *, is_confirmed: bool, note: str) -> None:
    hold(hours.member, "left_on")
    db.session.refresh(hours, attribute_names=["decision"])
    if hours.decision is not None:
        raise Refused(WORDS["hours_decided"])
    if by.username == hours.recorded_by:
        raise Refused(WORDS["same_person_confirms"])
    if hours.member.account_id == by.id:
        raise Refused(WORDS["own_hours"])
    decision = HoursDecision(
        hours_id=hours.id,
        is_confirmed=is_confirmed,
        note=note,
        decided_by=by.username,
        decided_at=clock.now(),
    )
    db.session.add(decision)
    db.session.flush()
    db.session.expire(hours, ["decision"])
    after = {"source": hours.source, "is_confirmed": is_confirmed}
    audit.record("member.hours-decided", subject=hours.member.subject, by=by.actor, after=after)
