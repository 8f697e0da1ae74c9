"""Versions are added, never changed, never deleted: neither by the mapper nor past it.

The mapper refuses first, with a sentence. Beneath it each database has a trigger that refuses the
statement, whoever sends it: the one documented pair of this room.
"""

from typing import Any

from sqlalchemy import DDL, Table, event
from sqlalchemy.orm import Mapper, ORMExecuteState, Session

from portal.sampling.models.batches import BatchVersion
from portal.sampling.models.plans import PlanVersion

KEPT = (BatchVersion, PlanVersion)
REFUSAL = "versions are never changed and never deleted"
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


class VersionKept(Exception):  # noqa: N818 - names what stands in the way
    """Something tried to change or delete a version."""


def statements(table: str, dialect: str) -> tuple[str, ...]:
    """Return what makes a database refuse to change or delete rows of a table."""
    if dialect == "postgresql":
        templates: tuple[tuple[str, str], ...] = ((POSTGRES_FUNCTION, ""), (POSTGRES, ""))
    else:
        templates = ((SQLITE, "UPDATE"), (SQLITE, "DELETE"))
    return tuple(
        text.format(table=table, verb=verb, refusal=REFUSAL).strip() for text, verb in templates
    )


def _refuse(_mapper: Mapper[Any], _connection: object, _version: object) -> None:
    raise VersionKept(REFUSAL)


def _refuse_many(state: ORMExecuteState) -> None:
    mapper = state.bind_mapper
    if (state.is_update or state.is_delete) and mapper is not None and mapper.class_ in KEPT:
        raise VersionKept(REFUSAL)


def _guard(table: Table) -> None:
    for dialect in ("sqlite", "postgresql"):
        for statement in statements(table.name, dialect):
            refusing: Any = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", refusing.execute_if(dialect=dialect))


for _model in KEPT:
    event.listen(_model, "before_update", _refuse)
    event.listen(_model, "before_delete", _refuse)
    _guard(_model.__table__)  # type: ignore[arg-type]
event.listen(Session, "do_orm_execute", _refuse_many)
