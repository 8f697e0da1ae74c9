"""A penalty is repaired: verified by one, decided by another, and the decision handed out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import expect

from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.penalties.queries import penalties
from tests.browser.conftest import Reader
from tests.browser.looking import LIGHT, PHONE, flaws_of
from tests.factories.enterprises import make_enterprise
from tests.factories.penalties import make_penalty, verified_repair

NAME = "示例老街糕点店"


def stored(app: Flask, make: Callable[[], str]) -> str:
    """Return what was made and kept."""
    with app.app_context(), write_intent():
        made = make()
        db.session.commit()
        return made


def verified(reference: str) -> str:
    """Have an application verified; return where it is decided."""
    repair = verified_repair(penalties.get_penalty(reference))
    return f"/desk/repairs/{repair.reference}"


@pytest.mark.parametrize(
    ("scripts", "language"), [(True, "zh"), (False, "en")], ids=["scripts", "English, none"]
)
def test_a_decision_is_taken_and_its_sheet_printed(
    app: Flask, reader: Callable[..., Reader], *, scripts: bool, language: str
) -> None:
    with time_machine.travel(clock.now() - timedelta(days=550), tick=False):
        reference = stored(app, lambda: make_penalty(make_enterprise(NAME)).reference)
    address = stored(app, lambda: verified(reference))
    decider = reader(scripts=scripts, language=language)
    decider.sign_in(app, "reviewer", name="decider")
    page = decider.open(address)
    decider.fill("理由（会告知申请人）", "示例：各项条件都满足。")
    page.locator("form[action$='/approval'] button").first.click()
    page.locator("a[href$='/notice']").click()
    sheet = page.locator(".letter")
    for fact in (decider.word("信用修复决定"), NAME, "各项条件都满足"):
        expect(sheet).to_contain_text(fact)
    assert not scripts or flaws_of(page, LIGHT, PHONE) == []
    page.emulate_media(media="print")
    expect(page.locator(".wb-side")).to_be_hidden()
    expect(sheet).to_be_visible()
