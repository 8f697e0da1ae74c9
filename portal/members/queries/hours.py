"""Reads of hours."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.members.models import HoursDecision, Member, ServiceHours
from portal.members.rules import Counted, Kind, counted
from portal.places.profile import current_place

MOST_ROWS = 200


@dataclass(frozen=True)
class Thanked:
    """Somebody who is thanked by name; ``minutes`` is None where they did not agree to tell."""

    name: str
    kind: Kind
    minutes: int | None


def counting_kinds() -> frozenset[str] | None:
    """Return the activities whose hours count; None where the place has not set them."""
    key, on = "members.counted_hours", clock.today()
    parameters = current_place().parameters
    if parameters.value(key, on) is None:
        return None
    return frozenset(item.code for item in parameters.items(key, on))


def list_hours(member: Member) -> Sequence[ServiceHours]:
    """Return everything written down of somebody's service, the newest day first."""
    own = select(ServiceHours).filter_by(member_id=member.id)
    newest = own.order_by(ServiceHours.served_on.desc(), ServiceHours.id.desc())
    return db.session.scalars(newest.options(joinedload(ServiceHours.decision))).all()


def hours_of(member: Member) -> Counted:
    """Return what somebody's hours come to, in minutes."""
    return counted((row.entry for row in list_hours(member)), counting_kinds())


def find_hours(member: Member, source: str) -> ServiceHours | None:
    """Return what was written down from this source, if anything was."""
    return db.session.scalar(select(ServiceHours).filter_by(member_id=member.id, source=source))


def get_hours(number: int) -> ServiceHours:
    """Return one entry by its number; raises NotFound."""
    wanted = select(ServiceHours).filter_by(id=number)
    found = db.session.scalar(
        wanted.options(joinedload(ServiceHours.decision), joinedload(ServiceHours.member))
    )
    if found is None:
        raise NotFound(str(number))
    return found


def list_unconfirmed() -> Sequence[ServiceHours]:
    """Return the hours that wait for a second person, the oldest first."""
    waiting = (
        select(ServiceHours)
        .outerjoin(HoursDecision, HoursDecision.hours_id == ServiceHours.id)
        .where(HoursDecision.id.is_(None))
    )
    oldest = waiting.order_by(ServiceHours.id).limit(MOST_ROWS)
    whole = joinedload(ServiceHours.member).joinedload(Member.account)
    return db.session.scalars(oldest.options(whole)).all()


def list_thanked() -> Sequence[Thanked]:
    """Return those who agreed to be thanked by name and have confirmed hours.

    In the order they joined: who served most is no race.
    """
    minutes = _confirmed_minutes()
    thanked = select(Member).where(Member.thanked_at.is_not(None), Member.public_name != "")
    return [
        Thanked(one.public_name, one.kind, minutes[one.id] if one.hours_at else None)
        for one in db.session.scalars(thanked.order_by(Member.id))
        if minutes[one.id]
    ]


def _confirmed_minutes() -> dict[int, int]:
    told = (
        select(ServiceHours.member_id, func.sum(ServiceHours.minutes_count))
        .join(HoursDecision, HoursDecision.hours_id == ServiceHours.id)
        .where(HoursDecision.is_confirmed)
        .group_by(ServiceHours.member_id)
    )
    found: dict[int, int] = defaultdict(int)
    found.update({member: int(minutes) for member, minutes in db.session.execute(told)})
    return found
