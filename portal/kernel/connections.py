"""Connections to the database: how each is made ready, and whose turn it is to write."""

import sqlite3
import threading
import time
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DisconnectionError

# SQLite lets one connection write at a time. A transaction that will write says so when it
# begins (BEGIN IMMEDIATE): one that starts as a reader and wants to write later would be thrown
# out whenever somebody else wrote in between.
writing: ContextVar[bool] = ContextVar("writing", default=False)
_turn = threading.Lock()
SHORT_REST = 1.0
LONGEST_WAIT, LOOK_AGAIN = 30.0, 0.001
BUSY_MILLISECONDS = 30_000
PRIMARY_CODE = 0xFF  # of an error code of SQLite's, the part that names its kind


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # the BEGIN below is ours, not the driver's
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "checkin")
def _note_rest(_connection: Any, record: Any) -> None:
    record.info["rests_since"] = time.monotonic()


@event.listens_for(Engine, "checkout")
def _wake(connection: Any, record: Any, _proxy: object) -> None:
    # A server that was started again has forgotten its connections. Who used one a moment ago
    # need not ask: it would be one question more for each that a page asks.
    if time.monotonic() - record.info.get("rests_since", time.monotonic()) < SHORT_REST:
        return
    if not isinstance(connection, sqlite3.Connection):
        try:
            connection.execute("SELECT 1")
            connection.rollback()
        except connection.OperationalError:
            raise DisconnectionError from None


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if writing.get():
        _begin_writing(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    """Take the one writer's place, and where another has it, soon after it is given up.

    SQLite itself would look again after ever longer pauses, up to a tenth of a second, while a
    case is written within a few milliseconds. One thread of a process looks, the others queue.
    """
    raw: Any = connection.connection.dbapi_connection
    until = time.monotonic() + LONGEST_WAIT
    if _turn.acquire(timeout=LONGEST_WAIT):
        try:
            raw.execute("PRAGMA busy_timeout=0")
            while time.monotonic() < until:
                try:
                    raw.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError as fault:
                    if fault.sqlite_errorcode & PRIMARY_CODE != sqlite3.SQLITE_BUSY:
                        raise
                    time.sleep(LOOK_AGAIN)
                else:
                    return
        finally:
            raw.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
            _turn.release()
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # waits once more, then tells why not
