"""Which state of the data the public is shown: a mark that changes with every change it could see.

Whoever keeps an answer keeps the mark beside it, and serves it only while the mark is still the
same: what was published or withdrawn is so for every process at its next request.
"""

import os
import re
import secrets
import sqlite3
import threading
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Base

WRITES = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)
BITS = 62
# Notes about the work itself; no page that everybody may open is made of them.
UNSEEN: Any = {"info": {"is_unseen": True}}
_CHANGED = "portal.public-change"
_SET = (
    'INSERT INTO "public_generation" (id, mark) VALUES (1, {mark}) '
    "ON CONFLICT (id) DO UPDATE SET mark = excluded.mark"
)


class PublicGeneration(Base):
    """One row: the mark. It is drawn anew, not counted: a restored database repeats none."""

    __tablename__ = "public_generation"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[int] = mapped_column(BigInteger)


def is_seen(table: str) -> bool:
    """Whether a page for everybody could be made of what this table holds."""
    found = Base.metadata.tables.get(table)
    return found is not None and not found.info.get("is_unseen")


@event.listens_for(Engine, "before_cursor_execute")
def _notice(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    written = WRITES.match(statement)
    if written and is_seen(written[1]):
        connection.info[_CHANGED] = True


@event.listens_for(Engine, "commit")
def _change_mark(connection: Connection) -> None:
    if not connection.info.pop(_CHANGED, False):
        return
    # Last in the transaction: of several writers, each holds the row for a moment only.
    connection.exec_driver_sql(_SET.format(mark=secrets.randbits(BITS)))
    connection.info.pop(_CHANGED, None)


@event.listens_for(Engine, "rollback")
def _forget(connection: Connection) -> None:
    connection.info.pop(_CHANGED, None)


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
