import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.kernel import audit
from portal.kernel.audit import CITIZEN, SYSTEM, AuditLine
from portal.kernel.db import db


def write(count: int) -> None:
    for number in range(count):
        audit.record("thing.done", subject=f"thing:{number}", by=SYSTEM, after={"n": number})
    db.session.commit()


def test_lines_are_written_with_the_change_and_follow_one_another(inside: Flask) -> None:
    write(3)
    write(2)
    assert db.session.scalar(select(func.count()).select_from(AuditLine)) == 5
    assert audit.first_broken_line() is None


def test_a_change_undone_leaves_no_line(inside: Flask) -> None:
    audit.record("thing.done", subject="thing:1", by=CITIZEN)
    assert [line.action for line in audit.pending()] == ["thing.done"]
    db.session.rollback()
    db.session.commit()
    assert audit.pending() == []
    assert db.session.scalar(select(func.count()).select_from(AuditLine)) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [("actor", "somebody"), ("subject", "thing:9"), ("after", {"n": 9}), ("role", "auditor")],
)
def test_an_altered_line_shows(inside: Flask, field: str, value: object) -> None:
    write(3)
    second = db.session.scalars(select(AuditLine).order_by(AuditLine.id).offset(1)).first()
    assert second is not None
    setattr(second, field, value)
    db.session.commit()
    broken = audit.first_broken_line()
    assert broken is not None
    assert broken.id == second.id


def test_a_line_taken_out_shows(inside: Flask) -> None:
    write(3)
    lines = db.session.scalars(select(AuditLine).order_by(AuditLine.id)).all()
    db.session.delete(lines[1])
    db.session.commit()
    broken = audit.first_broken_line()
    assert broken is not None
    assert broken.id == lines[2].id


def test_a_part_undone_inside_keeps_the_rest(inside: Flask) -> None:
    audit.record("outer.done", subject="thing:1", by=SYSTEM)
    with db.session.begin_nested():
        audit.record("inner.done", subject="thing:2", by=SYSTEM)
    db.session.commit()
    actions = db.session.scalars(select(AuditLine.action).order_by(AuditLine.id)).all()
    assert actions == ["outer.done", "inner.done"]


def test_one_digest_stands_for_many_rows() -> None:
    assert audit.digest_of_rows(["a", "b"]) != audit.digest_of_rows(["b", "a"])
    assert len(audit.digest_of_rows([])) == 64
