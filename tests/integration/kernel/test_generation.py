"""Marks of tables: they change with every change of that table, and with nothing else."""

from typing import Any

from flask import Flask

from portal.enterprises.models import Enterprise, Licence
from portal.kernel import bulk, clock, generation
from portal.kernel.db import db
from tests.factories.enterprises import make_enterprise

TABLES = (Enterprise.__tablename__, Licence.__tablename__)


def marks() -> dict[str, int] | None:
    found = generation.marks_of(db.session, TABLES)
    return None if found is None else dict(found)


def test_a_mark_is_drawn_anew_by_every_commit_that_wrote_the_table(inside: Flask) -> None:
    assert marks() == {}
    make_enterprise()
    assert marks() is None, "what this transaction reads now is nobody else's"
    db.session.commit()
    first = marks()
    assert first is not None
    assert set(first) == {"enterprise"}
    make_enterprise()
    db.session.commit()
    assert marks() != first


def test_what_was_rolled_back_leaves_the_mark(inside: Flask) -> None:
    make_enterprise()
    db.session.commit()
    first = marks()
    make_enterprise()
    db.session.flush()
    assert marks() is None
    db.session.rollback()
    assert marks() == first


def test_rows_brought_in_by_the_thousand_change_the_mark_too(inside: Flask) -> None:
    one = make_enterprise()
    db.session.commit()
    first = marks()
    licences = [(one.id, "small-operator", f"{n}", clock.today()) for n in range(3)]
    columns = ("enterprise_id", "kind", "number", "valid_to")
    table: Any = Licence.__table__
    bulk.insert_rows(table, columns, licences)
    db.session.commit()
    assert first is not None
    assert marks() == {**first, "licence": (marks() or {})["licence"]}


def test_a_table_nobody_watches_has_no_mark(inside: Flask) -> None:
    make_enterprise()
    db.session.commit()
    assert generation.marks_of(db.session, ["audit_line", "nothing"]) == {}
