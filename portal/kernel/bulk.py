"""Many rows at once, past the mapper: what a table of a hundred thousand rows needs.

The one documented pair of ways: PostgreSQL takes rows by COPY, SQLite by one prepared INSERT. Both
write in the running transaction, through the types of the columns.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Date, Dialect, Enum, Table, func, select, text
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

from portal.kernel.db import db

Maker = Callable[[Any], Any]
REMEMBERED = 4096


def reserve_ids(table: Table, count: int) -> list[int]:
    """Return ``count`` ids that nobody else will give to a row of ``table``, in rising order.

    On SQLite the transaction must be a writing one (``write_intent``), which keeps others out.
    """
    if count == 0:
        return []
    if db.engine.dialect.name == "postgresql":
        asked = text(
            "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)"
        )
        return sorted(db.session.scalars(asked, {"name": f'"{table.name}"', "count": count}))
    last = db.session.scalar(select(func.max(table.c.id))) or 0
    return list(range(last + 1, last + 1 + count))


def insert_rows(table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, each a value for every one of ``columns``; other columns take their default."""
    if not rows:
        return
    defaults = {
        column.name: column.default.arg
        for column in table.columns
        if column.name not in columns and isinstance(column.default, ScalarElementColumnDefault)
    }
    names = (*columns, *defaults)
    constants = tuple(defaults.values())
    whole = [(*row, *constants) for row in rows] if constants else rows
    connection = db.session.connection()
    ready = list(_ready(table, names, whole, connection.dialect))
    listed = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "postgresql":
        _copy(connection, f'COPY "{table.name}" ({listed}) FROM STDIN', ready)
    else:
        signs = ", ".join("?" * len(names))
        asked = f'INSERT INTO "{table.name}" ({listed}) VALUES ({signs})'  # noqa: S608 - our names
        connection.exec_driver_sql(asked, ready)


def _copy(connection: Connection, asked: str, rows: Iterable[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(asked) as copy:
        for row in rows:
            copy.write_row(row)


def _ready(
    table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], dialect: Dialect
) -> Iterable[tuple[Any, ...]]:
    # Column by column: most need nothing done to them.
    makers = [_maker(table.c[name].type, dialect) for name in columns]
    by_column = [
        values if make is None else map(make, values)
        for make, values in zip(makers, zip(*rows, strict=True), strict=True)
    ]
    return zip(*by_column, strict=True)


def _maker(kind: TypeEngine[Any], dialect: Dialect) -> Maker | None:
    make = kind.dialect_impl(dialect).bind_processor(dialect)
    # Days and words of a list repeat from row to row; what is made of one serves for the next.
    is_repeating = isinstance(kind, (Date, Enum))
    return lru_cache(maxsize=REMEMBERED)(make) if make and is_repeating else make
