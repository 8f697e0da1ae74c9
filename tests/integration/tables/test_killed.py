"""A worker that is killed in the middle of a table: another one goes on, and no row comes twice."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
import time_machine
from flask import Flask

from portal.jobs import worker
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.tables import judging, kinds, queries, services
from portal.tables.kinds import Origin
from portal.tables.models import TableImport
from portal.tables.rules.stages import TableStage
from portal.tables.rules.verdicts import Verdict
from tests.factories.tables import Note, Notebook, notebook

OFFICER = Actor(kind="staff", name="officer")
ROWS = [f"{number},示例店 {number},2026-01-02,12.5" for number in range(1, 8)]
TABLE = "\n".join(["店铺编号,店名,开业日期,费用", *ROWS])


class Killed(BaseException):
    """What nothing catches: the process is gone."""


class Mortal(Notebook):
    """A notebook whose worker dies before the third part is judged, or written."""

    def __init__(self) -> None:
        super().__init__()
        self.dies_at: dict[str, int] = {}
        self.parts: Counter[str] = Counter()
        self.written: Counter[str] = Counter()

    def _live(self, work: str) -> None:
        self.parts[work] += 1
        if self.parts[work] == self.dies_at.get(work):
            raise Killed

    def judge(self, records: Sequence[Note], origin: Origin) -> list[Verdict]:
        self._live("judge")
        return super().judge(records, origin)

    def add(self, records: Sequence[Note], origin: Origin) -> None:
        self._live("add")
        self.written.update(one.number for one in records)
        super().add(records, origin)


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mortal]:
    monkeypatch.setattr(judging, "PART", 2)
    made = Mortal()
    known = notebook_of(made)
    kinds.register(known)
    yield made
    kinds._KINDS.pop(known.code)


def notebook_of(book: Mortal) -> kinds.TableKind:
    notebook()
    plain = kinds._KINDS.pop("notebook")
    return replace(plain, judge=book.judge, add=book.add, hold=book.hold)


def received() -> TableImport:
    table = services.receive_table(
        content=TABLE.encode(), file_name="a.csv", kind="notebook", source="示例局", by=OFFICER
    )
    db.session.commit()
    return table


def killed_and_taken_up() -> None:
    """Let a worker die, and another one take the job once its lease is over."""
    with pytest.raises(Killed):
        worker.run_next()
    db.session.rollback()
    with time_machine.travel(clock.now().timestamp() + 3600):
        assert worker.run_all() == 1


@pytest.mark.parametrize("dies_at", [1, 3])
def test_a_check_goes_on_where_it_was_cut_off(inside: Flask, book: Mortal, dies_at: int) -> None:
    reference = received().reference
    book.dies_at["judge"] = dies_at
    killed_and_taken_up()
    table = queries.get_table(reference)
    assert (table.stage, table.looked_count, table.total_count) == (TableStage.WAITING, 7, 7)
    assert len(list(queries.iter_lines(table))) == 7


@pytest.mark.parametrize("dies_at", [1, 3])
def test_no_row_is_written_twice_and_none_is_left_out(
    inside: Flask, book: Mortal, dies_at: int
) -> None:
    reference = received().reference
    worker.run_all()
    services.begin_writing(queries.get_table(reference), by=OFFICER)
    db.session.commit()
    book.dies_at["add"] = dies_at
    killed_and_taken_up()
    table = queries.get_table(reference)
    assert (table.stage, table.written_count) == (TableStage.APPLIED, 7)
    assert book.written == Counter(str(number) for number in range(1, 8))
