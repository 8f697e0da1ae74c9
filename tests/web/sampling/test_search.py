"""One box and its filters, as a citizen meets them."""

import re

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.sampling import services
from tests.factories.sampling import PASSED, REVIEWER, fill, publish, row
from tests.visitor import Page, Visitor

LIST = "/sampling/"
ROWS = (
    row(1, 公告号="示例公告 1 号"),
    row(2, 食品名称="姜（示例）", 检验项目="噻虫胺", 检验值="0.9 mg/kg", 被抽样单位名称="示例超市"),
    row(3, 食品名称="花生油（示例）", 食品大类="食用油、油脂及其制品", **PASSED),
    row(4, 食品名称="韭菜（示例）", 抽样环节="餐饮", 任务类型="评价性抽检", **PASSED),
    row(5, 食品名称="虾（示例）", 任务类型="快速检测", 抽样日期="", 报告日期=""),
)


@pytest.fixture
def filled(app: Flask) -> Flask:
    fill(app, *ROWS)
    return app


def offered(page: Page, name: str) -> dict[str, int]:
    """Return a filter's answers with their counts."""
    boxes = page.soup.select(f"#filter-{name} input[name={name}]")
    return {
        str(box["value"]): int(box.parent.select_one(".num").text)  # type: ignore[union-attr]
        for box in boxes
    }


def count_of(page: Page) -> int:
    return int(page.all("#results-heading")[0].split()[0])


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("result", "failed", 2),
        ("result", "positive", 1),
        ("domain", "food", 5),
        ("category", "02", 1),
        ("stage", "catering", 1),
        ("region", "330302", 5),
        ("item", "灭蝇胺", 1),
        ("item", "噻虫胺", 1),
        ("hazard", "pesticides", 2),
        ("disposal", "waiting", 2),
        ("year", "2026", 5),
        ("announcement", "示例公告 1 号", 1),
        ("kind", "evaluation", 1),
    ],
)
def test_each_filter_finds_what_it_counts(
    filled: Flask, citizen: Visitor, name: str, value: str, count: int
) -> None:
    page = citizen.get(LIST)
    counts = offered(page, name)
    assert counts[value] >= count, counts
    chosen = citizen.get(LIST, query_string={name: value})
    assert count_of(chosen) == counts[value]
    assert len(chosen.soup.select("article.row")) == counts[value]
    assert chosen.soup.select_one(f"#filter-{name}[open] input[checked]") is not None


def test_a_county_holds_its_streets(filled: Flask, citizen: Visitor) -> None:
    counts = offered(citizen.get(LIST), "region")
    street = next(code for code in counts if code != "330302")
    assert counts["330302"] == 5
    assert count_of(citizen.get(f"{LIST}?region={street}")) == counts[street] == 5
    assert citizen.get(LIST).soup.select_one("#filter-region label b").text == "鹿城区"  # type: ignore[union-attr]


def test_subcategories_are_offered_once_a_category_is_chosen(app: Flask, citizen: Visitor) -> None:
    fill(app, row(1, 食品细类="豆类蔬菜"), row(2, 食品细类="根茎类蔬菜"))
    assert offered(citizen.get(LIST), "subcategory") == {}
    page = citizen.get(f"{LIST}?category=32")
    assert offered(page, "subcategory") == {"豆类蔬菜": 1, "根茎类蔬菜": 1}
    page = citizen.get(f"{LIST}?category=32&subcategory=豆类蔬菜")
    assert count_of(page) == 1
    without = [link for link in page.links() if link == "/sampling/"]
    assert without, "with the category goes what stands under it"


def test_counts_are_those_under_the_other_filters(filled: Flask, citizen: Visitor) -> None:
    page = citizen.get(f"{LIST}?result=passed&stage=catering")
    assert offered(page, "result") == {"passed": 1}
    assert offered(page, "stage")["circulation"] == 1, "the stage itself does not narrow its list"
    assert count_of(page) == 1


def test_every_chip_takes_its_own_condition_away(filled: Flask, citizen: Visitor) -> None:
    address = f"{LIST}?q=示例&result=failed&result=passed&item=灭蝇胺&sort=ratio"
    page = citizen.get(address)
    chips = page.soup.select(".chips .chip")
    assert page.all(".chips .chip") == ["关键词：示例", "不合格", "合格", "灭蝇胺"]
    for chip in chips:
        fewer = citizen.get(str(chip["href"]))
        assert len(fewer.soup.select(".chips .chip")) == len(chips) - 1
        assert "sort=ratio" in str(chip["href"]), "the order stays"
    assert "/sampling/" in page.links()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("result=bad", "“结论”里没有“bad”"),
        ("colour=red", "“筛选条件”里没有“colour”"),
        ("item=没有的项目", "“不合格项目”里没有“没有的项目”"),
        ("sort=odd", "“排序”里没有“odd”"),
        ("enterprise=nobody", "“企业”里没有“nobody”"),
        ("year=1066", "“公开年份”里没有“1066”"),
        ("hazard=x", "“危害类别”里没有“x”"),
        ("announcement=x", "“公告”里没有“x”"),
        ("kind=x", "“任务类型”里没有“x”"),
        ("domain=x", "“领域”里没有“x”"),
        ("subcategory=x", "“食品细类”里没有“x”"),
    ],
)
def test_what_no_filter_offers_is_told_with_what_it_does(
    filled: Flask, citizen: Visitor, query: str, told: str
) -> None:
    assert told in citizen.get(f"{LIST}?{query}", status=400).text
    for suffix in (
        "csv",
        "xlsx",
        "json",
        "feed",
        "atom",
        "csv.manifest.json",
        "xlsx.manifest.json",
    ):
        answer = citizen.client.get(f"/sampling.{suffix}?{query}")
        assert answer.status_code == 400
        assert answer.mimetype == "application/problem+json"
        problem = answer.get_json(force=True)
        assert problem["status"] == 400
        assert told in problem["detail"]
        assert problem["parameter"] == query.partition("=")[0]
        assert isinstance(problem["allowed"], list)


def test_what_messengers_hang_on_a_link_does_no_harm(filled: Flask, citizen: Visitor) -> None:
    page = citizen.get(f"{LIST}?result=failed&from=timeline&isappinstalled=0&utm_source=x")
    assert count_of(page) == 2
    assert not [link for link in page.links() if "utm_source" in link and "/en/" not in link]


def test_an_empty_answer_shows_ways_on_that_find_something(filled: Flask, citizen: Visitor) -> None:
    page = citizen.get(f"{LIST}?q=花生油&result=failed")
    assert "没有结果不等于合格" in page.text
    hints = page.all(".samp-ways li")
    assert "结论：不合格 1 批次" in hints
    page = citizen.get(f"{LIST}?q=花生油礼盒")
    found = {
        hint: str(a["href"])
        for hint, a in zip(page.all(".samp-ways a"), page.soup.select(".samp-ways a"), strict=True)
    }
    assert count_of(citizen.get(found["花生油"])) == 1


def test_another_name_of_the_same_item_is_offered(app: Flask, citizen: Visitor) -> None:
    fill(app, row(1, 检验项目="克百威"))
    page = citizen.get(f"{LIST}?q=呋喃丹")
    assert "克百威 1 批次" in page.all(".samp-ways li")


def test_filters_speak_the_language_of_the_page(filled: Flask, citizen: Visitor) -> None:
    page = citizen.get(f"/en{LIST}?item=灭蝇胺&hazard=pesticides&stage=circulation")
    assert page.all(".chips .chip")[1:] == ["Cyromazine", "Pesticide residues"]


def test_a_withdrawn_result_leaves_every_list(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        batch = publish(row(1))[0]
        services.withdraw_batch(batch, reason="来源错行", by=REVIEWER)
        db.session.commit()
    assert "还没有公开的抽检结果" in citizen.get(LIST).text
    assert citizen.client.get("/sampling.json").get_json()["results"] == []


def test_the_page_names_its_feeds_and_says_what_the_box_takes(
    filled: Flask, citizen: Visitor
) -> None:
    page = citizen.get(f"{LIST}?q=豇豆&result=failed")
    kinds = {
        str(link["type"]): str(link["href"])
        for link in page.soup.select("link[rel=alternate][type]")
    }
    for kind, path in (
        ("application/atom+xml", "atom"),
        ("application/feed+json", "feed"),
        ("text/csv", "csv"),
        ("application/json", "json"),
    ):
        assert kinds[kind].startswith(f"/sampling.{path}?")
        assert "result=failed" in kinds[kind]
        assert citizen.client.get(kinds[kind]).status_code == 200
    box = page.soup.select_one("#q")
    assert box is not None
    assert page.soup.select_one(f"#{box['aria-describedby']}") is not None


@pytest.mark.parametrize("direction", ["after", "before"])
def test_pages_keep_every_condition(app: Flask, citizen: Visitor, direction: str) -> None:
    fill(app, *(row(n) for n in range(1, 23)))
    page = citizen.get(f"{LIST}?result=failed&sort=ratio")
    onwards = page.soup.select_one("a[rel=next]")
    assert onwards is not None
    assert re.search(r"result=failed.*", str(onwards["href"]))
    second = citizen.get(str(onwards["href"]))
    assert count_of(second) == 22
    assert len(second.soup.select("article.row")) == 2
    if direction == "before":
        back = second.soup.select_one("a[rel=prev]")
        assert back is not None
        again = citizen.get(str(back["href"]))
        assert again.all("article.row h3 a") == page.all("article.row h3 a")
