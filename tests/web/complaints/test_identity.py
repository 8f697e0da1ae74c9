"""Who spoke stands in its own sealed table and nowhere else."""

import logging
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.kernel.db import Base, db
from tests.visitor import Visitor
from tests.web.complaints.conftest import HANDLER
from tests.web.complaints.journeys import file_case, number_of, open_case

CANARY = "金丝雀某某"
STREET = "金丝雀路 99 号"


def test_a_name_is_found_in_no_table_no_file_no_log_and_no_page(
    app: Flask, citizen: Visitor, handler: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        receipt = file_case(citizen, contact={"name": CANARY, "address": STREET})
        case = open_case(citizen, receipt)
        address = f"/desk/cases/{number_of(receipt)}"
        handler.post(f"{address}/assignment", {"assignment-handler": HANDLER})
        pages = [receipt, case, handler.get("/desk/cases/"), handler.get(address)]
        pages.append(citizen.get("/complaints/statistics"))
        shown = handler.post(f"{address}/identity", {"identity-reason": "示例"}, status=200)
    assert CANARY in shown.text
    for secret in (CANARY, STREET):
        assert not any(secret in page.html for page in pages)
        assert secret not in caplog.text
        with app.app_context():
            for table in Base.metadata.sorted_tables:
                for row in db.session.execute(select(table)):
                    assert secret not in str(row)
                    assert not any(
                        secret.encode() in value for value in row if isinstance(value, bytes)
                    )
        folder = Path(app.config["PORTAL_OBJECTS"])
        assert not any(
            secret.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file()
        )
