"""Many rows at once, past the mapper: what a table of a hundred thousand rows needs.

The one documented pair of ways: PostgreSQL takes rows by COPY, SQLite by prepared statements. Both
write in the running transaction, through the types of the columns.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import repeat
from typing import Any

from sqlalchemy import JSON, Connection, Date, Dialect, Enum, Table, func, select, text
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

from portal.kernel.db import db
from portal.kernel.generation import note_change

Maker = Callable[[Any], Any]
REMEMBERED = 4096


@contextmanager
def old_things_aside() -> Iterator[None]:
    """Spare the collector of garbage what was there before.

    While millions of new things are made it would look through everything old again and again.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


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


def measure_anew(table: Table) -> None:
    """Tell PostgreSQL how large a table has grown in this transaction; SQLite need not know.

    Without it each row that refers to the table is checked by reading the table from its start:
    PostgreSQL planned that check while the table was small (1 ms a row at 8,000 rows).
    """
    if db.engine.dialect.name == "postgresql":
        db.session.connection().exec_driver_sql(f'ANALYZE "{table.name}"')


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
    connection = db.session.connection()
    constants = [repeat(value, len(rows)) for value in defaults.values()]
    by_column = [*zip(*rows, strict=True), *constants]
    ready = list(_ready(table, names, by_column, connection.dialect))
    listed = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "postgresql":
        _copy(connection, f'COPY "{table.name}" ({listed}) FROM STDIN', ready)
        note_change(connection, table.name)
    else:
        signs = ", ".join("?" * len(names))
        asked = f'INSERT INTO "{table.name}" ({listed}) VALUES ({signs})'  # noqa: S608 - our names
        connection.exec_driver_sql(asked, ready)


def update_rows(table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Give rows new values: each tuple holds the row's id first, then a value for every column."""
    if not rows:
        return
    connection = db.session.connection()
    by_column = [*zip(*rows, strict=True)]
    ready = list(_ready(table, ("id", *columns), by_column, connection.dialect))
    if connection.dialect.name != "postgresql":
        set_to = ", ".join(f'"{name}" = ?' for name in columns)
        asked = f'UPDATE "{table.name}" SET {set_to} WHERE "id" = ?'  # noqa: S608 - our names
        connection.exec_driver_sql(asked, [(*values, row_id) for row_id, *values in ready])
        return
    listed = ", ".join(f'"{name}"' for name in ("id", *columns))
    staged = f'"staged_{table.name}"'
    whole = f'SELECT {listed} FROM "{table.name}" WITH NO DATA'  # noqa: S608 - our names
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {staged} AS {whole}")
    _copy(connection, f"COPY {staged} ({listed}) FROM STDIN", ready)
    set_to = ", ".join(f'"{name}" = {staged}."{name}"' for name in columns)
    same = f'"{table.name}"."id" = {staged}."id"'
    asked = f'UPDATE "{table.name}" SET {set_to} FROM {staged} WHERE {same}'  # noqa: S608
    connection.exec_driver_sql(asked)
    connection.exec_driver_sql(f"DROP TABLE {staged}")


def _copy(connection: Connection, asked: str, rows: Iterable[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(asked) as copy:
        for row in rows:
            copy.write_row(row)


def _ready(
    table: Table, columns: Sequence[str], by_column: Sequence[Iterable[Any]], dialect: Dialect
) -> Iterable[tuple[Any, ...]]:
    # Column by column: most need nothing done to them.
    makers = [_maker(table.c[name].type, dialect) for name in columns]
    return zip(
        *(
            values if make is None else map(make, values)
            for make, values in zip(makers, by_column, strict=True)
        ),
        strict=True,
    )


def _maker(kind: TypeEngine[Any], dialect: Dialect) -> Maker | None:
    make = kind.dialect_impl(dialect).bind_processor(dialect)
    # Days and words of a list repeat from row to row; what is made of one serves for the next.
    if make and isinstance(kind, (Date, Enum)):
        return lru_cache(maxsize=REMEMBERED)(make)
    return _unless_empty(make) if make and isinstance(kind, JSON) else make


def _unless_empty(make: Maker) -> Maker:
    nothings: dict[type, Any] = {list: make([]), dict: make({})}
    return lambda value: make(value) if value else nothings.get(type(value), value)
