"""Results as everybody reads them."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from portal.enterprises.rules import EnterpriseKind
from portal.enterprises.services import Entry, add_enterprise
from portal.kernel.db import db, write_intent
from portal.sampling import services
from portal.sampling.models import SampleBatch
from portal.sampling.rules.disposals import DisposalStage
from tests.factories.sampling import HANDLER, OPERATOR, PASSED, REVIEWER, publish, row
from tests.visitor import Visitor

HTMX = {"HX-Request": "true"}
MOST_STATEMENTS = 10
Work = Callable[[list[SampleBatch]], object]


def fill(app: Flask, *rows: Mapping[str, str], then: Work | None = None) -> list[str]:
    """Publish rows and return their references in order."""
    with app.app_context(), write_intent():
        batches = publish(*rows)
        if then is not None:
            then(batches)
        references = [batch.reference for batch in batches]
        db.session.commit()
    return references


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_an_empty_site_says_so(citizen: Visitor) -> None:
    page = citizen.get("/sampling/")
    assert page.heading == "抽检结果"
    assert "还没有公开的抽检结果" in page.text


def test_a_citizen_searches_and_filters(app: Flask, citizen: Visitor) -> None:
    fill(app, row(1), row(2, 食品名称="姜（示例）", **PASSED), row(3, 抽样环节="餐饮", **PASSED))
    page = citizen.get("/sampling/?q=生鲜店&result=failed")
    assert page.all("#results-heading") == ["1 批次"]
    assert "灭蝇胺 检出 1.02 mg/kg，标准不超过 0.5 mg/kg" in page.text
    assert "限值的 2.04 倍" in page.text
    assert page.all(".chips .chip") == ["关键词：生鲜店", "不合格"]
    passed = next(label for label in page.all(".facet label") if label.startswith("合格"))
    assert passed.endswith("2"), "counts reflect the other filters only"
    assert page.soup.select_one("svg.ch") is not None


def test_htmx_gets_the_finding_at_the_same_address(app: Flask, citizen: Visitor) -> None:
    fill(app, row(1))
    page = citizen.get("/sampling/?q=豇豆", headers=HTMX)
    assert page.soup.select_one("html") is None
    assert page.soup.select_one("#finding #results") is not None
    assert "HX-Request" in page.response.headers["Vary"]


def test_pages_lead_on_and_back(app: Flask, citizen: Visitor) -> None:
    fill(app, *(row(n, **PASSED) for n in range(1, 31)))
    first = citizen.get("/sampling/?result=passed&sort=newest")
    on = first.soup.select_one("a[rel=next]")
    assert on is not None
    assert len(first.soup.select("article.row")) == 20
    second = citizen.get(str(on["href"]))
    assert len(second.soup.select("article.row")) == 10
    back = second.soup.select_one("a[rel=prev]")
    assert back is not None
    again = citizen.get(str(back["href"]))
    assert again.all("article.row h3 a") == first.all("article.row h3 a")


def test_a_filter_that_does_not_exist_is_told_with_those_that_do(citizen: Visitor) -> None:
    page = citizen.get("/sampling/?result=bad", status=400)
    assert "“结论”里没有“bad”" in page.text
    assert "/sampling/?result=failed" in page.links()
    for query in ("year=1066", "year=x", "region=1", "category=nein", "stage=1", "disposal=1"):
        citizen.get(f"/sampling/?{query}", status=400)
        citizen.get(f"/sampling.csv?{query}", status=400)
    assert "最近公开在前" in citizen.get("/sampling/?sort=x", status=400).text


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "x" * 5000, "q=%ED%A0%80", "q=%25_", "after=x", "before=%00", "after=W10"],
)
def test_odd_questions_are_answered(citizen: Visitor, query: str) -> None:
    assert citizen.client.get(f"/sampling/?{query}").status_code in {200, 404}


def test_the_list_stays_within_its_budget_of_statements(app: Flask, citizen: Visitor) -> None:
    fill(app, *(row(n) for n in range(1, 25)))
    with counted() as statements:
        citizen.get("/sampling/?q=豇豆&year=2026&category=32")
    own = [one for one in statements if "sample_batch" in one or "test_item" in one]
    assert len(own) <= MOST_STATEMENTS, "\n".join(statements)


def test_the_download_holds_what_the_search_found(app: Flask, citizen: Visitor) -> None:
    fill(
        app,
        row(1, 被抽样单位名称="陈示例", 备注="=HYPERLINK(1)"),
        row(2, 食品名称="+姜", **PASSED),
        row(3, 食品名称="葱（示例）", **PASSED),
    )
    answer = citizen.client.get("/sampling.csv?q=示例")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = answer.get_data(as_text=True)
    assert text.startswith("\ufeff")
    lines = list(csv.DictReader(io.StringIO(text[1:])))
    assert len(lines) == 3
    by_name = {line["产品名称"]: line for line in lines}
    assert by_name["豇豆（示例）"]["被抽样单位"] == "陈某"
    assert by_name["豇豆（示例）"]["备注"] == "'=HYPERLINK(1)"
    assert by_name["豇豆（示例）"]["检验结果"] == "1.02 mg/kg"
    assert "'+姜" in by_name
    assert "陈示例" not in text


def test_a_result_tells_finding_limit_and_where_it_comes_from(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(app, row(1))
    page = citizen.get(f"/sampling/{reference}")
    assert page.heading == "豇豆（示例）：灭蝇胺超过限值 1 倍"
    assert "2026-10-15 在示例生鲜店抽取的豇豆（示例）。" in page.text
    assert "XBJ26330302000000001" in page.text
    assert "示例.csv，第 2 行" in page.text
    assert "以上信息仅指本次抽检" in page.text
    assert "尚未启动" in page.text
    assert "首次公开。" in page.text
    assert "更正或撤回" not in page.text


def test_a_passed_and_a_quick_result_say_what_they_are(app: Flask, citizen: Visitor) -> None:
    passed, quick = fill(
        app, row(1, **PASSED), row(2, 任务类型="快速检测", 抽样日期="", 报告日期="")
    )
    page = citizen.get(f"/sampling/{passed}")
    assert page.heading == "豇豆（示例）：所检项目合格"
    assert "核查处置" not in page.all("h2")
    page = citizen.get(f"/sampling/{quick}")
    assert "仅供参考" in page.heading
    assert "不是法定结论" in page.text
    assert "不合格" not in " ".join(page.all(".mk"))


@pytest.mark.parametrize(
    ("cells", "heading"),
    [
        ({"检验值": "0.61 mg/kg"}, "豇豆（示例）：灭蝇胺超过限值 22%"),
        # 1.29 times the limit: 0.29 * 100 is 28.999999999999996, and not 28 %.
        ({"检验值": "0.645 mg/kg"}, "豇豆（示例）：灭蝇胺超过限值 29%"),
        ({"检验值": "0.501 mg/kg"}, "豇豆（示例）：灭蝇胺超过限值 1%"),
        ({"检验值": "1.9 mg/kg"}, "豇豆（示例）：灭蝇胺超过限值 2.8 倍"),
        ({"检验值": "5.2 mg/kg"}, "豇豆（示例）：灭蝇胺超过限值 9.4 倍"),
        ({"标准值": "不得检出"}, "豇豆（示例）：检出灭蝇胺（标准：不得检出）"),
        ({"检验值": "0.3 g/kg", "标准值": "≥0.5 g/kg"}, "豇豆（示例）：灭蝇胺低于标准"),
        ({"检验值": "", "标准值": ""}, "豇豆（示例）：灭蝇胺不合格"),
        ({"检验值": ""}, "豇豆（示例）：灭蝇胺不合格"),
        ({"标准值": ""}, "豇豆（示例）：灭蝇胺不合格"),
        (
            {
                "检验项目": "灭蝇胺；镉",
                "检验值": "1 mg/kg；1 mg/kg",
                "标准值": "≤0.5 mg/kg；≤0.1 mg/kg",
            },
            "豇豆（示例）：镉超过限值 9 倍，另有 1 项不合格",
        ),
    ],
)
def test_the_finding_is_the_title(
    app: Flask, citizen: Visitor, cells: dict[str, str], heading: str
) -> None:
    (reference,) = fill(app, row(1, **cells))
    assert citizen.get(f"/sampling/{reference}").heading == heading
    citizen.get("/sampling/")


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"被抽样单位名称": ""}, "2026-10-15 抽取的豇豆（示例）。"),
        ({"抽样日期": "", "报告日期": ""}, "在示例生鲜店抽取的豇豆（示例）。来源未写抽样日期。"),
        ({"抽样日期": "", "报告日期": "", "被抽样单位名称": ""}, "来源未写抽样日期和被抽样单位。"),
    ],
)
def test_what_the_source_does_not_tell_is_said(
    app: Flask, citizen: Visitor, cells: dict[str, str], sentence: str
) -> None:
    (reference,) = fill(app, row(1, **cells))
    assert sentence in citizen.get(f"/sampling/{reference}").text
    citizen.get("/sampling/")


def test_a_person_is_masked_on_every_page(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(app, row(1, 被抽样单位名称="陈示例", 备注="电话 13800000000"))
    for page in (citizen.get("/sampling/"), citizen.get(f"/sampling/{reference}")):
        assert "陈某" in page.text
        assert "陈示例" not in page.html
        assert "13800000000" not in page.html
    assert "地址不公开（个人信息）" in citizen.get(f"/sampling/{reference}").text
    assert "0 批次" in citizen.get("/sampling/?q=陈示例").text


def test_an_enterprise_of_the_register_is_linked(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        entry = Entry(name="示例生鲜店", kind=EnterpriseKind.SELLER)
        address = f"/enterprises/{add_enterprise(entry, by=OPERATOR).reference}"
        db.session.commit()
    (reference,) = fill(app, row(1, **{"生产日期/批号": "LOT1"}))
    assert address in citizen.get("/sampling/").links()
    assert address in citizen.get(f"/sampling/{reference}").links()


@time_machine.travel("2027-03-01T10:00:00+08:00")
def test_the_timeline_shows_steps_papers_and_overdue_days(app: Flask, citizen: Visitor) -> None:
    def move(batches: list[SampleBatch]) -> None:
        disposal = batches[0].disposal
        assert disposal is not None
        for stage in (DisposalStage.NOTIFIED, DisposalStage.CONTROLLED):
            services.record_step(
                disposal,
                stage=stage,
                done_on=date(2026, 11, 20),
                document="示例文书 7 号",
                note="封存 6 千克",
                by=HANDLER,
            )

    (reference,) = fill(app, row(1), then=move)
    page = citizen.get(f"/sampling/{reference}")
    assert "示例文书 7 号" in page.text
    assert "封存 6 千克" in page.text
    assert "可以申请复检" in page.text
    assert "完成核查处置：已经超过期限 11 天。" in page.text
    assert page.all(".tl [aria-current=step] h3") == ["原因排查 下一步"]


def test_a_withdrawn_result_is_gone_with_its_reason(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(
        app,
        row(1),
        then=lambda batches: services.withdraw_batch(batches[0], reason="来源错行", by=REVIEWER),
    )
    page = citizen.get(f"/sampling/{reference}", status=410)
    assert "来源错行" in page.text
    citizen.get("/sampling/NONE", status=404)


def test_a_correction_stands_on_the_page(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(
        app,
        row(1, **PASSED),
        then=lambda batches: services.correct_batch(
            batches[0], changes={"spec": "5 kg"}, note="规格写错", by=REVIEWER
        ),
    )
    page = citizen.get(f"/sampling/{reference}")
    assert "已更正" in page.text
    assert "规格写错" in page.text


def test_the_pages_are_whole_in_english(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(app, row(1))
    assert citizen.get("/en/sampling/").soup.html["lang"] == "en"  # type: ignore[index]
    citizen.get(f"/en/sampling/{reference}")
