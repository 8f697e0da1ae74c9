"""A worker that is killed (SIGKILL) at a chosen point of an import, and what is left of it then.

Points are counted, not timed: each statement that goes to the database and each commit is one. So
the same number always means the same place.
"""

import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, event, select, update

from portal.jobs import worker
from portal.jobs.models import Job
from portal.kernel import audit, bulk, clock
from portal.kernel.audit import Actor
from portal.kernel.db import Base, db, write_intent
from portal.sampling import checking, queries, services
from portal.sampling.models import (
    Amendment,
    SampleBatch,
    SampleImport,
    SampleRejection,
    SampleRow,
)
from portal.sampling.queries import amendments, sources

CLERK = Actor(kind="staff", name="clerk", role="data-officer")
REVIEWER = Actor(kind="staff", name="reviewer", role="reviewer")
ROWS_IN_PART = 12
PUBLISHED, BROUGHT = 12, 60
TITLES = "抽样编号,食品名称,规格型号,标称生产企业名称,检验项目,检验值,标准值,检验结论,公告日期"


def _row(number: int, spec: str, item: str, value: str) -> str:
    cells = (f"XBJ26330302{number:09d}", "豇豆（示例）", spec, "示例合作社", item, value)
    return ",".join((*cells, "≤0.5 mg/kg", "不合格", "2026-11-20"))


def table_before() -> bytes:
    """Return the table that is public already."""
    rows = [_row(number, "散装", "灭蝇胺", "1.02 mg/kg") for number in range(PUBLISHED)]
    return "\n".join([TITLES, *rows]).encode()


def table_brought() -> bytes:
    """Return the table whose import falls: with repeats, errors, amendments and several items."""
    rows = []
    for number in range(BROUGHT):
        rows.append(_row(number, "500 g" if number % 3 else "散装", "灭蝇胺", "1.02 mg/kg"))
        if number % 2:
            rows.append(_row(number, "500 g" if number % 3 else "散装", "噻虫胺", "0.9 mg/kg"))
        if number % 5 == 0:
            rows.append(rows[-1])
        if number % 7 == 0:
            rows.append(_row(1000 + number, "散装", "", ""))
    # The last items of samples that began many parts before.
    rows += [_row(number, "散装", "毒死蜱", "0.7 mg/kg") for number in range(30, 45, 3)]
    return "\n".join([TITLES, *rows]).encode()


def apart(work: Callable[[], Any]) -> Any:
    """Do some work in a process of its own and return what it returned.

    The store of files keeps threads that no fork takes along: whoever forks may not have used it.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with os.fdopen(writing, "wb") as told:
                pickle.dump(work(), told)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        content = told.read()
    os.waitpid(child, 0)
    return pickle.loads(content)  # noqa: S301 - written by our own child


def prepare(app: Flask) -> str:
    """Make the tables anew, publish one file, queue another; return the reference of that."""
    with app.app_context(), write_intent():
        Base.metadata.drop_all(db.engine)
        Base.metadata.create_all(db.engine)
        first = services.import_table(content=table_before(), file_name="a.csv", by=CLERK)
        services.publish_import(first, by=REVIEWER)
        db.session.commit()
        brought = services.receive_file(content=table_brought(), file_name="b.csv", by=CLERK)
        reference = brought.reference
        db.session.commit()
        db.session.close()
        db.engine.dispose()
    return reference


@contextmanager
def counting(reached: Callable[[], None]) -> Iterator[None]:
    """Call ``reached`` at each point: before a statement and before a commit."""

    def statement(*_facts: Any) -> None:
        reached()

    copy = bulk._copy  # noqa: SLF001 - rows that go by COPY pass no event

    def copying(connection: Connection, asked: str, rows: Iterable[tuple[Any, ...]]) -> None:
        reached()
        copy(connection, asked, rows)

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", statement)
    bulk._copy = copying  # noqa: SLF001
    try:
        yield
    finally:
        bulk._copy = copy  # noqa: SLF001
        event.remove(Engine, "before_cursor_execute", statement)
        event.remove(Engine, "commit", statement)


def work_until(app: Flask, point: int | None) -> int:
    """Let a process of its own do the job and kill it at ``point``; return how far it came."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work_and_end(app, point, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as counts:
        told = counts.read()
    os.waitpid(child, 0)
    return len(told)


def _work_and_end(app: Flask, point: int | None, writing: int) -> None:
    count = 0

    def reached() -> None:
        nonlocal count
        count += 1
        os.write(writing, b".")
        if count == point:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        checking.ROWS_AT_ONCE = ROWS_IN_PART
        with app.app_context(), counting(reached):
            worker.run_next()
    finally:
        os._exit(0)


def go_on(app: Flask) -> None:
    """Let another worker take the job up, once the lease of the dead one has run out."""
    with app.app_context(), write_intent():
        past = clock.now() - timedelta(seconds=1)
        db.session.execute(update(Job).where(Job.lease_until.is_not(None)).values(lease_until=past))
        db.session.commit()
        worker.run_all()
        db.session.close()


def shown_for_review(app: Flask) -> tuple[int, int]:
    """Return how many imports and amendments reviewers see, and check the chain of the audit."""
    with app.app_context():
        if audit.first_broken_line() is not None:
            raise AssertionError("a line of the audit is broken")
        return len(queries.list_waiting_imports()), amendments.count_open_amendments()


def kept(app: Flask, reference: str) -> dict[str, Any]:
    """Return everything an import left, without numbers that the database gives."""
    with app.app_context():
        found = queries.get_import(reference)
        identities = dict(db.session.execute(select(SampleBatch.id, SampleBatch.identity)).all())
        return {
            "import": _import(found),
            "sheets": [
                (sheet.name, sheet.header_line, sheet.columns, list(sources.iter_rows(sheet)))
                for sheet in sources.list_sheets(found)
            ],
            "batches": sorted(_batches(found)),
            "rows": sorted(
                (row.digest, identities[row.batch_id], row.line)
                for row in db.session.scalars(select(SampleRow).filter_by(import_id=found.id))
            ),
            "rejections": sorted(
                (one.line, one.column, one.reason, str(one.facts))
                for one in db.session.scalars(select(SampleRejection).filter_by(import_id=found.id))
            ),
            "amendments": sorted(
                (identities[one.batch_id], one.line, str(one.changes))
                for one in db.session.scalars(select(Amendment).filter_by(import_id=found.id))
            ),
        }


def _import(found: SampleImport) -> tuple[Any, ...]:
    counts = (found.row_count, found.accepted_count, found.rejected_count, found.duplicate_count)
    return (found.stage, *counts, found.amended_count, found.batch_count, found.by_result)


def _batches(found: SampleImport) -> Iterator[tuple[Any, ...]]:
    left_out = {"id", "import_id", "batch_id"}
    for batch in db.session.scalars(select(SampleBatch).filter_by(import_id=found.id)):
        facts = [str(getattr(batch, name)) for name in _names(batch) if name not in left_out]
        items = [
            [str(getattr(item, name)) for name in _names(item) if name not in left_out]
            for item in batch.items
        ]
        yield (batch.identity, facts, items)


def _names(row: Base) -> list[str]:
    return [column.name for column in row.__table__.columns]
