"""Public figures and the public list of disposals."""

import csv
import dataclasses
import io
from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.places.profile import current_place
from portal.sampling.rates import MINIMUM
from portal.sampling.rules.disposals import DisposalStage
from tests.factories.disposals import TODAY, walk
from tests.factories.sampling import PASSED, publish, row
from tests.visitor import Visitor

FIGURES = "/sampling/statistics"
DISPOSALS = "/sampling/disposals"
EVALUATION = {"任务类型": "评价性抽检"}


@pytest.fixture
def published(app: Flask) -> None:
    rows = [row(number, **EVALUATION, **PASSED) for number in range(1, 41)]
    rows += [row(50, **EVALUATION), row(51), row(52), row(53, **PASSED)]
    rows += [row(54, 任务类型="快速检测"), row(55, 任务类型="风险监测")]
    rows += [row(60, 任务类型="定量检测", 公告日期="2025-11-20", **LAST_YEAR)]
    with time_machine.travel(TODAY), app.app_context(), write_intent():
        batches = publish(*rows)
        failed = [batch.disposal for batch in batches if batch.disposal]
        walk(failed[0], DisposalStage.CLOSED)
        walk(failed[1], DisposalStage.NOTIFIED, date(2026, 8, 1))
        db.session.commit()


LAST_YEAR = {"抽样日期": "2025-10-15", "报告日期": "2025-11-01", "生产日期/批号": "2025-10-14"}


def table(visitor: Visitor, code: str, **asked: str) -> list[list[str]]:
    answer = visitor.client.get(f"{FIGURES}/{code}.csv", query_string=asked)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))


@time_machine.travel(TODAY)
def test_only_evaluative_sampling_has_a_pass_rate(published: None, citizen: Visitor) -> None:
    page = citizen.get(FIGURES)
    headings = page.all("h2")
    assert headings[:3] == ["评价性抽检：合格率", "监督抽检：问题发现率", "定量检测：问题发现率"]
    assert page.text.count("不能和合格率比较") == 2
    assert "97.5%" in page.text
    assert "87.4%–99.6%" in page.text
    assert "快速检测和你送我检仅供参考" in page.text


@pytest.fixture
def thirty_at_least(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        place = current_place()
        (row_of_rule,) = place.parameters.history(MINIMUM)
        set_ = place.parameters.overlaid([dataclasses.replace(row_of_rule, value=30)])
        monkeypatch.setitem(
            app.extensions, "portal.place", dataclasses.replace(place, parameters=set_)
        )


@time_machine.travel(TODAY)
def test_nobody_says_how_few_are_too_few_until_somebody_sets_it(
    published: None, citizen: Visitor
) -> None:
    page = citizen.get(FIGURES)
    assert "样本太少" not in page.text
    rows = table(citizen, "supervision-by-stage")
    assert rows[1][:5] == ["流通", "2", "3", "66.6%", "20.7%–93.9%"], "its n and interval say it"
    assert rows[1][5] == ""
    shown = citizen.get("/places/parameters?group=sampling").text
    assert "未设定" in shown[shown.index("计算比率的最少批次") :][:200]


@time_machine.travel(TODAY)
def test_a_few_samples_are_said_to_be_few(
    published: None, thirty_at_least: None, citizen: Visitor
) -> None:
    page = citizen.get(FIGURES)
    assert table(citizen, "supervision-by-stage")[1][5] == "是"
    assert "样本太少（3 批次）" in page.text
    assert "样本太少（41 批次）" not in page.text


@time_machine.travel(TODAY)
def test_a_year_narrows_every_figure(published: None, citizen: Visitor) -> None:
    page = citizen.get(f"{FIGURES}?year=2025")
    assert page.all("h2")[0] == "评价性抽检：合格率"
    assert "2025 年" in page.heading
    assert table(citizen, "quantitative-by-category", year="2025")[1][1:3] == ["1", "1"]
    assert table(citizen, "disposals", year="2025")[1][1:] == ["0", "1", "0%"]


@time_machine.travel(TODAY)
def test_every_table_can_be_taken_away(published: None, citizen: Visitor) -> None:
    rows = table(citizen, "evaluation-by-region")
    assert rows[0] == ["区域", "合格批次", "检验批次", "合格率", "95% 置信区间", "样本太少"]
    assert rows[1] == ["南汇街道", "40", "41", "97.5%", "87.4%–99.6%", ""]
    assert table(citizen, "supervision-by-stage")[1][:4] == ["流通", "2", "3", "66.6%"]
    assert table(citizen, "evaluation-by-year")[1][0] == "2026"
    assert table(citizen, "failing-items")[1] == ["灭蝇胺", "农药残留", "4"]
    assert ["风险监测", "1"] in table(citizen, "volume")
    assert table(citizen, "disposals")[1][1:] == ["2", "4", "50%"]
    assert citizen.client.get(f"{FIGURES}/nothing.csv").status_code == 404


@time_machine.travel(TODAY)
@pytest.mark.parametrize("asked", ["year=1999", "year=nonsense", "year=２０２６", "colour=red"])
def test_what_is_not_offered_is_told(published: None, citizen: Visitor, asked: str) -> None:
    page = citizen.get(f"{FIGURES}?{asked}", status=400)
    assert "没有这个筛选条件" in page.text
    assert citizen.client.get(f"{FIGURES}/volume.csv?{asked}").status_code == 400


def test_without_results_nothing_is_made_up(app: Flask, citizen: Visitor) -> None:
    page = citizen.get(FIGURES)
    assert "还没有公示过" in page.text
    assert "尚无数据" in page.text
    assert "没有符合条件的核查处置" in citizen.get(DISPOSALS).text


@time_machine.travel(TODAY)
def test_overdue_disposals_are_public(published: None, citizen: Visitor) -> None:
    page = citizen.get(DISPOSALS)
    assert "4 批次" in page.text
    chips = page.all(".chip")
    assert "超期未办结 1" in chips
    assert "办理中 3" in chips
    page = citizen.get(f"{DISPOSALS}?state=overdue")
    assert "完成核查处置：最迟 2026-10-30，已超期 22 天" in page.text
    assert "食品安全抽样检验管理办法，第四十六条，待局法制机构确认" in page.text
    assert len(page.soup.select("tbody tr")) == 1
    assert "示例生鲜店" in page.text
    for asked, count in (
        ("state=ended", 1),
        ("stage=notified&department=market-regulation", 1),
        ("year=2025", 1),
        ("state=open&stage=closed", 0),
    ):
        page = citizen.get(f"{DISPOSALS}?{asked}")
        assert len(page.soup.select("tbody tr")) == count, asked


@time_machine.travel(TODAY)
@pytest.mark.parametrize("asked", ["state=odd", "stage=odd", "department=odd", "year=1", "odd=1"])
def test_unknown_filters_of_disposals_are_told(
    published: None, citizen: Visitor, asked: str
) -> None:
    assert "没有这个筛选条件" in citizen.get(f"{DISPOSALS}?{asked}", status=400).text


@time_machine.travel(TODAY)
def test_a_long_list_has_pages(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        publish(*(row(number) for number in range(1, 26)))
        db.session.commit()
    page = citizen.get(DISPOSALS)
    assert len(page.soup.select("tbody tr")) == 20
    (earlier,) = [link for link in page.links() if "after=" in link]
    assert len(citizen.get(earlier).soup.select("tbody tr")) == 5
    for odd in ("nonsense", "WzBd", "WyJhIl0", "WzE4NDQ2NzQ0MDczNzA5NTUxNjE2XQ"):
        citizen.get(f"{DISPOSALS}?after={odd}", status=404)
