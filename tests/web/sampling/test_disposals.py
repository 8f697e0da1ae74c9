"""The board of disposals, for the department that handles them."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from portal.sampling.rules.disposals import USUAL_WAY
from tests.factories.sampling import fill, row
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
BOARD = "/desk/disposals/"
TODAY = "2026-11-21T10:00:00+08:00"
STEP = {
    "stage": "notified",
    "done_on": "2026-11-20",
    "document": "送达回证（示例）",
    "note": "",
    "is_met": "met",
}
EXTENSION = {
    "extension-until": "2027-03-20",
    "extension-approved_on": "2026-11-20",
    "extension-document": "审批表（示例）",
    "extension-reason": "需要协查",
}
DISPUTE = {
    "dispute-kind": "retest",
    "dispute-asked_by": "seller",
    "dispute-served_on": "2026-11-20",
    "dispute-asked_on": "2026-11-21",
    "dispute-document": "申请书（示例）",
}


@pytest.fixture
def reference(app: Flask) -> str:
    with time_machine.travel(TODAY):
        return fill(app, row(1))[0]


def test_a_handler_moves_a_failed_batch_to_its_end(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY):
        handler = officer("handler")
        page = handler.get(BOARD)
        assert page.all(".samp-col-h") == ["已超期 0", "本周到期 0", "以后到期 1"]
        assert "送达检验报告：最迟 2026-11-27" in page.text
        for stage in USUAL_WAY:
            page = handler.follow(f"{BOARD}{reference}", {**STEP, "stage": stage.value})
        assert "记录下一步" not in page.text
        page = handler.get(BOARD)
        assert "没有在办的核查处置" in page.text
        assert "最近结束" in page.text
        assert "办结" in handler.get(f"/sampling/{reference}").text


def test_the_time_left_is_shown_and_then_the_time_over(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY, tick=False) as traveller:
        handler = officer("handler")
        handler.post(f"{BOARD}{reference}", STEP)
        assert "剩 89 天" in handler.get(BOARD).text
        traveller.move_to("2027-02-28T10:00:00+08:00")
        late = officer("handler")
        page = late.get(BOARD)
        assert "超 10 天" in page.text
        assert page.soup.select_one(".sla.bad") is not None
        assert "已超期 1" in page.all(".samp-col-h")
        page = late.get(f"{BOARD}{reference}")
        assert "最迟 2027-02-18，已超期 10 天" in page.text
        assert "第四十六条" in page.text


def test_a_step_that_cannot_be_comes_back_with_the_reason(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY):
        handler = officer("handler")
        address = f"{BOARD}{reference}"
        page = handler.post(address, {**STEP, "document": ""}, status=422)
        assert "没有文书的步骤不能作为已办" in page.all("#document-error")[0]
        page = handler.post(address, {**STEP, "done_on": "2027-01-01"}, status=422)
        assert "晚于今天" in page.all("#done_on-error")[0]
        handler.post(address, {**STEP, "stage": "closed"}, status=422)
        handler.post(address, {**STEP, "stage": "disputed"}, status=422)
        handler.post(address, {**STEP, "done_on": "昨天"}, status=422)
        assert "请选择办到哪一步" in handler.post(address, {}, status=422).text


def test_a_recheck_must_say_what_it_found(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY):
        handler = officer("handler")
        address = f"{BOARD}{reference}"
        for stage in USUAL_WAY[:4]:
            handler.post(address, {**STEP, "stage": stage.value})
        told = {**STEP, "stage": "rechecked"}
        page = handler.post(address, {**told, "is_met": ""}, status=422)
        assert "请选择整改是否到位" in page.text
        page = handler.follow(address, {**told, "is_met": "not-met"})
        offered = [str(one["value"]) for one in page.soup.select("[name=stage]")]
        assert offered == ["penalised"]


def test_receipt_and_extension_are_entered_with_their_days(
    reference: str, officer: Officer
) -> None:
    with time_machine.travel(TODAY):
        handler = officer("handler")
        address = f"{BOARD}{reference}"
        noted = {"receipt-received_on": "2026-11-12"}
        page = handler.follow(f"{address}/receipt", noted)
        assert "最迟 2026-11-19，已超期 2 天" in page.text
        handler.post(f"{address}/receipt", {"receipt-received_on": "2026-12-12"}, status=422)
        handler.post(address, STEP)
        page = handler.follow(f"{address}/extension", EXTENSION)
        assert "经批准延长到 2027-03-20" in page.text
        assert "需要协查" in page.text
        again = {**EXTENSION, "extension-until": "2027-03-01"}
        page = handler.post(f"{address}/extension", again, status=422)
        assert "应当晚于原期限 2027-03-20" in page.text
        page = handler.post(f"{address}/extension", {}, status=422)
        assert "请填写批准" in page.text or "请填写文书" in page.text


def test_a_retest_overturns_the_result_in_public_at_once(reference: str, officer: Officer) -> None:
    with time_machine.travel("2026-11-28T10:00:00+08:00"):
        handler = officer("handler")
        address = f"{BOARD}{reference}"
        handler.post(address, STEP)
        assert "决定是否受理" in handler.follow(f"{address}/dispute", DISPUTE).text
        decision = f"{address}/dispute/decision"
        handler.post(decision, {"decision-answer": "refuse", "decision-on": "2026-11-23"}, 422)
        handler.post(decision, {"decision-answer": "accept", "decision-on": "2026-11-23"})
        laboratory = f"{address}/dispute/laboratory"
        told = {"laboratory-laboratory": "示例检验院", "laboratory-on": "2026-11-24"}
        assert "不能是初检机构" in handler.post(laboratory, told, status=422).text
        handler.post(laboratory, {**told, "laboratory-laboratory": "示例复检中心"})
        handler.post(f"{address}/dispute/spare", {"spare-on": "2026-11-25"})
        result = {
            "result-outcome": "overturned",
            "result-on": "2026-11-27",
            "result-document": "复检报告（示例）",
            "result-note": "复检合格",
        }
        handler.post(f"{address}/dispute/result", result)
        page = handler.get(f"/sampling/{reference}")
        assert page.heading == "豇豆（示例）：所检项目合格"
        assert "改判合格" in page.text
        assert "0 批次" in handler.get("/sampling/?result=failed").text


def test_a_refusal_leads_on_with_the_finding(reference: str, officer: Officer) -> None:
    with time_machine.travel("2026-12-10T10:00:00+08:00"):
        handler = officer("handler")
        address = f"{BOARD}{reference}"
        handler.post(address, STEP)
        late = {**DISPUTE, "dispute-asked_on": "2026-12-09"}
        page = handler.follow(f"{address}/dispute", late)
        chosen = page.soup.select_one("#decision-ground option[selected]")
        assert chosen is not None
        assert chosen["value"] == "late"
        told = {"decision-on": "2026-12-10", "decision-ground": "late"}
        decision = f"{address}/dispute/decision"
        page = handler.post(decision, {**told, "decision-answer": "accept"}, status=422)
        assert "只能不予受理" in page.text
        refused = {**told, "decision-answer": "refuse", "decision-document": "通知书（示例）"}
        page = handler.follow(decision, refused)
        assert "不予受理，维持原结论" in page.text
        handler.post(f"{address}/dispute/result", {}, status=422)


def test_a_dispute_that_nobody_lodged_has_no_pages(reference: str, officer: Officer) -> None:
    handler = officer("handler")
    for part in ("decision", "laboratory", "spare", "result"):
        handler.post(f"{BOARD}{reference}/dispute/{part}", {}, status=404)


def test_the_board_is_filtered_by_department_and_stage(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY):
        handler = officer("handler")
        assert "豇豆" not in handler.get(f"{BOARD}?stage=traced").text
        assert "豇豆" in handler.get(f"{BOARD}?stage=waiting&department=all").text
        other = officer("handler", department="agriculture")
        page = other.get(f"{BOARD}?department=all")
        assert f"/sampling/{reference}" in page.links(), "another's is read on its public page"
        assert f"{BOARD}{reference}" not in page.links()
        for odd in ("stage=nonsense", "department=nowhere", "stage=closed"):
            assert "没有这个筛选条件" in handler.get(f"{BOARD}?{odd}", status=400).text


def test_another_departments_handler_is_refused(reference: str, officer: Officer) -> None:
    other = officer("handler", department="agriculture")
    assert "没有在办的核查处置" in other.get(BOARD).text
    other.get(f"{BOARD}{reference}", status=403)
    other.post(f"{BOARD}{reference}", STEP, status=403)
    for part in ("receipt", "extension", "dispute", "dispute/decision", "dispute/result"):
        other.post(f"{BOARD}{reference}/{part}", {}, status=403)


def test_strangers_are_refused_and_the_signed_out_are_led_to_sign_in(
    reference: str, citizen: Visitor, stranger: Visitor, officer: Officer
) -> None:
    for address in (BOARD, f"{BOARD}{reference}"):
        stranger.get(address, status=403)
        assert "/sign-in" in citizen.get(address, status=303).location
    for part in ("", "/receipt", "/extension", "/dispute", "/dispute/laboratory"):
        stranger.post(f"{BOARD}{reference}{part}", STEP, status=403)
    officer("handler").get(f"{BOARD}NONE", status=404)
