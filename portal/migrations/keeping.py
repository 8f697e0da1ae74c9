"""Rows that are added, never changed, never deleted: steps write the triggers that see to it.

The same as portal.kernel.append_only asks of tables that are made at once.
"""

from collections.abc import Mapping

from alembic import op


def keep_for_ever(tables: Mapping[str, str]) -> None:
    """Make the database refuse to change or delete rows of these tables, with their sentences."""
    for table, refusal in tables.items():
        if op.get_bind().dialect.name == "postgresql":
            op.execute(
                f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql "
                f"AS $$ BEGIN RAISE EXCEPTION '{refusal}'; END $$"
            )
            op.execute(
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
            )
        else:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
                )


def keep_no_longer(tables: Mapping[str, str]) -> None:
    """Take the triggers away, and the functions behind them."""
    for table in tables:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")
            op.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()")
        else:
            for verb in ("UPDATE", "DELETE"):
                op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
