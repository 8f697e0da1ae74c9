"""What the place's parameters say about riders."""

from datetime import date, timedelta

from portal.complaints import policy as complaints
from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Parameter

CODE_DAYS, PHONE_DAYS = "rewards.rider.code_days", "rewards.rider.phone_days"
ELIGIBLE, REPLY_DAYS = "rewards.rider.eligible", "rewards.rider.reply_days"


def _whole(key: str) -> int | None:
    return current_place().parameters.whole(key, clock.today())


def code_expires_on() -> date | None:
    """Return the last day of a code made today; None where the place has set no expiry."""
    days = _whole(CODE_DAYS)
    return None if days is None else clock.today() + timedelta(days=days)


def phone_days() -> int:
    """Return how many days a phone stays signed in; one where the place has set nothing."""
    return _whole(PHONE_DAYS) or 1


def tries() -> tuple[str, str, str]:
    """Return how often a number in a network, a number, and a network may be tried.

    As the throttle reads limits; the same as for the receipts of cases.
    """
    return complaints.opening_limits()


def find_rule(key: str) -> Parameter | None:
    """Return what a parameter says today, None where it is not set."""
    return current_place().parameters.find(key, clock.today())


def small_cell() -> int:
    """Return the smallest count that is shown to the public."""
    return complaints.small_cell()
