"""Notices of 核查处置 on the desk: brought in, checked, confirmed."""

import io
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from tests.factories.sampling import fill, row
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
NOTICES = "/desk/disposals/notices/"
TODAY = "2026-11-21T10:00:00+08:00"
TEXT = (
    "示例局核查处置通告\n抽样编号为XBJ26330302000000001的豇豆。"
    "依法于2026年11月12日直接送达编号NO2026的检验报告，并进行了现场检查，未发现同批次产品。"
    "不合格原因为未过安全间隔期。责令改正，没收违法所得20元。\n"
    "抽样编号为XBJ26330302000000099的韭菜。责令改正。"
)
STEPS = {
    "notified-use": "y",
    "notified-done_on": "2026-11-12",
    "notified-document": "检验报告 NO2026",
    "controlled-use": "y",
    "controlled-done_on": "2026-11-12",
    "controlled-document": "现场检查笔录（示例）",
    "controlled-stock": "未发现同批次产品",
}
PENALISED = {
    "traced-use": "y",
    "traced-done_on": "2026-11-16",
    "traced-document": "询问笔录（示例）",
    "penalised-use": "y",
    "penalised-done_on": "2026-11-18",
    "penalised-document": "决定书（示例）",
    "penalised-confiscated_fen": "20.50",
}


@pytest.fixture
def reference(app: Flask) -> str:
    with time_machine.travel(TODAY):
        return fill(app, row(1))[0]


def bring(handler: Visitor, text: str = TEXT) -> str:
    data = {"file": (io.BytesIO(text.encode()), "通告.txt"), "announced_on": "2026-11-20"}
    return handler.post(NOTICES, data, content_type="multipart/form-data").location


def test_a_notice_is_brought_in_checked_and_confirmed(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY):
        handler = officer("handler")
        address = bring(handler)
        page = handler.get(address)
        assert "本站没有公示过这个抽样编号" in page.text
        entry = f"{address}/0"
        page = handler.get(entry)
        known = page.soup.select_one("#notified-done_on")
        assert known is not None
        assert known["value"] == "2026-11-12"
        money = page.soup.select_one("#penalised-confiscated_fen")
        assert money is not None
        assert money["value"] == "20"
        assert page.soup.select_one("#penalised-use[checked]") is None, "its day is not written"
        assert "已登记" in handler.follow(entry, {**STEPS, **PENALISED}).text
        page = handler.get(f"/desk/disposals/{reference}")
        assert "决定书（示例）" in page.text
        assert "已登记" in handler.get(entry).text
        handler.post(entry, STEPS, status=409)
        assert "通告" in handler.get(NOTICES).text


def test_what_is_missing_is_asked_at_its_field(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY):
        handler = officer("handler")
        entry = f"{bring(handler)}/0"
        page = handler.post(entry, {**STEPS, "controlled-done_on": ""}, status=422)
        assert "通告没有写明的日期" in page.all("#controlled-done_on-error")[0]
        page = handler.post(entry, {**STEPS, "controlled-document": ""}, status=422)
        assert "没有文书" in page.all("#controlled-document-error")[0]
        odd = {**STEPS, **PENALISED, "penalised-confiscated_fen": "二十元"}
        assert "以元为单位" in handler.post(entry, odd, status=422).text
        page = handler.post(entry, PENALISED, status=422)
        assert "前一步“已告知”也要勾选并填写" in page.text
        assert "至少勾选一步" in handler.post(entry, {}, status=422).text
        assert "待启动" in handler.get("/desk/disposals/").text, "nothing was recorded"


def test_a_part_is_left_unused(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY):
        handler = officer("handler")
        address = bring(handler)
        assert "不采用" in handler.follow(f"{address}/0/skipped", {}).text


def test_files_that_are_no_notice_are_refused_in_words(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY):
        handler = officer("handler")
        address = bring(handler)
        again = {"file": (io.BytesIO(TEXT.encode()), "通告.txt")}
        kind = {"content_type": "multipart/form-data"}
        assert "已经导入过" in handler.post(NOTICES, again, status=422, **kind).text
        odd = {"file": (io.BytesIO(b"%PDF"), "n.pdf")}
        assert "请上传" in handler.post(NOTICES, odd, status=422, **kind).text
        assert "请选择" in handler.post(NOTICES, {}, status=422).text
        handler.get(f"{address}/1", status=404)
        handler.get(f"{address}/99999999999999999999", status=404)
        handler.get(f"{NOTICES}N-NOTHING", status=404)


def test_only_the_own_department_reads_a_notice(
    reference: str, officer: Officer, stranger: Visitor, citizen: Visitor
) -> None:
    with time_machine.travel(TODAY):
        address = bring(officer("handler"))
    other = officer("handler", department="agriculture")
    for page in (address, f"{address}/0"):
        other.get(page, status=403)
        stranger.get(page, status=403)
        assert "/sign-in" in citizen.get(page, status=303).location
    other.post(f"{address}/0", STEPS, status=403)
    other.post(f"{address}/0/skipped", {}, status=403)
    stranger.get(NOTICES, status=403)
    stranger.post(NOTICES, {}, status=403)
