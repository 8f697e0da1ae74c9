"""The page of figures, its tables for spreadsheets and for programmes."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from portal.complaints import policy, statistics
from portal.complaints.statistics import report
from portal.kernel.db import db
from tests.visitor import Visitor


def give_out(app: Flask, now: datetime) -> None:
    """Give the figures of whole months out on this day."""
    with time_machine.travel(now, tick=False), app.app_context():
        statistics.give_out()
        db.session.commit()


def test_anybody_reads_the_figures_and_takes_them_away(app: Flask, citizen: Visitor) -> None:
    assert "这一年的数字还没有公布" in citizen.get("/complaints/statistics?year=2026").text
    give_out(app, datetime(2027, 1, 20, tzinfo=UTC))
    page = citizen.get("/complaints/statistics?year=2026")
    assert "截至 2026" in page.text
    assert "少于 5 件的格子不显示" in page.text
    for name in ("by-month", "by-track", "by-category"):
        answer = citizen.client.get(f"/complaints/statistics/{name}.csv?year=2026")
        assert answer.status_code == 200
        assert "no-store" not in answer.headers.get("Cache-Control", "")
    document = citizen.client.get("/complaints/statistics.json?year=2026").get_json()
    assert set(document["tables"]) == {"by-month", "by-track", "by-category"}
    assert len(document["tables"]["by-month"]) == 13
    assert document["as_of"] == "2026-12-31"
    assert {row["as_of"] for row in document["tables"]["by-month"]} == {"2026-12-31"}


@pytest.mark.parametrize("year", ["1999", "2999", "²", "-1", "x" * 500, "9" * 5000])
def test_a_year_without_figures_is_not_found(citizen: Visitor, year: str) -> None:
    for name in ("", "/by-month.csv", ".json"):
        answer = citizen.client.get(f"/complaints/statistics{name}", query_string={"year": year})
        assert answer.status_code == 404


def test_a_table_that_does_not_exist_is_not_found(citizen: Visitor) -> None:
    assert citizen.client.get("/complaints/statistics/by-weather.csv").status_code == 404


def test_a_smallest_count_that_nobody_set_is_said_and_the_stricter_one_holds(
    citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report.Report, "is_smallest_set", False)
    monkeypatch.setattr(policy, "small_cell", lambda: 10)
    assert "未设定" in citizen.get("/complaints/statistics").text
