"""What anybody can read and compute."""

import re
from fractions import Fraction

import pytest
from flask import Flask

from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.rewards import explained
from portal.rewards.rules import compute
from portal.rewards.words import yuan
from tests.factories import rewards as factory
from tests.visitor import Visitor
from tests.web.rewards.people import kept

RULES = "/rewards/rules"
GOOD = {"scheme": "zhejiang-2023", "grade": "2", "base": "68,400"}
HTMX = {"HX-Request": "true"}


def test_the_examples_on_the_page_are_what_the_rule_computes(app: Flask, citizen: Visitor) -> None:
    page = citizen.get(RULES)
    shown = page.all(".rwd-examples .rwd-out")
    with app.app_context():
        leading = explained.leading_scheme()
        assert leading is not None
        expected = [
            yuan(
                compute(
                    leading, row.grade, row.base_fen, Fraction(row.uplift), clock.today()
                ).amount_fen
            )
            for row in leading.examples
        ]
    assert shown == expected
    assert len(shown) >= 5


def test_the_rules_show_authority_and_what_nobody_has_set(citizen: Visitor) -> None:
    page = citizen.get(RULES)
    assert "国市监稽规〔2021〕4号" in page.text
    assert "第十八条" in page.text
    assert "待局法制机构确认" in page.text
    riders = page.soup.select_one("#rider-local")
    assert riders is not None
    assert riders.get_text().count("未设定") >= 8


def test_the_calculator_shows_each_step(citizen: Visitor) -> None:
    page = citizen.get(RULES, query_string={**GOOD, "uplift": "100"})
    assert page.all(".rwd-sum b") == ["¥6,000"]
    assert page.all(".rwd-answer .rwd-steps li")[1] == "按罚没款的 3% 计：¥68,400 × 3%＝¥2,052"
    typed = page.soup.select_one("input[name=base]")
    assert typed is not None
    assert typed["value"] == "68,400"


def test_htmx_gets_the_calculator_alone(citizen: Visitor) -> None:
    page = citizen.get(RULES, query_string=GOOD, headers=HTMX)
    assert page.soup.select_one("html") is None
    assert page.all(".rwd-sum b") == ["¥3,000"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"grade": "9"}, "grade"),
        ({"grade": ""}, "grade"),
        ({"grade": "two"}, "grade"),
        ({"base": "-1"}, "base"),
        ({"base": "abc"}, "base"),
        ({"base": ""}, "base"),
        ({"base": "1.234"}, "base"),
        ({"base": "9999999999999"}, "base"),
        ({"base": "\x00"}, "base"),
        ({"uplift": "101"}, "uplift"),
        ({"uplift": "half"}, "uplift"),
        ({"scheme": "nothing"}, "scheme"),
        ({"scheme": "rider-local"}, "scheme"),
        ({"on": "2020-01-01"}, "on"),
        ({"on": "soon"}, "on"),
        ({"grade": "9" * 5000}, "grade"),
    ],
)
def test_a_value_that_cannot_be_is_told_at_its_field(
    citizen: Visitor, changed: dict[str, str], field: str
) -> None:
    page = citizen.get(RULES, status=422, query_string={**GOOD, **changed})
    assert page.soup.select_one(f"#{field}-error") is not None, page.text
    fragment = citizen.get(RULES, status=422, query_string={**GOOD, **changed}, headers=HTMX)
    assert fragment.soup.select_one(f"#{field}-error") is not None


def test_the_pages_speak_english(citizen: Visitor) -> None:
    page = citizen.get("/en" + RULES)
    assert "Zhejiang rules on rewards for reporting" in page.text
    citizen.get("/en/rewards/")


def test_the_register_says_there_is_nothing_yet(citizen: Visitor) -> None:
    page = citizen.get("/rewards/")
    assert "还没有发放" in page.heading
    assert "未设定" in page.text


def test_the_register_hides_few_and_sums_many(app: Flask, citizen: Visitor) -> None:
    first = kept(app, factory.make_paid)
    few = citizen.get("/rewards/")
    assert "先不公布" in few.heading
    assert "¥3,000" not in few.text
    with app.app_context(), write_intent():
        for _n in range(4):
            factory.make_paid()
        db.session.commit()
    many = citizen.get("/rewards/")
    assert "¥15,000" in many.heading
    for private in (first, "SF-", "BANK", "handler-p", "示例食品店"):
        assert private not in many.html


@pytest.mark.parametrize("year", ["1999", "abc", "%00", "9" * 500, "-1", ""])
def test_a_year_that_is_not_there_is_not_found(citizen: Visitor, year: str) -> None:
    citizen.get(f"/rewards/?year={year}", status=404)


def test_no_page_asks_another_host_for_anything(citizen: Visitor) -> None:
    for address in (RULES, "/rewards/"):
        page = citizen.get(address)
        assert not re.search(r"""(?:src|href|action)=["']https?://""", page.html)
