"""The only clock. Instants are aware UTC; days are days in China."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return _standing.get() or datetime.now(UTC)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at a moment, here and nowhere else.

    For the demo place alone: what it tells happened over years, and every step of it goes through
    the services, which write down the time they read here.
    """
    token = _standing.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _standing.reset(token)


def today() -> date:
    """Return today's date as people in China read it on the wall."""
    return now().astimezone(CHINA).date()


def in_china(moment: datetime) -> datetime:
    """Return the same instant on a Chinese clock."""
    return moment.astimezone(CHINA)
