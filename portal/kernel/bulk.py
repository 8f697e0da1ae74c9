"""Many rows at once, past the mapper: what a table of a hundred thousand rows needs.

The one documented pair of ways: PostgreSQL takes rows by COPY, SQLite by one prepared INSERT. Both
write in the running transaction, through the types of the columns.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Dialect, Table, func, select, text

from portal.kernel.db import db

Maker = Callable[[Any], Any]


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
    """Insert rows, each a value for every one of ``columns``; nothing is filled in by itself."""
    if not rows:
        return
    connection = db.session.connection()
    ready = list(_ready(table, columns, rows, connection.dialect))
    names = ", ".join(f'"{name}"' for name in columns)
    if connection.dialect.name != "postgresql":
        signs = ", ".join("?" * len(columns))
        connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({signs})',  # noqa: S608 - names of ours
            ready,
        )
        return
    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy,
    ):
        for row in ready:
            copy.write_row(row)


def _ready(
    table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], dialect: Dialect
) -> Iterable[tuple[Any, ...]]:
    # Column by column: most need nothing done to them.
    makers = [_maker(table, name, dialect) for name in columns]
    by_column = [
        values if make is None else map(make, values)
        for make, values in zip(makers, zip(*rows, strict=True), strict=True)
    ]
    return zip(*by_column, strict=True)


def _maker(table: Table, name: str, dialect: Dialect) -> Maker | None:
    kind = table.c[name].type
    return kind.dialect_impl(dialect).bind_processor(dialect)
