"""What anybody can read and compute."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from portal.kernel.db import db, write_intent
from tests.factories import rewards as factory
from tests.visitor import Visitor
from tests.web.rewards.people import kept

RULES = "/rewards/rules"
# A month is given out some days after it ends.
JUNE = datetime(2026, 6, 15, 4, tzinfo=UTC)
JULY = datetime(2026, 7, 15, 4, tzinfo=UTC)


def test_the_pages_speak_english(citizen: Visitor) -> None:
    page = citizen.get("/en" + RULES)
    assert "Zhejiang rules on rewards for reporting" in page.text
    citizen.get("/en/rewards/")


def test_the_register_says_there_is_nothing_yet(citizen: Visitor) -> None:
    page = citizen.get("/rewards/")
    assert "还没有发放" in page.heading
    assert "未设定" in page.text


def test_the_register_hides_few_and_sums_many(app: Flask, citizen: Visitor) -> None:
    with time_machine.travel(JUNE, tick=False):
        first = kept(app, factory.make_paid)
    with time_machine.travel(JULY, tick=False):
        few = citizen.get("/rewards/")
    assert "先不公布" in few.heading
    assert "¥3,000" not in few.text
    with time_machine.travel(JUNE, tick=False), app.app_context(), write_intent():
        for _n in range(4):
            factory.make_paid()
        db.session.commit()
    with time_machine.travel(JULY, tick=False):
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
