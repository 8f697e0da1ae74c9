"""A filter with more answers than a page of results holds: some at once, all on their own page."""

import pytest
from flask import Flask

from portal.sampling import facets
from tests.factories.sampling import PASSED, fill, row
from tests.visitor import Page, Visitor
from tests.web.sampling.test_search import LIST, count_of, offered

SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
ANSWERS = "/sampling/answers/item"
AT_ONCE = 8


@pytest.fixture
def many(app: Flask) -> Flask:
    items = (row(n, 检验项目=f"示例项目{sign}") for n, sign in enumerate(SIGNS, start=1))
    fill(app, *items, row(30, 检验项目="示例项目甲"), row(31, **PASSED))
    return app


def further(page: Page) -> str:
    link = page.soup.select_one("#more-item a")
    assert link is not None
    assert link["href"] == link["hx-get"]
    return str(link["href"])


def test_the_answers_that_find_most_and_the_chosen_stand_at_once(
    many: Flask, citizen: Visitor
) -> None:
    shown = offered(citizen.get(LIST), "item")
    assert len(shown) == AT_ONCE
    assert shown["示例项目甲"] == 2
    last = f"示例项目{max(SIGNS)}"
    page = citizen.get(f"{LIST}?item={last}")
    assert set(offered(page, "item")) == {*shown, last}
    assert f"更多（{len(SIGNS) - AT_ONCE - 1}）" in page.text
    assert page.soup.select_one("#more-result") is None, "four answers hide nothing"


def test_all_answers_of_one_filter_are_a_page_that_works_without_scripts(
    many: Flask, citizen: Visitor
) -> None:
    page = citizen.get(
        further(citizen.get(f"{LIST}?q=示例&result=failed&sort=ratio&item=示例项目乙"))
    )
    counts = offered(page, "item")
    assert len(counts) == len(SIGNS)
    assert page.soup.select("input[name=item][checked]")[0]["value"] == "示例项目乙"
    form = page.soup.select_one("form#result-search")
    assert form is not None
    kept = {str(one["name"]): str(one["value"]) for one in form.select("input[type=hidden]")}
    assert kept == {"q": "示例", "sort": "ratio", "result": "failed"}
    answer = citizen.get(str(form["action"]), query_string={**kept, "item": "示例项目甲"})
    assert count_of(answer) == counts["示例项目甲"] == 2


def test_with_scripts_the_rest_unfolds_in_its_place(many: Flask, citizen: Visitor) -> None:
    page = citizen.get(LIST)
    at_once = set(offered(page, "item"))
    answer = citizen.client.get(further(page), headers={"HX-Request": "true"})
    rest = Page(answer).soup
    names = {str(box["value"]) for box in rest.select("input[name=item]")}
    assert names.isdisjoint(at_once)
    assert len(names | at_once) == len(SIGNS)
    assert rest.select_one("#more-item[data-unfolded] [data-facet-find]") is not None
    assert rest.select_one("h1") is None


def test_a_list_longer_than_anybody_reads_says_what_it_leaves_out(
    many: Flask, citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "MOST_LISTED", 10)
    page = citizen.get(f"{ANSWERS}?item=示例项目甲")
    assert f"还有 {len(SIGNS) - 10} 个没有列出" in page.text


@pytest.mark.parametrize(
    ("address", "status"),
    [("/sampling/answers/colour", 404), (f"{ANSWERS}?colour=red", 400)],
)
def test_what_is_no_filter_has_no_answers(
    many: Flask, citizen: Visitor, address: str, status: int
) -> None:
    citizen.get(address, status=status)


def test_a_search_that_finds_nothing_has_no_answers_to_offer(many: Flask, citizen: Visitor) -> None:
    assert "没有结果，所以没有可选的条件" in citizen.get(f"{ANSWERS}?q=没有的").text
