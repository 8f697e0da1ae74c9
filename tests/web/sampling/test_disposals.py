"""The board of disposals, for the department that handles them."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.sampling.rules.disposals import USUAL_WAY, DisposalStage
from tests.factories.sampling import publish, row
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
BOARD = "/desk/disposals"
TODAY = "2026-11-21T10:00:00+08:00"
STEP = {"stage": "notified", "done_on": "2026-11-20", "document": "送达回证（示例）", "note": ""}


@pytest.fixture
def reference(app: Flask) -> str:
    with app.app_context(), write_intent():
        batch = publish(row(1))[0].reference
        db.session.commit()
    return batch


def test_a_handler_moves_a_failed_batch_to_its_end(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY):
        handler = officer("handler")
        page = handler.get(BOARD)
        assert "1 件在办" in page.text
        assert "未启动" in page.text
        for stage in USUAL_WAY:
            page = handler.follow(f"{BOARD}/{reference}", {**STEP, "stage": stage.value})
        assert "记录下一步" not in page.text
        page = handler.get(BOARD)
        assert "没有在办的核查处置" in page.text
        assert "最近结束" in page.text
        assert "办结" in handler.get(f"/sampling/{reference}").text


def test_the_time_left_is_shown_and_then_the_time_over(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY, tick=False) as traveller:
        handler = officer("handler")
        handler.post(f"{BOARD}/{reference}", STEP)
        assert "剩 89 天" in handler.get(BOARD).text
        traveller.move_to("2027-02-28T10:00:00+08:00")
        late = officer("handler")
        page = late.get(BOARD)
        assert "超 10 天" in page.text
        assert page.soup.select_one(".sla.bad") is not None
        assert "已经超过办结期限 10 天" in late.get(f"{BOARD}/{reference}").text


def test_a_step_that_cannot_be_comes_back_with_the_reason(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY):
        handler = officer("handler")
        address = f"{BOARD}/{reference}"
        page = handler.post(address, {**STEP, "document": ""}, status=422)
        assert "没有文书的步骤不能作为已办" in page.all("#document-error")[0]
        page = handler.post(address, {**STEP, "done_on": "2027-01-01"}, status=422)
        assert "晚于今天" in page.all("#done_on-error")[0]
        handler.post(address, {**STEP, "stage": "closed"}, status=422)
        handler.post(address, {**STEP, "done_on": "昨天"}, status=422)
        assert "请选择办到哪一步" in handler.post(address, {}, status=422).text


def test_an_overturned_result_is_public_at_once(reference: str, officer: Officer) -> None:
    with time_machine.travel(TODAY):
        handler = officer("handler")
        for stage in (DisposalStage.NOTIFIED, DisposalStage.DISPUTED, DisposalStage.OVERTURNED):
            handler.post(f"{BOARD}/{reference}", {**STEP, "stage": stage.value})
        page = handler.get(f"/sampling/{reference}")
        assert page.heading == "豇豆（示例）：所检项目合格"
        assert "改判合格" in page.text
        assert "0 批次" in handler.get("/sampling/?result=failed").text


def test_another_departments_handler_is_refused(reference: str, officer: Officer) -> None:
    other = officer("handler", department="agriculture")
    assert "没有在办的核查处置" in other.get(BOARD).text
    other.get(f"{BOARD}/{reference}", status=403)
    other.post(f"{BOARD}/{reference}", STEP, status=403)


def test_strangers_are_refused_and_the_signed_out_are_led_to_sign_in(
    reference: str, citizen: Visitor, stranger: Visitor, officer: Officer
) -> None:
    for address in (BOARD, f"{BOARD}/{reference}"):
        stranger.get(address, status=403)
        assert "/sign-in" in citizen.get(address, status=303).location
    stranger.post(f"{BOARD}/{reference}", STEP, status=403)
    officer("handler").get(f"{BOARD}/NONE", status=404)
