"""An uploaded file is checked in the background."""

import pytest
from flask import Flask

from portal.jobs import worker
from portal.kernel.db import db, write_intent
from portal.sampling import queries, services
from portal.sampling.rules.batches import ImportStage
from portal.sampling.services import imports
from portal.tables.reading import FileRefused
from tests.factories.sampling import OFFICER, PASSED, row, table


def receive(content: bytes, name: str = "示例.csv") -> str:
    with write_intent():
        brought = services.receive_file(content=content, file_name=name, by=OFFICER)
        reference = brought.reference
        db.session.commit()
    return reference


def test_a_received_file_waits_is_checked_and_then_waits_for_review(app: Flask) -> None:
    with app.app_context():
        reference = receive(table(*(row(n, **PASSED) for n in range(1, 601))))
        assert queries.get_import(reference).stage is ImportStage.CHECKING
        db.session.rollback()
        worker.run_all()
        brought = queries.get_import(reference)
        assert (brought.stage, brought.accepted_count) == (ImportStage.WAITING, 600)
        assert brought.job is not None
        assert brought.job.progress == (600, 600)
        assert [one.reference for one in queries.list_waiting_imports()] == [reference]


def test_a_small_file_that_is_no_table_is_refused_at_the_door(app: Flask) -> None:
    with app.app_context(), pytest.raises(FileRefused):
        receive(b"<html></html>")


def test_a_large_file_that_is_no_table_is_told_on_its_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LOOKED_INTO_AT_ONCE", 5)
    with app.app_context():
        reference = receive(b"<html></html>", name="x" * 300)
        worker.run_all()
        brought = queries.get_import(reference)
        assert brought.stage is ImportStage.UNREADABLE
        assert "网页" in brought.failure
        assert len(brought.file_name) == 255
