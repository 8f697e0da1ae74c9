"""The year's plan beside what is done, and the board of quick tests."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from tests.factories.sampling import PASSED, publish, row
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
DESK = "/desk/sampling/plans"
LINE = {
    "number": "示例计划 1",
    "year": "2026",
    "department": "market-regulation",
    "kind": "supervision",
    "domain": "food",
    "stage": "",
    "category": "",
    "planned_count": "40",
}


def results(app: Flask, *rows: dict[str, str]) -> None:
    with app.app_context(), write_intent():
        publish(*rows)
        db.session.commit()


def food(number: int, **cells: str) -> dict[str, str]:
    return row(number, 食品大类="糕点", **{**PASSED, **cells})


def test_a_plan_stands_beside_what_is_done(app: Flask, officer: Officer, citizen: Visitor) -> None:
    reviewer = officer("reviewer")
    page = reviewer.follow(f"{DESK}/new", LINE)
    assert "计划 40 批次，已经完成 0 批次" in page.text
    reviewer.follow(f"{DESK}/new", {**LINE, "number": "示例计划 2", "stage": "catering"})
    results(
        app,
        food(1),
        food(2, 抽样环节="餐饮"),
        food(3, 检验结论="待定"),
        food(4, 任务类型="快速检测"),
        food(5, 抽样日期="2025-10-15", 公告日期="2025-11-20", 报告日期="2025-11-09"),
    )
    page = citizen.get("/sampling/plans/")
    first, second = page.all("tbody tr")
    assert "40 3 7.5%" in first, "held back by law is done, too; a quick test is another kind"
    assert "40 1 2.5%" in second
    assert "还没有登记" in citizen.get("/sampling/plans/?year=2024").text


def test_a_plan_is_amended_with_its_reason(officer: Officer, citizen: Visitor) -> None:
    reviewer = officer("reviewer")
    address = reviewer.post(f"{DESK}/new", LINE).location
    edit = f"{DESK}/{address.rpartition('/')[2]}"
    assert "示例计划 1" in reviewer.get(edit).html
    changed = {**LINE, "planned_count": "60"}
    assert "请写明为什么调整" in reviewer.post(edit, changed, status=422).text
    assert "没有改动" in reviewer.post(edit, {**LINE, "note": "不变"}, status=422).text
    page = reviewer.follow(edit, {**changed, "note": "上级追加任务"})
    assert "计划 60 批次" in page.text
    page = citizen.get(address)
    assert "计划 40 批次。" in page.text
    assert "上级追加任务" in page.text


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"number": " "}, "请填写计划编号"),
        ({"year": "1"}, "年度应当是 2000 到 2100 之间的数"),
        ({"planned_count": "0"}, "计划批次应当是 1"),
        ({"planned_count": "许多"}, "计划批次"),
        ({"department": "nobody"}, "部门"),
    ],
)
def test_what_a_plan_cannot_say_is_told(
    officer: Officer, facts: dict[str, str], sentence: str
) -> None:
    page = officer("reviewer").post(f"{DESK}/new", {**LINE, **facts}, status=422)
    assert sentence in page.text


def test_a_number_is_entered_once(officer: Officer) -> None:
    reviewer = officer("reviewer")
    reviewer.post(f"{DESK}/new", LINE)
    assert "已经登记" in reviewer.post(f"{DESK}/new", LINE, status=422).text
    other = reviewer.post(f"{DESK}/new", {**LINE, "number": "示例计划 2"}).location
    edit = f"{DESK}/{other.rpartition('/')[2]}"
    assert "已经登记" in reviewer.post(edit, {**LINE, "note": "改号"}, status=422).text
    reviewer.post(edit, {**LINE, "year": "x", "note": "改"}, status=422)


@pytest.mark.parametrize("year", ["1999", "九", "2026.5", "-1", "9" * 500, "２０２６"])
def test_a_year_that_is_none_is_told(citizen: Visitor, year: str) -> None:
    citizen.get(f"/sampling/plans/?year={year}", status=400)


def test_a_plan_that_is_not_there_is_not_found(citizen: Visitor, officer: Officer) -> None:
    citizen.get("/sampling/plans/P-NONE", status=404)
    officer("reviewer").get(f"{DESK}/P-NONE", status=404)


def test_quick_tests_stand_by_day_and_place_and_are_no_verdict(
    app: Flask, citizen: Visitor
) -> None:
    quick = {"任务类型": "快速检测", "被抽样单位名称": "示例农贸市场"}
    results(
        app,
        row(1, **quick, 处理措施="当场下架"),
        row(2, **quick, **PASSED),
        row(3, **{**quick, "抽样日期": "2026-10-14"}, **PASSED),
        row(4, **{**quick, "任务类型": "你送我检"}, **PASSED),
        row(5),
    )
    page = citizen.get("/sampling/quick-tests/")
    rows = page.all("tbody tr")
    assert len(rows) == 2
    assert rows[0].startswith("示例农贸市场 2 1 阳性")
    assert rows[1].endswith("没有阳性")
    assert "不合格 " not in " ".join(rows)
    assert "4 小时内申请复检" in page.text
    page = citizen.get("/sampling/quick-tests/?kind=walk-in")
    assert len(page.all("tbody tr")) == 1


def test_the_board_is_paged_by_days(app: Flask, citizen: Visitor) -> None:
    days = [f"2026-10-{day:02d}" for day in range(1, 11)]
    quick = {"任务类型": "快速检测", **PASSED}
    results(app, *(row(n, **quick, 抽样日期=day) for n, day in enumerate(days, 1)))
    page = citizen.get("/sampling/quick-tests/")
    assert len(page.all("tbody tr")) == 7
    further = next(link for link in page.links() if "after=" in link)
    assert len(citizen.get(further).all("tbody tr")) == 3


def test_the_board_answers_strange_questions(citizen: Visitor) -> None:
    assert "还没有公布" in citizen.get("/sampling/quick-tests/").text
    assert "快速检测" in citizen.get("/sampling/quick-tests/?kind=supervision", status=400).text
    citizen.get("/sampling/quick-tests/?after=broken", status=404)
