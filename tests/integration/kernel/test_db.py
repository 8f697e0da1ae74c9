from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from portal.kernel import clock
from portal.kernel.db import UTCDateTime, db, is_reachable, own_transaction
from portal.kernel.throttle import ThrottleCount


@pytest.fixture
def row(inside: Flask) -> Iterator[ThrottleCount]:
    yield ThrottleCount(key="a", count=1, ends_at=clock.now())


def test_an_instant_comes_back_aware_and_in_utc(row: ThrottleCount) -> None:
    row.ends_at = datetime(2026, 5, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    db.session.add(row)
    db.session.flush()
    db.session.expire(row)
    assert row.ends_at == datetime(2026, 5, 1, 0, tzinfo=UTC)
    assert row.ends_at.tzinfo is UTC


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UTCDateTime().process_bind_param(datetime(2026, 5, 1), None)  # type: ignore[arg-type]  # noqa: DTZ001


def test_nothing_is_nothing() -> None:
    assert UTCDateTime().process_bind_param(None, None) is None  # type: ignore[arg-type]
    assert UTCDateTime().process_result_value(None, None) is None  # type: ignore[arg-type]


def test_a_fact_of_its_own_stays_when_the_request_is_undone(inside: Flask) -> None:
    with own_transaction() as own:
        own.add(ThrottleCount(key="kept", count=1, ends_at=clock.now()))
    db.session.rollback()
    assert db.session.get(ThrottleCount, "kept") is not None


def test_a_fact_of_its_own_may_not_come_after_the_work(row: ThrottleCount) -> None:
    db.session.add(row)
    with pytest.raises(RuntimeError, match="before"), own_transaction():
        pass
    db.session.flush()
    with pytest.raises(RuntimeError, match="before"), own_transaction():
        pass


def test_sqlite_is_durable_and_checks_foreign_keys(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'durable.db'}", poolclass=NullPool)
    with engine.connect() as connection:  # the site of the tests waits for no disk
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_database_can_be_reached(inside: Flask) -> None:
    assert is_reachable()
