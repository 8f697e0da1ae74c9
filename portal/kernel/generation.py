"""Which state of the data the public is shown: a mark that changes with every change it could see.

Whoever keeps an answer keeps the mark beside it, and serves it only while the mark is still the
same: what was published or withdrawn is so for every process at its next request.
"""

import os
import re
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, String, event, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.kernel.db import Base
from portal.kernel.once import read_once

WRITES = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)
BITS = 62
# Notes about the work itself; no page that everybody may open is made of them.
UNSEEN: Any = {"info": {"is_unseen": True}}
_CHANGED, _TABLES = "portal.public-change", "portal.changed-tables"
_SET = (
    'INSERT INTO "public_generation" (id, mark) VALUES (1, {mark}) '
    "ON CONFLICT (id) DO UPDATE SET mark = excluded.mark"
)
_SET_TABLE = (
    """INSERT INTO "table_mark" (name, mark) VALUES ('{name}', {mark}) """
    "ON CONFLICT (name) DO UPDATE SET mark = excluded.mark"
)
_watched: set[str] = set()


class PublicGeneration(Base):
    """One row: the mark. It is drawn anew, not counted: a restored database repeats none."""

    __tablename__ = "public_generation"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[int] = mapped_column(BigInteger)


class TableMark(Base):
    """The mark of one watched table: it changes with every change of that table alone."""

    __tablename__ = "table_mark"
    __table_args__ = UNSEEN

    name: Mapped[str] = mapped_column(String(63), primary_key=True)
    mark: Mapped[int] = mapped_column(BigInteger)


_MARKS = select(TableMark.name, TableMark.mark)


def watch(*tables: str) -> None:
    """Keep a mark for each of these tables, for whoever keeps something that is made of them."""
    _watched.update(tables)


def marks_of(session: Session, tables: Iterable[str]) -> Mapping[str, int] | None:
    """Return the marks of watched tables as this transaction sees them.

    None where this transaction has itself changed one: what it reads now is nobody else's.
    """
    names = sorted(set(tables))
    kept = _marks_kept(session)
    marks = {name: kept[name] for name in names if name in kept}
    changed: set[str] = session.connection().info.get(_TABLES, set())
    return None if changed.intersection(names) else marks


@read_once
def _marks_kept(session: Session) -> Mapping[str, int]:
    # There are a few, and a page that asks for one asks for another.
    return {row.name: row.mark for row in session.execute(_MARKS)}


def note_change(connection: Connection, table: str) -> None:
    """Note that a table was written past the statements that are looked at here (COPY)."""
    if is_seen(table):
        connection.info[_CHANGED] = True
    if table in _watched:
        connection.info.setdefault(_TABLES, set()).add(table)


def is_seen(table: str) -> bool:
    """Whether a page for everybody could be made of what this table holds."""
    found = Base.metadata.tables.get(table)
    return found is not None and not found.info.get("is_unseen")


@event.listens_for(Engine, "before_cursor_execute")
def _notice(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    written = WRITES.match(statement)
    if written:
        note_change(connection, written[1])


@event.listens_for(Engine, "commit")
def _change_mark(connection: Connection) -> None:
    is_changed, tables = connection.info.pop(_CHANGED, False), connection.info.pop(_TABLES, ())
    # Last in the transaction: of several writers, each holds the rows for a moment only.
    for name in sorted(tables):
        connection.exec_driver_sql(_SET_TABLE.format(name=name, mark=secrets.randbits(BITS)))
    if is_changed:
        connection.exec_driver_sql(_SET.format(mark=secrets.randbits(BITS)))
        connection.info.pop(_CHANGED, None)


@event.listens_for(Engine, "rollback")
def _forget(connection: Connection) -> None:
    connection.info.pop(_CHANGED, None)
    connection.info.pop(_TABLES, None)


class Watch:
    """Reads the mark, many times a second. Each thread has a connection of its own for it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._own = threading.local()

    def mark(self) -> int | None:
        """Return the mark as it is committed now, or None where it cannot be told."""
        try:
            return self._read_sqlite() if self._is_sqlite else self._read()
        except (SQLAlchemyError, sqlite3.Error):
            self._own.__dict__.clear()
            return None

    @property
    def _is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    def _read_sqlite(self) -> int | None:
        # data_version changes when another connection has committed; asking it costs no query.
        own = self._own
        if own.__dict__.get("process") != os.getpid():
            own.connection, own.seen, own.mark = self._open(), None, None
            own.process = os.getpid()
        (seen,) = own.connection.execute("PRAGMA data_version").fetchone()
        if seen != own.seen:
            row = own.connection.execute('SELECT mark FROM "public_generation"').fetchone()
            own.seen, own.mark = seen, row[0] if row else None
        mark: int | None = own.mark
        return mark

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(str(self._engine.url.database), isolation_level=None, timeout=5)

    def _read(self) -> int | None:
        with self._engine.connect() as connection:
            found = connection.exec_driver_sql('SELECT mark FROM "public_generation"').scalar()
        return int(found) if found is not None else None
