"""Reads of what staff declared about themselves."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from portal.accounts.models import Account
from portal.accounts.rules import is_bound
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.rewards.models import RewardCase, StaffInterest


def list_interests(person: str) -> Sequence[StaffInterest]:
    """Return what this person declared and has not taken back, the oldest first."""
    wanted = select(StaffInterest).filter_by(person=person, ended_at=None)
    return db.session.scalars(wanted.order_by(StaffInterest.id)).all()


def get_interest(person: str, number: int) -> StaffInterest:
    """Return one of this person's own declarations."""
    wanted = select(StaffInterest).filter_by(id=number, person=person, ended_at=None)
    found = db.session.scalar(wanted)
    if found is None:
        raise NotFound("interest")
    return found


def has_interest(person: str, reward: RewardCase) -> bool:
    """Whether this person declared an interest in the enterprise that was reported."""
    enterprise = reward.case.enterprise_id
    if enterprise is None:
        return False
    wanted = select(StaffInterest.id).filter_by(
        person=person, enterprise_id=enterprise, ended_at=None
    )
    return db.session.scalar(wanted.limit(1)) is not None


def is_declared_relative(digest: str) -> bool:
    """Whether a member of staff declared a relative of this name."""
    wanted = select(StaffInterest.id).filter_by(relative_digest=digest, ended_at=None)
    return db.session.scalar(wanted.limit(1)) is not None


def list_staff_names() -> list[str]:
    """Return the names of everybody who works for the bureau."""
    rows = db.session.execute(select(Account.display_name, Account.roles))
    return [name for name, roles in rows if not is_bound(roles)]


def display_names(usernames: Iterable[str]) -> dict[str, str]:
    """Return what members of staff are called, by the name they sign in with."""
    wanted = select(Account.username, Account.display_name)
    found = db.session.execute(wanted.where(Account.username.in_(set(usernames))))
    return {username: name for username, name in found if name}
