"""How often something may be tried. The counts live in the database, one for all processes.

The arithmetic is the limits library's; this is its storage, in transactions of its own.
"""

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from limits import parse
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import Select, String, bindparam, case, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.kernel import clock
from portal.kernel.db import Base, UTCDateTime, db, is_reachable, own_transaction, table_of
from portal.kernel.errors import Busy
from portal.kernel.generation import UNSEEN


class ThrottleCount(Base):
    """How often one thing was tried in one window. The key never holds an address or a name."""

    __tablename__ = "throttle_count"
    __table_args__ = UNSEEN

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)


_counts = table_of(ThrottleCount)


@cache
def _reading(several: int) -> Select[str, int]:
    # Built once: it is asked with every draft that is begun and every case that is filed.
    wanted: list[Any] = [bindparam(f"key{place}") for place in range(several)]
    return select(_counts.c.key, _counts.c.count).where(
        _counts.c.key.in_(wanted), _counts.c.ends_at > bindparam("now", type_=UTCDateTime())
    )


class DatabaseStorage(Storage):
    """Counters of the limits library, kept in the portal's database."""

    STORAGE_SCHEME = ["portal"]  # noqa: RUF012 - the library's own spelling

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the database may raise."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count ``amount`` more tries; the window starts with the first."""
        with own_transaction() as own:
            return note_try(own, key, seconds=expiry, amount=amount)

    def get(self, key: str) -> int:
        """Return the tries of the running window."""
        return self._read(key)[0]

    def get_expiry(self, key: str) -> float:
        """Return when the running window ends, in seconds since 1970."""
        return self._read(key)[1]

    def _read(self, key: str) -> tuple[int, float]:
        with Session(db.engine) as own:
            row = own.get(ThrottleCount, key)
            if row is None or row.ends_at <= clock.now():
                return 0, time.time()
            return row.count, row.ends_at.astimezone(UTC).timestamp()

    def check(self) -> bool:
        """Whether the database answers."""
        return is_reachable()

    def reset(self) -> int:
        """Forget every count."""
        with own_transaction() as own:
            known = len(own.scalars(select(ThrottleCount.key)).all())
            own.execute(delete(ThrottleCount))
            return known

    def clear(self, key: str) -> None:
        """Forget one count."""
        with own_transaction() as own:
            own.execute(delete(ThrottleCount).where(ThrottleCount.key == key))


@cache
def _noting(dialect: str) -> Any:
    # Built once: it is run with every case that is filed.
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect]
    adding = insert(ThrottleCount).values(
        key=bindparam("key"), count=bindparam("amount"), ends_at=bindparam("ends_at")
    )
    is_over = ThrottleCount.ends_at <= bindparam("now", type_=UTCDateTime())
    # Where the clock was moved back, a window ends no later than one begun now; its tries count on.
    is_late = ThrottleCount.ends_at > adding.excluded.ends_at
    return adding.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "count": case(
                (is_over, adding.excluded.count), else_=ThrottleCount.count + adding.excluded.count
            ),
            "ends_at": case(
                (or_(is_over, is_late), adding.excluded.ends_at), else_=ThrottleCount.ends_at
            ),
        },
    ).returning(ThrottleCount.count)


def note_try(session: Session, key: str, *, seconds: int, amount: int = 1) -> int:
    """Count one more try under ``key`` within a piece of work; return how many its window holds.

    Only this key's row is touched, so that two at once wait for each other and never in a ring.
    The window starts with the first try and lasts ``seconds``. Nothing is refused here.
    """
    now = clock.now()
    ends_at = now + timedelta(seconds=seconds)
    told = {"key": key, "amount": amount, "ends_at": ends_at, "now": now}
    counting = _noting(session.get_bind().dialect.name)
    return int(session.connection().execute(counting, told).scalar_one())


def read_tries(session: Session, keys: Iterable[str]) -> dict[str, int]:
    """Return how many tries the running window of each key holds; a key not tried is left out."""
    told: dict[str, Any] = {f"key{place}": key for place, key in enumerate(keys)}
    found = session.execute(_reading(len(told)), {**told, "now": clock.now()})
    return {key: count for key, count in found}  # noqa: C416 - a row is no pair


def forget_old_counts(*, at_once: int = 1000) -> int:
    """Remove some counts whose window is over; return how many. For a job, not for a request.

    Rows that somebody holds are passed over and the others taken in one order, so that it neither
    waits for a request nor lets one wait for long.
    """
    with own_transaction() as own:
        over = select(ThrottleCount.key).where(ThrottleCount.ends_at <= clock.now())
        some = over.order_by(ThrottleCount.key).limit(at_once).with_for_update(skip_locked=True)
        gone = delete(ThrottleCount).where(
            ThrottleCount.key.in_(list(own.scalars(some))), ThrottleCount.ends_at <= clock.now()
        )
        return len(own.execute(gone.returning(ThrottleCount.key)).all())


def _limiter() -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(DatabaseStorage())


def count_try(what: str, key: str, *, limit: str) -> None:
    """Count one try of ``what`` under ``key``; raises Busy where ``limit`` is used up.

    ``limit`` reads like "5 per 15 minutes". Call it before the request's own work.
    """
    item = parse(limit)
    limiter = _limiter()
    if not limiter.hit(item, what, key):
        ends = limiter.get_window_stats(item, what, key).reset_time
        raise Busy(what, retry_after=max(1, round(ends - time.time())))


def check_tries(what: str, key: str, *, limit: str) -> None:
    """Raise Busy where the tries under ``key`` are used up; count nothing."""
    item = parse(limit)
    limiter = _limiter()
    if not limiter.test(item, what, key):
        ends = limiter.get_window_stats(item, what, key).reset_time
        raise Busy(what, retry_after=max(1, round(ends - time.time())))


def forget_tries(what: str, key: str, *, limit: str) -> None:
    """Start afresh, after a try that was right."""
    _limiter().clear(parse(limit), what, key)
