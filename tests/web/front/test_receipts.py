"""Whoever wrote a receipt number down finds back to its page."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.front.receipts import OPENINGS
from portal.kernel.db import db, write_intent
from portal.members import services as members
from portal.members.rules import Wish
from portal.rumours import services as rumours
from portal.rumours.rules import SentClaim
from tests.crowd import kept
from tests.factories import walkins as factory
from tests.visitor import Visitor

PAGE = "/receipts/"
SENT: dict[str, Callable[[], str]] = {
    "py": lambda: rumours.keep_lead(SentClaim("示例说法")).reference,
    "zy": lambda: members.keep_application(Wish("示例居民", "13800000000", "示例")).reference,
    "sj": lambda: factory.book(factory.make_slot()).reference,
}


def send(app: Flask, prefix: str) -> str:
    """Send something; return the number on its receipt."""
    with app.app_context(), write_intent():
        number = SENT[prefix]()
        db.session.commit()
        return number


@pytest.mark.parametrize("prefix", SENT)
def test_a_number_leads_to_its_receipt(app: Flask, citizen: Visitor, prefix: str) -> None:
    number = send(app, prefix)
    for said in (
        number,
        f" {number.upper()} ",
        number.replace("-", "－"),
        number[:6] + " " + number[6:],
    ):
        answer = citizen.client.get(PAGE, query_string={"number": said})
        assert answer.status_code == 303
        assert answer.location.endswith(number)
        citizen.get(answer.location)


def test_a_sample_number_leads_to_its_result(app: Flask, citizen: Visitor) -> None:
    number = kept(
        app, lambda: factory.release(factory.book(factory.make_slot())).sample_number or ""
    )
    answer = citizen.client.get(PAGE, query_string={"number": number})
    assert answer.location.endswith(f"/walkins/results/{number}")


@pytest.mark.parametrize("prefix", [*OPENINGS, "yp", "xx", ""])
def test_an_unknown_number_is_kept_and_explained(citizen: Visitor, prefix: str) -> None:
    told = f"{prefix}-222222222222"
    shown = citizen.get(f"{PAGE}?number={told}", status=404)
    assert "没有这个编号的回执" in shown.text
    assert f'value="{told}"' in shown.html


@pytest.mark.parametrize("told", ["%00", "py-%ED%A0%80", "9" * 5000, "zy", "-", "../../desk"])
def test_nothing_that_is_typed_breaks_the_page(citizen: Visitor, told: str) -> None:
    assert citizen.client.get(f"{PAGE}?number={told}").status_code < 500


def test_the_page_asks_for_nothing_but_the_number(citizen: Visitor) -> None:
    shown = citizen.get(PAGE)
    assert [str(field["name"]) for field in shown.soup.select("main input")] == ["number"]
    assert shown.soup.select_one("main .panel a[href='/track']") is not None
