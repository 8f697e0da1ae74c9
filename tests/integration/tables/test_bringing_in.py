"""Promises about tables of any kind: what a file changes, and what it does not."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from portal.jobs import worker
from portal.jobs.models import Job
from portal.jobs.rules import JobState
from portal.kernel.audit import Actor, AuditLine
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.tables import kinds, queries, services
from portal.tables.models import TableImport
from portal.tables.reading import FileRefused
from portal.tables.rules.stages import TableStage
from portal.tables.rules.verdicts import Outcome
from tests.factories.tables import Notebook, notebook

OFFICER = Actor(kind="staff", name="officer")
TABLE = "店铺编号,店名,开业日期,费用\n1,示例甲店,2026-01-02,12.5\n2,示例乙店,2026年3月4日,/\n"


@pytest.fixture
def book() -> Iterator[Notebook]:
    yield notebook()
    kinds._KINDS.pop("notebook")


def bring(text: str, *, source: str = "示例局", is_applied: bool = True) -> TableImport:
    return services.bring_in(
        content=text.encode(),
        file_name="店铺.csv",
        kind="notebook",
        source=source,
        by=OFFICER,
        is_applied=is_applied,
    )


def receive(text: str, *, source: str = "示例局") -> TableImport:
    return services.receive_table(
        content=text.encode(), file_name="a.csv", kind="notebook", source=source, by=OFFICER
    )


def counted(table: TableImport) -> dict[str, int]:
    return {one.value: count for one, count in queries.count_outcomes(table).items() if count}


def test_every_good_row_is_written_once_somebody_says_so(inside: Flask, book: Notebook) -> None:
    looked_at = bring(TABLE, is_applied=False)
    assert (looked_at.stage, counted(looked_at), book.notes) == (
        TableStage.WAITING,
        {"new": 2},
        {},
    )
    assert bring(TABLE).stage is TableStage.APPLIED
    assert [one.name for one in book.notes.values()] == ["示例甲店", "示例乙店"]


def test_the_same_file_twice_changes_nothing(inside: Flask, book: Notebook) -> None:
    bring(TABLE)
    before = dict(book.notes)
    again = bring(TABLE)
    assert (again.stage, again.written_count, counted(again)) == (
        TableStage.APPLIED,
        0,
        {"same": 2},
    )
    assert book.notes == before


def test_a_changed_row_is_shown_before_it_is_written(inside: Flask, book: Notebook) -> None:
    bring(TABLE)
    table = bring(TABLE.replace("示例甲店", "示例新甲店"), is_applied=False)
    (line,) = queries.list_lines(table, Outcome.CHANGED)
    assert line.differences == [["名称", "示例甲店", "示例新甲店"]]
    assert book.notes["1"].name == "示例甲店"


def test_false_rows_are_told_by_line_column_and_reason(inside: Flask, book: Notebook) -> None:
    table = bring(
        "某局店铺表\n编号,店铺名称,开业日期,费用\n1,示例甲店,昨天,\n,示例乙店,,\n3,示例丙店,,很多\n"
        "4,示例丁店,,\nX,示例戊店,,\n4,示例己店,,\n4,示例丁店,,\n合计,,,\n"
    )
    told = [(one.line, one.column) for one in queries.list_lines(table, Outcome.REFUSED)]
    assert told == [(3, "开业日期"), (4, "编号"), (5, "费用"), (7, "编号"), (8, "")]
    assert list(book.notes) == ["4"]


def test_held_rows_wait_and_are_looked_at_again(inside: Flask, book: Notebook) -> None:
    book.unknown.add("示例乙店")
    table = bring(TABLE)
    assert (list(book.notes), book.held) == (["1"], ["示例乙店"])
    book.unknown.clear()
    services.look_again(table, by=OFFICER)
    worker.run_all()
    table = queries.get_table(table.reference)
    assert (table.stage, counted(table)) == (TableStage.WAITING, {"new": 1, "same": 1})


def test_what_changed_since_the_check_is_not_written_over(inside: Flask, book: Notebook) -> None:
    bring(TABLE)
    table = bring(TABLE.replace("示例甲店", "示例新甲店"), is_applied=False)
    bring(TABLE.replace("示例甲店", "示例别的店"))
    services.begin_writing(table, by=OFFICER)
    worker.run_all()
    (line,) = queries.list_lines(queries.get_table(table.reference), Outcome.REFUSED)
    assert (line.line, book.notes["1"].name) == (2, "示例别的店")


def test_what_a_whole_list_leaves_out_is_shown_and_taken_out(inside: Flask) -> None:
    book = notebook(is_whole=True)
    bring(TABLE)
    table = bring(TABLE.rpartition("2,")[0], is_applied=False)
    assert [one.title for one in queries.list_lines(table, Outcome.GONE)] == ["2"]
    bring(TABLE.rpartition("2,")[0])
    assert list(book.notes) == ["1"]


def test_unsure_columns_are_asked_once_for_a_kind_and_source(inside: Flask, book: Notebook) -> None:
    odd = "编号,店的叫法,开业日期,费用说明\n1,示例甲店,2026-01-02,3\n2,示例乙店,,4\n"
    table = receive(odd)
    assert table.stage is TableStage.ASKING
    asked = queries.list_questions(table)
    assert [(one.title, one.samples[0]) for one in asked] == [
        ("店的叫法", "示例甲店"),
        ("费用说明", "3"),
    ]
    answers = {str(asked[0].id): "name", str(asked[1].id): "ignored"}
    with pytest.raises(Refused) as refusal:
        services.answer_columns(table, answers={**answers, str(asked[0].id): ""}, by=OFFICER)
    assert refusal.value.field == f"q{asked[0].id}"
    services.answer_columns(table, answers=answers, by=OFFICER)
    worker.run_all()
    assert queries.get_table(table.reference).stage is TableStage.WAITING
    again = receive(odd)
    assert again.stage is TableStage.CHECKING
    other = receive(odd, source="示例二局")
    assert other.stage is TableStage.ASKING


def test_a_file_of_something_else_is_refused_with_what_it_should_hold(
    inside: Flask, book: Notebook
) -> None:
    for content in (b"", b"a,b\n1,2\n", b"%PDF-1.4", "标题\n".encode(), b"\x00\x01\x02"):
        with pytest.raises(FileRefused):
            services.bring_in(
                content=content, file_name="", kind="notebook", source="示例局", by=OFFICER
            )
    for kind, source in (("nothing", "示例局"), ("notebook", " \x00 ")):
        with pytest.raises(Refused):
            services.bring_in(
                content=TABLE.encode(), file_name="a.csv", kind=kind, source=source, by=OFFICER
            )


def test_a_cancelled_check_keeps_nothing_and_writes_nothing(inside: Flask, book: Notebook) -> None:
    table = services.receive_table(
        content=TABLE.encode(), file_name="a.csv", kind="notebook", source="示例局", by=OFFICER
    )
    services.cancel_table(table, by=OFFICER)
    assert worker.run_all() == 0
    assert (table.stage, book.notes) == (TableStage.CANCELLED, {})
    assert db.session.scalars(select(Job.state)).all()[-1] is JobState.CANCELLED


def test_every_step_leaves_a_line(inside: Flask, book: Notebook) -> None:
    table = bring(TABLE)
    db.session.commit()
    lines = select(AuditLine.action).filter_by(subject=f"table:{table.reference}")
    assert db.session.scalars(lines.order_by(AuditLine.id)).all() == [
        "table.received",
        "table.checked",
        "table.applied",
        "table.part-written",
        "table.written",
    ]
