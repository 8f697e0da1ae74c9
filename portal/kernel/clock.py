"""The only clock. Instants are aware UTC; days are days in China."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date as people in China read it on the wall."""
    return now().astimezone(CHINA).date()


def in_china(moment: datetime) -> datetime:
    """Return the same instant on a Chinese clock."""
    return moment.astimezone(CHINA)
