"""The page of rules and parameters: every figure, where it comes from, and what nobody decided."""

import csv
import io
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal.places import queries
from portal.places.profile import load_profile
from portal.places.services import mark_as_demo
from tests.conftest import site
from tests.visitor import Visitor

ADDRESS = "/places/parameters"


def rows(page_text: FlaskClient) -> list[dict[str, str]]:
    """Return the download, row by row."""
    answer = page_text.get("/places/parameters.csv")
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def test_every_parameter_stands_on_the_page(citizen: Visitor) -> None:
    page = citizen.get(ADDRESS)
    parameters = load_profile("lucheng").parameters
    assert len(page.soup.select(".rules tbody tr")) == len(parameters)
    assert set(page.all(".rule-key.mono")) == set(parameters.keys)


def test_the_whole_list_is_a_table_of_contents_that_opens_by_group(citizen: Visitor) -> None:
    page = citizen.get(ADDRESS)
    groups = {row.group.code for row in load_profile("lucheng").parameters}
    assert {str(part["id"]) for part in page.soup.select("section[id]")} >= groups
    assert len(page.soup.select("details.chapter:not([open])")) == len(groups)
    assert citizen.get(f"{ADDRESS}?group=rewards").soup.select_one("details.chapter[open]")


def test_what_nobody_decided_is_called_not_set(citizen: Visitor) -> None:
    page = citizen.get(f"{ADDRESS}?group=complaints")
    row = next(row for row in page.soup.select("tr") if "complaints.supplement_days" in row.text)
    assert "未设定" in row.text


def test_a_value_is_read_with_its_unit_its_authority_and_its_validity(citizen: Visitor) -> None:
    text = citizen.get(f"{ADDRESS}?text=complaints.accept_days").text
    assert "7 个工作日" in text
    assert "第四十六条" in text
    assert "自 2026-04-15 起" in text
    assert "2020-01-01 至 2026-04-14" in text


@time_machine.travel("2026-05-01 12:00 +08:00")
def test_the_rule_in_force_stands_before_the_one_that_has_ended(citizen: Visitor) -> None:
    page = citizen.get(f"{ADDRESS}?text=complaints.accept_days")
    first, second = page.all(".rules tbody tr")
    assert "已失效" not in first
    assert "已失效" in second


@time_machine.travel("2026-01-10 12:00 +08:00")
def test_a_rule_to_come_says_so(citizen: Visitor) -> None:
    page = citizen.get(f"{ADDRESS}?text=complaints.accept_days")
    first, second = page.all(".rules tbody tr")
    assert "v2020" in first
    assert "尚未生效" in second


def test_doubtful_values_wait_for_the_legal_office(citizen: Visitor) -> None:
    text = citizen.get(f"{ADDRESS}?text=complaints.transition").text
    assert "待局法制机构确认" in text
    assert "本站建议" in text
    assert "没有法定依据" in text


def test_the_page_can_be_narrowed_to_a_group_and_to_words(citizen: Visitor) -> None:
    every = len(citizen.get(ADDRESS).soup.select(".rules tbody tr"))
    group = citizen.get(f"{ADDRESS}?group=rewards")
    assert 0 < len(group.soup.select(".rules tbody tr")) < every
    words = citizen.get(f"{ADDRESS}?group=complaints&text=调解期限")
    assert "调解期限" in words.text
    assert len(words.soup.select(".rules tbody tr")) < 10


def test_words_that_occur_nowhere_find_nothing_and_say_what_to_do(citizen: Visitor) -> None:
    page = citizen.get(f"{ADDRESS}?text=没有这几个字")
    assert "没有找到" in page.text
    assert not page.soup.select(".rules")


def test_htmx_gets_the_table_alone(citizen: Visitor) -> None:
    page = citizen.get(f"{ADDRESS}?group=rewards", headers={"HX-Request": "true"})
    assert page.soup.select_one("html") is None
    assert page.soup.select_one("#parameters") is not None


@pytest.mark.parametrize(
    "query",
    ["group=nonsense", "text=" + "长" * 61, "group=x%00", "text=%ED%A0%80&group=complaints'"],
)
def test_a_condition_nobody_understands_is_answered_with_the_whole_list(
    citizen: Visitor, query: str
) -> None:
    page = citizen.get(f"{ADDRESS}?{query}", status=400)
    assert "有的条件我们读不懂" in page.text
    assert page.soup.select(".rules")


def test_the_download_has_every_row_and_runs_nothing(client: FlaskClient) -> None:
    table = rows(client)
    assert len(table) == len(load_profile("lucheng").parameters)
    unset = next(row for row in table if row["key"] == "complaints.supplement_days")
    assert (unset["value"], unset["is_set"]) == ("未设定", "no")
    assert not any(cell.startswith(("=", "+", "@")) for row in table for cell in row.values())


def test_english_readers_read_english_values(citizen: Visitor) -> None:
    text = citizen.get(f"/en{ADDRESS}?text=complaints.accept_days").text
    assert "Decide on acceptance and tell the complainant" in text


def test_every_department_is_listed_with_the_names_it_goes_by(citizen: Visitor) -> None:
    page = citizen.get("/places/departments")
    departments = load_profile("lucheng").departments
    assert len(page.soup.select("tbody tr")) == len(departments)
    assert "区发展改革局" in page.text
    assert "区发改局" in page.text


def test_the_document_its_oddities_and_the_population_are_told(citizen: Visitor) -> None:
    text = citizen.get("/places/about").text
    assert "温鹿食药安委〔2023〕2号" in text
    assert "疑缺“事”字" in text or "疑缺" in text
    assert "1,167,000" in text
    assert "未设定" in text


def test_every_template_knows_its_place_before_the_tables_exist(app: Flask) -> None:
    with app.test_request_context("/"):
        context: dict[str, object] = {}
        app.update_template_context(context)
    assert context["place"] is load_profile("lucheng").place


def test_a_database_that_is_not_set_up_is_no_demo(tmp_path: Path) -> None:
    empty = site(tmp_path, f"sqlite:///{tmp_path / 'empty.db'}")
    with empty.app_context():
        assert not queries.is_demo()


def test_a_demo_says_so(inside: Flask) -> None:
    assert not queries.is_demo()
    mark_as_demo()
    assert queries.is_demo()
