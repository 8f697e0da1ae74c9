"""The page of one result: its order, its shapes, its life line, its neighbours."""

from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.enterprises.rules import EnterpriseKind
from portal.enterprises.services import Entry, add_enterprise
from portal.kernel.db import db, write_intent
from portal.sampling import services
from portal.sampling.models import SampleBatch
from portal.sampling.rules.disposals import DisposalStage
from tests.factories.enterprises import credit_code
from tests.factories.sampling import HANDLER, OPERATOR, PASSED, publish, row
from tests.visitor import Page, Visitor
from tests.web.sampling.test_public import counted, fill

MOST_STATEMENTS = 8
OWN_TABLES = ("sample_", "test_item", "disposal", "batch_version")
TWO = {
    "检验项目": "灭蝇胺；镉",
    "检验值": "1 mg/kg；1 mg/kg",
    "标准值": "≤0.5 mg/kg；≤0.1 mg/kg",
}
PLAN = {
    "检验项目": "菌落总数",
    "检验值": "1.6×10⁵、3.2×10⁵、9.9×10⁴、2.4×10³、1.5×10⁵ CFU/g",
    "标准值": "n=5，c=2，m=10⁴，M=10⁵ CFU/g",
}


def labels(page: Page) -> list[str]:
    return [str(drawn.get("aria-label")) for drawn in page.soup.select("svg[role=img]")]


def shown(app: Flask, citizen: Visitor, **cells: str) -> Page:
    (reference,) = fill(app, row(1, **cells))
    return citizen.get(f"/sampling/{reference}")


def test_the_page_has_its_order(app: Flask, citizen: Visitor) -> None:
    page = shown(app, citizen)
    assert page.all(".stack-l h2, aside h2") == [
        "灭蝇胺",
        "说明白",
        "从抽样到复查",
        "谁生产，谁销售",
        "其他抽检结果",
        "这条记录的全部信息",
        "订正记录",
        "这条记录从哪里来",
        "引用与分享",
        "还在卖？",
    ]


def test_each_failing_item_is_drawn_explained_and_linked(app: Flask, citizen: Visitor) -> None:
    page = shown(app, citizen, **TWO)
    assert page.all(".samp-measure h2") == ["镉", "灭蝇胺"]
    assert labels(page)[:2] == ["检验结果是限值的 10 倍", "检验结果是限值的 2 倍"]
    assert page.all(".samp-card h3") == ["镉", "灭蝇胺"]
    assert {"/sampling/items/cadmium", "/sampling/items/cyromazine"} <= set(page.links())
    assert "依据：GB 2762《食品安全国家标准 食品中污染物限量》" in page.text
    assert page.soup.select_one("#items-heading") is None, "all of them are drawn already"


def test_one_card_for_two_items_is_told_once(app: Flask, citizen: Visitor) -> None:
    told = {"检验项目": "油酸；亚油酸", "检验值": "9 %；9 %", "标准值": "≥17 %；≥17 %"}
    page = shown(app, citizen, **told)
    assert " ".join(page.all(".plain dd")).count("像指纹") == 1
    assert page.all(".samp-card dt").count("为什么不合格？") == 2


def test_portions_of_a_plan_are_drawn_by_shape_and_told(app: Flask, citizen: Visitor) -> None:
    page = shown(app, citizen, **PLAN)
    assert "5 份样品：1 份在 m 以内，1 份超过 m，3 份超过 M" in labels(page)
    drawn = page.soup.select_one(".samp-portions")
    assert drawn is not None
    assert [len(drawn.select(shape)) for shape in ("circle", "path", "rect")] == [1, 1, 3]
    page = citizen.get(f"/sampling/{fill(app, row(2, **{**PLAN, '检验值': '见报告'}))[0]}")
    assert page.soup.select_one(".samp-portions") is None
    (lost,) = fill(app, row(4, **{**PLAN, "标准值": "n=5，c=2，m=104CFU/g，M=105CFU/g"}))
    assert citizen.get(f"/sampling/{lost}").soup.select_one(".samp-portions") is None
    (third,) = fill(app, row(3, **{**PLAN, "标准值": "n=5，c=2，m=10⁴ CFU/g"}))
    assert "5 份样品：1 份在 m 以内，4 份超过 m" in labels(citizen.get(f"/sampling/{third}"))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"检验值": "0.3 g/100mL", "标准值": "≥0.4 g/100mL"}, ["达到最低要求的 75%"]),
        ({"检验值": "0.28 g/100mL", "标准值": "≥0.40 g/100mL"}, ["达到最低要求的 70%"]),
        ({"检验值": "300 mg/100mL", "标准值": "≥0.4 g/100mL"}, []),
        ({"检验值": "0.3 mg/100mL", "标准值": "≥0.4 g/100mL"}, []),
        ({"检验值": "0.3", "标准值": "≥0.4", "检验项目": "pH值"}, []),
    ],
)
def test_too_little_is_drawn_where_it_has_a_share(
    app: Flask, citizen: Visitor, cells: dict[str, str], said: list[str]
) -> None:
    page = shown(app, citizen, **{"检验项目": "氨基酸态氮", **cells})
    assert [label for label in labels(page) if "最低要求" in label] == said


def test_more_failing_items_than_pictures_stand_in_a_table(app: Flask, citizen: Visitor) -> None:
    many = {
        "检验项目": "；".join(("灭蝇胺", "镉", "铅", "毒死蜱", "克百威")),
        "检验值": "；".join(["1 mg/kg"] * 5),
        "标准值": "；".join(["≤0.5 mg/kg"] * 5),
    }
    page = shown(app, citizen, **many)
    assert len(page.all(".samp-measure")) == 4
    assert page.all("#items-heading + table tbody th") == many["检验项目"].split("；")


def test_a_verdict_against_its_own_numbers_has_no_ratio(app: Flask, citizen: Visitor) -> None:
    page = shown(app, citizen, 检验项目="过氧化值", 检验值="84.8", 标准值="≤100")
    assert page.heading == "豇豆（示例）：过氧化值不合格"
    assert not any("倍" in label for label in labels(page))
    assert "以检验机构的结论为准" in " ".join(page.all(".note"))


def test_what_the_source_does_not_say_is_said(app: Flask, citizen: Visitor) -> None:
    nothing = {"检验值": "", "标准值": "", "抽样日期": "", "报告日期": "", "被抽样单位名称": ""}
    page = shown(app, citizen, **nothing, 检验项目="某某新项目")
    assert page.all(".samp-unsaid") == ["来源没有写", "来源没有写"]
    assert page.text.count("来源没有写日期。") == 2
    assert page.all(".samp-parties .panel p")[-1] == "来源没有写"
    assert page.all(".samp-card dt") == ["为什么不合格？"], "no card, no invented words"
    (passed,) = fill(app, row(2, **PASSED))
    page = citizen.get(f"/sampling/{passed}")
    assert "来源没有写检验了哪些项目。" in page.text
    assert page.all("#life-heading") == ["从抽样到公布"]
    assert "还在卖？" not in page.all("h2")


def test_a_quick_test_is_a_reference_only(app: Flask, citizen: Visitor) -> None:
    page = shown(app, citizen, 任务类型="快速检测")
    assert "仅供参考，不是法定结论" in page.text
    assert page.all("#life-heading") == ["从抽样到公布"]


def take(batches: list[SampleBatch], *stages: DisposalStage, on: date) -> None:
    disposal = batches[0].disposal
    assert disposal is not None
    for stage in stages:
        services.record_step(
            disposal, stage=stage, done_on=on, document="示例文书 7 号", note="", by=HANDLER
        )


@time_machine.travel("2026-11-30T10:00:00+08:00", tick=False)
def test_the_life_line_says_what_is_due_and_by_what(app: Flask, citizen: Visitor) -> None:
    stages = (DisposalStage.NOTIFIED, DisposalStage.CONTROLLED)
    (reference,) = fill(app, row(1), then=lambda one: take(one, *stages, on=date(2026, 11, 30)))
    page = citizen.get(f"/sampling/{reference}")
    steps = page.all(".tl h3")
    assert steps[:3] == ["抽样 2026-10-15", "出具检验报告 2026-11-09", "公布结果 2026-11-20"]
    assert steps[5] == "原因排查 下一步"
    assert steps[-1].startswith("已办结 最迟 2027-02-")
    assert "文书：示例文书 7 号。" in page.text
    assert "9 步中已办 5 步" in labels(page)
    assert "完成核查处置" in page.all("#life-heading ~ *, details.more dt")


def test_what_is_late_says_by_how_much(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(app, row(1))
    with time_machine.travel("2027-08-01T10:00:00+08:00", tick=False):
        page = citizen.get(f"/sampling/{reference}")
    assert "处置已超期" in page.all(".mk")
    assert any("已经超过期限" in note for note in page.all(".note.warn"))
    assert any("超期" in step and "下一步" in step for step in page.all(".tl h3"))


@time_machine.travel("2026-12-01T10:00:00+08:00", tick=False)
def test_a_dispute_waits_in_the_life_line(app: Flask, citizen: Visitor) -> None:
    stages = (DisposalStage.NOTIFIED, DisposalStage.DISPUTED)
    (reference,) = fill(app, row(1), then=lambda one: take(one, *stages, on=date(2026, 12, 1)))
    page = citizen.get(f"/sampling/{reference}")
    assert page.all(".tl [aria-current=step] h3") == ["等待复检或异议的结论 下一步"]


def test_neighbours_share_product_maker_or_seller(app: Flask, citizen: Visitor) -> None:
    codes = [credit_code(number) for number in (901, 902)]
    with app.app_context(), write_intent():
        for code, name in zip(codes, ("示例生鲜店", "示例合作社"), strict=True):
            entry = Entry(name=name, kind=EnterpriseKind.SELLER, credit_code=code)
            add_enterprise(entry, by=OPERATOR)
        db.session.commit()
    first, same, maker, seller = fill(
        app,
        row(1),
        row(2, **PASSED),
        row(3, 食品名称="姜（示例）", 被抽样单位名称="另一示例店"),
        row(4, 食品名称="葱（示例）", 标称生产企业名称="另一示例厂"),
    )
    page = citizen.get(f"/sampling/{first}")
    assert page.all(".samp-parties h3")[-3:] == ["同名产品", "同一生产企业", "同一被抽样单位"]
    assert {f"/sampling/{one}" for one in (same, maker, seller)} <= set(page.links())
    assert f"/sampling/?enterprise={codes[0]}" in page.links()
    lonely = citizen.get(f"/sampling/{fill(app, row(9, 食品名称='盐', **OTHERS))[0]}")
    assert "目前没有其他公开的结果" in lonely.text


OTHERS = {"标称生产企业名称": "孤立示例厂", "被抽样单位名称": "孤立示例店"}


def test_the_page_is_read_in_few_statements(app: Flask, citizen: Visitor) -> None:
    stages = (DisposalStage.NOTIFIED, DisposalStage.CONTROLLED)
    rows = [row(1, **TWO), *(row(n) for n in range(2, 12))]
    first, *_rest = fill(app, *rows, then=lambda one: take(one, *stages, on=date(2026, 11, 21)))
    citizen.get(f"/sampling/{first}")
    with counted() as statements:
        citizen.get(f"/sampling/{first}")
    own = [one for one in statements if any(table in one for table in OWN_TABLES)]
    assert len(own) <= MOST_STATEMENTS, "\n\n".join(own)


def test_the_report_is_filled_in(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(app, row(1))
    page = citizen.get(f"/sampling/{reference}")
    (link,) = {link for link in page.links() if link.startswith("/complaints/new?")}
    assert "batch=XBJ26330302000000001" in link
    assert "XBJ26330302000000001" in citizen.get(link).html


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_card_has_its_page(app: Flask, citizen: Visitor, prefix: str) -> None:
    fill(app, row(1), row(2, 检验项目="灭蝇胺（≤0.5mg/kg）", 标准值="≤0.5 mg/kg"))
    shelf = citizen.get(f"{prefix}/sampling/items")
    cards = [link for link in shelf.links() if "/sampling/items/" in link]
    assert len(cards) >= 60
    assert len(shelf.all("section h2")) >= 11
    page = citizen.get(f"{prefix}/sampling/items/cyromazine")
    assert len(page.all(".samp-others li")) == 2
    empty = citizen.get(f"{prefix}/sampling/items/borax")
    assert empty.all(".samp-others li") == []
    named = citizen.get(f"{prefix}/sampling/items/net-content").all("aside li")[0]
    assert "《" not in named, "rules without a number stand by their name"
    citizen.get(f"{prefix}/sampling/items/nothing", status=404)


def test_in_english_an_item_goes_by_the_name_on_its_card(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        address = f"/sampling/{publish(row(1))[0].reference}"
        db.session.commit()
    page = citizen.get(f"/en{address}")
    assert "Cyromazine" in page.heading
    heading = page.soup.select_one(".samp-measure h2")
    assert heading is not None
    assert (heading["lang"], heading.get_text(strip=True)) == ("en", "Cyromazine")
    marked = citizen.get("/en/sampling/").soup.select_one("article mark")
    assert marked is not None
    assert (marked["lang"], marked.text) == ("en", "Cyromazine")
    assert "灭蝇胺" in citizen.get(address).heading
