"""A database of its own for each test process, on the server the suite was given; empty again."""

import os

from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from portal.kernel.db import Base, db

NUMBERS = """
SELECT of_table.relname, own.relname
FROM pg_class AS own JOIN pg_depend AS link ON link.objid = own.oid AND link.deptype = 'a'
JOIN pg_class AS of_table ON of_table.oid = link.refobjid
WHERE own.relkind = 'S'
"""
# The guards of what may only be added to stand aside, and the order of tables with them.
EMPTYING = """
CREATE OR REPLACE FUNCTION empty_every_table() RETURNS void LANGUAGE plpgsql
SET session_replication_role = replica AS $body$
BEGIN
{steps}
END $body$
"""


def fresh_database(server: str, name: str) -> str:
    """Make an empty database on ``server`` and return its address."""

    database = f"test_{name}_{os.getpid()}"
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{database}"'))
    engine.dispose()
    return url.set(database=database).render_as_string(hide_password=False)


def prepare_emptying(app: Flask) -> None:
    """Teach the database to empty itself: asking each table from here takes longer than a test."""
    with app.app_context(), db.engine.begin() as connection:
        numbers: dict[str, list[str]] = {}
        for table, sequence in connection.execute(text(NUMBERS)):
            numbers.setdefault(table, []).append(sequence)
        names = [table.name for table in Base.metadata.sorted_tables]
        steps = [_emptying(name, numbers.get(name, [])) for name in names]
        connection.exec_driver_sql(EMPTYING.format(steps="\n".join(steps)))


def _emptying(table: str, sequences: list[str]) -> str:
    restarts = [f"PERFORM setval('\"{sequence}\"', 1, false);" for sequence in sequences]
    steps = " ".join([f'DELETE FROM "{table}";', *restarts])  # noqa: S608 - names of our tables
    return f'IF EXISTS (SELECT FROM "{table}") THEN {steps} END IF;'


def empty_postgres(app: Flask) -> None:
    """Empty every table again that holds something: a test fills few of them."""
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("SELECT empty_every_table()")
