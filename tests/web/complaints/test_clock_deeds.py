"""Clocks that stand and move, on the desk and on the citizen's page."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from portal.complaints.rules import Track
from tests.visitor import Visitor
from tests.web.complaints.conftest import Officer, filed
from tests.web.complaints.journeys import file_case, number_of, open_case

JUNE = datetime(2026, 6, 15, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _june() -> Iterator[None]:
    with time_machine.travel(JUNE, tick=False):
        yield


def _fact(name: str, **more: str) -> dict[str, str]:
    given = {"from_on": "2026-06-15", "note": "示例：送检", "document": "示例 1 号", **more}
    return {f"{name}-{field}": value for field, value in given.items()}


def _verifying(handler: Visitor, reference: str) -> str:
    address = f"/desk/cases/{reference}"
    for stage in ("screening", "verifying"):
        handler.post(f"{address}/step", {"step-to": stage})
    return address


def test_a_test_stands_the_clock_still_until_its_result(app: Flask, handler: Visitor) -> None:
    address = _verifying(handler, filed(app, Track.REPORT))
    assert "请选择暂停的原因" in handler.post(f"{address}/pause", {}, status=422).text
    page = handler.follow(f"{address}/pause", _fact("pause", cause="testing"))
    assert "期限暂停：检测" in page.text
    assert "暂停中" in page.text
    assert "请选结束的日子" in handler.post(f"{address}/pause-end", {}, status=422).text
    done = {"pause-end-until_on": "2026-06-15", "pause-end-document": "示例报告"}
    page = handler.follow(f"{address}/pause-end", done)
    assert "含头尾" in page.text
    assert "示例报告" in page.text


def test_disputes_and_clues_are_written_down_and_ended(app: Flask, handler: Visitor) -> None:
    address = f"/desk/cases/{filed(app)}"
    handler.post(f"{address}/acceptance", {})
    for name in ("dispute", "clue"):
        handler.post(f"{address}/{name}", {}, status=422)
        handler.post(f"{address}/{name}", _fact(name))
        handler.post(f"{address}/{name}", _fact(name), status=422)
        ended = {f"{name}-end-until_on": "2026-06-15"}
        handler.post(f"{address}/{name}-end", ended)
        handler.post(f"{address}/{name}-end", ended, status=422)
    text = handler.get(address).text
    assert "管辖争议" in text
    assert "调解中发现违法线索" in text


def test_the_citizen_reads_why_the_day_moved(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    receipt = file_case(citizen, "report")
    clerk = officer("handler", name="example-clerk")
    address = f"/desk/cases/{number_of(receipt)}"
    clerk.post(f"{address}/assignment", {"assignment-handler": "example-clerk"})
    _verifying(clerk, number_of(receipt))
    more = {"granted_on": "2026-06-15", "approved_by": "示例：分管负责人"}
    clerk.post(f"{address}/extension", _fact("extension", **more))
    page = open_case(citizen, receipt)
    assert "期限延长：核查线索" in page.text
    assert "多给 15 个工作日" in page.text
    assert "第十八条" in page.text
    assert "已延长" in page.text


@pytest.mark.parametrize("field", ["granted_on", "approved_by", "document", "note"])
def test_more_time_needs_its_day_its_document_and_who_granted_it(
    app: Flask, handler: Visitor, field: str
) -> None:
    address = _verifying(handler, filed(app, Track.REPORT))
    more = {"granted_on": "2026-06-15", "approved_by": "示例：分管负责人", field: ""}
    handler.post(f"{address}/extension", _fact("extension", **more), status=422)
