"""Rows that are added, never changed, never deleted: neither by the mapper nor past it.

The mapper refuses first, with a sentence. Beneath it each database has a trigger that refuses the
statement, whoever sends it: a documented pair, one form for each database.
"""

from typing import Any

from sqlalchemy import DDL, event
from sqlalchemy.orm import Mapper, ORMExecuteState, Session

from portal.kernel.db import Base, table_of

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{refusal}'; END $$
"""
POSTGRES = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse()
"""
_kept: dict[type[Base], type[Exception]] = {}


def statements(table: str, dialect: str, refusal: str) -> tuple[str, ...]:
    """Return what makes a database refuse to change or delete rows of a table."""
    if dialect == "postgresql":
        templates: tuple[tuple[str, str], ...] = ((POSTGRES_FUNCTION, ""), (POSTGRES, ""))
    else:
        templates = ((SQLITE, "UPDATE"), (SQLITE, "DELETE"))
    return tuple(
        text.format(table=table, verb=verb, refusal=refusal).strip() for text, verb in templates
    )


def keep_for_ever(model: type[Base], refusal: str, error: type[Exception]) -> None:
    """Let rows of a model only be added; whoever tries more gets ``error``."""
    table = table_of(model)

    def refuse(_mapper: Mapper[Any], _connection: object, _row: object) -> None:
        raise error(refusal)

    event.listen(model, "before_update", refuse)
    event.listen(model, "before_delete", refuse)
    for dialect in ("sqlite", "postgresql"):
        for statement in statements(table.name, dialect, refusal):
            refusing: Any = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", refusing.execute_if(dialect=dialect))
    _kept[model] = error


@event.listens_for(Session, "do_orm_execute")
def _refuse_many(state: ORMExecuteState) -> None:
    mapper = state.bind_mapper
    if (state.is_update or state.is_delete) and mapper is not None and mapper.class_ in _kept:
        raise _kept[mapper.class_](mapper.class_.__tablename__)
