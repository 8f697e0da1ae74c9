"""Volunteers who help at events, as the roll of members knows them."""

from portal.events.models import EventSeats, EventSignUp
from portal.events.queries import find_card, starts_at
from portal.events.words import WORDS
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.errors import Refused
from portal.members.queries import find_member
from portal.members.rules import Served
from portal.members.services import credit_hours


def check_helper(event: EventSeats, card: str) -> None:
    """Refuse whoever cannot help here; raises Refused with the field."""
    if not event.helpers_wanted:
        raise Refused(WORDS["helpers_unwanted"], field="part")
    if not card:
        raise Refused(WORDS["helper_number"], field="member")
    member = find_member(card)
    if member is None or member.left_on is not None:
        raise Refused(WORDS["helper_unknown"], field="member")


def credit_helper(sign_up: EventSignUp, *, by: Actor) -> bool:
    """Put the minutes somebody helped on the roll, where another person confirms them.

    Returns False where the roll takes them not: the own hours of whoever notes them, or a term
    that has ended. The record of this event keeps them all the same.
    """
    member, begins = find_member(sign_up.member_reference), starts_at(sign_up.event)
    if member is None or begins is None or not sign_up.minutes_count:
        return False
    shown = find_card(sign_up.event.slug, "zh")
    try:
        credit_hours(
            member,
            Served(
                source=sign_up.event.subject,
                activity=shown.article.title if shown else "",
                on=clock.in_china(begins).date(),
                minutes_count=sign_up.minutes_count,
            ),
            by=by,
        )
    except Refused:
        return False
    return True
