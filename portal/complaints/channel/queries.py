"""Reads of trials and of who is there to answer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from portal.accounts.models import Account
from portal.complaints.models import Case, ChannelTest
from portal.kernel.db import db

HANDLER = "handler"


def find_latest_trial() -> ChannelTest | None:
    """Return the trial that ended last, or None."""
    ended = select(ChannelTest).where(ChannelTest.ended_at.is_not(None))
    return db.session.scalar(ended.order_by(ChannelTest.id.desc()).limit(1))


def list_trials(most: int) -> Sequence[ChannelTest]:
    """Return the latest trials, newest first."""
    newest = select(ChannelTest).order_by(ChannelTest.id.desc()).limit(most)
    return db.session.scalars(newest).all()


def list_broken_off() -> Sequence[ChannelTest]:
    """Return trials that were begun and never ended."""
    return db.session.scalars(select(ChannelTest).where(ChannelTest.ended_at.is_(None))).all()


def list_told(words: str, *, since: datetime) -> Sequence[Case]:
    """Return the cases received since a moment that tell exactly these words."""
    return db.session.scalars(
        select(Case).where(Case.received_at >= since, Case.told == words)
    ).all()


def list_staffed_departments() -> frozenset[str]:
    """Return the departments in which somebody is there to handle cases."""
    people = db.session.execute(
        select(Account.department, Account.roles).where(
            Account.is_active, Account.department.is_not(None)
        )
    )
    return frozenset(one.department for one in people if HANDLER in one.roles)
