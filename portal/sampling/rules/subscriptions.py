"""Letters about new results: how often, how long an unconfirmed wish is kept, when one is due."""

from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class Frequency(StrEnum):
    """How often a letter may come."""

    DAILY = "daily"
    WEEKLY = "weekly"


# A wish that nobody confirmed is forgotten with its address (个人信息保护法 Art. 19: kept no longer
# than its purpose needs); the link in the letter ends at the same time.
CONFIRM_WITHIN = timedelta(hours=48)
MOST_FOR_ADDRESS = 20
MOST_IN_LETTER = 20
BY_NETWORK = "10 per hour"
BY_ADDRESS = "5 per day"
# Letters go out when people get up, in China's time.
ROUND_AT = time(7, 30)
# Notes that a letter was begun are needed while its period runs.
LETTERS_KEPT = timedelta(days=40)


def period_of(frequency: Frequency, on: date) -> date:
    """Return the first day of the period that a letter of this day belongs to."""
    if frequency is Frequency.DAILY:
        return on
    return on - timedelta(days=on.weekday())


def begin_of(period: date, zone: tzinfo) -> datetime:
    """Return the instant at which a period begins.

    A letter is due from then on: on a later day of the week too, where the portal stood still on
    Monday, to those who had subscribed by then.
    """
    return datetime.combine(period, time.min, zone)


def next_round(after: datetime, zone: tzinfo) -> datetime:
    """Return when letters go out next."""
    local = after.astimezone(zone)
    today = datetime.combine(local.date(), ROUND_AT, zone)
    return today if today > local else today + timedelta(days=1)


def plain_address(address: str) -> str:
    """Return an address as it is compared: blanks off, the host in small letters."""
    name, _at, host = address.strip().rpartition("@")
    return f"{name}@{host.lower()}"
