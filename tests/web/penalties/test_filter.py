"""The list of enterprises is asked by penalties and listings that show today, and by no others."""

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.penalties import services
from tests.factories.enterprises import make_enterprise
from tests.factories.penalties import RECORDER, decision, make_entry, make_penalty
from tests.visitor import Visitor

NAMES = {
    "fined": "示例受罚店",
    "listed": "示例失信店",
    "waiting": "示例待审店",
    "clean": "示例清白店",
}


@pytest.fixture
def shops(app: Flask) -> None:
    with app.app_context(), write_intent():
        made = {key: make_enterprise(name) for key, name in NAMES.items()}
        make_penalty(made["fined"])
        make_entry(made["listed"])
        services.record_penalty(decision(made["waiting"]), by=RECORDER)
        db.session.commit()


@pytest.mark.usefixtures("shops")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("penalty=shown", {"fined"}),
        ("penalty=listed", {"listed"}),
        ("penalty=shown&penalty=listed", {"fined", "listed"}),
    ],
)
def test_only_what_shows_today_is_found(citizen: Visitor, asked: str, found: set[str]) -> None:
    told = citizen.client.get(f"/enterprises.json?{asked}").get_data(as_text=True)
    page = citizen.get(f"/enterprises/?{asked}").text
    for key, name in NAMES.items():
        assert (name in told) == (name in page) == (key in found), key
