"""Reads of subscriptions."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from portal.extensions import keyring
from portal.jobs.models import Job
from portal.jobs.rules import JobState
from portal.kernel import clock
from portal.kernel.db import db
from portal.sampling.models import Subscription, SubscriptionLetter
from portal.sampling.rules.subscriptions import CONFIRM_WITHIN, Frequency, begin_of, period_of

ADDRESS = "subscription address"
LETTERS_JOB = "sampling.letters"


def find_subscription(reference: str) -> Subscription | None:
    """Return the subscription with this reference, or None."""
    return db.session.scalar(select(Subscription).filter_by(reference=reference))


def find_subscription_of(address_digest: str, question_digest: str) -> Subscription | None:
    """Return the subscription of one address to one question, or None."""
    digests = {"address_digest": address_digest, "question_digest": question_digest}
    return db.session.scalar(select(Subscription).filter_by(**digests))


def count_for_address(address_digest: str) -> int:
    """Return how many questions one address follows or asked to follow."""
    counting = select(func.count(Subscription.id)).filter_by(address_digest=address_digest)
    return db.session.scalar(counting) or 0


def open_address(subscription: Subscription) -> str:
    """Return the address in the clear, for writing to it and for nothing else."""
    return keyring().open(ADDRESS, subscription.sealed_address, context=subscription.reference)


def list_due_subscriptions(on: date) -> Sequence[Subscription]:
    """Return the confirmed subscriptions whose letter of this day's period was not begun."""
    due: list[Subscription] = []
    for frequency in Frequency:
        period = period_of(frequency, on)
        begun = select(SubscriptionLetter.subscription_id).filter_by(period_on=period)
        asked = select(Subscription).where(
            Subscription.frequency == frequency,
            Subscription.confirmed_at.is_not(None),
            Subscription.id.not_in(begun),
        )
        if period != on:
            asked = asked.where(Subscription.confirmed_at < begin_of(period, clock.CHINA))
        due += db.session.scalars(asked.order_by(Subscription.id)).all()
    return due


def list_unconfirmed(now: datetime) -> Sequence[Subscription]:
    """Return the wishes whose time to be confirmed is over."""
    ended = Subscription.asked_at <= now - CONFIRM_WITHIN
    asked = select(Subscription).where(Subscription.confirmed_at.is_(None), ended)
    return db.session.scalars(asked.order_by(Subscription.id)).all()


def find_round() -> Job | None:
    """Return the round of letters that is still to come, or None."""
    waiting = select(Job).where(Job.kind == LETTERS_JOB, Job.state == JobState.WAITING)
    return db.session.scalar(waiting.limit(1))
