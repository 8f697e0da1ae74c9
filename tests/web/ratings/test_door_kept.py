"""Badges and signs kept ready in front of the site never outlive the grade they show."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask, request

from portal.enterprises import queries as enterprises
from portal.extensions import objects
from portal.kernel import typesetting
from portal.kernel.db import db, write_intent
from portal.ratings.door import kept, printing
from tests.conftest import site
from tests.factories.door import read_sheet
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.ratings import make_rating
from tests.visitor import Visitor
from tests.web.ratings.test_door import NEXT

CODE = credit_code(830)


@pytest.mark.parametrize("piece", ["badge.svg", "badge.png", "sign-a6.pdf"])
def test_what_is_kept_is_made_anew_once_the_grade_changes(
    app: Flask, tmp_path: Path, database_url: str, piece: str
) -> None:
    with app.app_context(), write_intent():
        made = make_enterprise("示例老街饭店", credit_code=CODE)
        make_rating(made)
        db.session.commit()
    kept = site(tmp_path, database_url, PORTAL_FRONT_CACHE_MB=8)
    asked: list[str] = []
    kept.before_request(lambda: asked.append(request.path))
    client, address = kept.test_client(), f"/enterprises/{CODE}/{piece}"
    first, second = client.get(address), client.get(address)
    assert len(asked) == 1
    assert first.data == second.data
    assert "no-cache" in second.headers["Cache-Control"]
    unchanged = client.get(address, headers={"If-None-Match": second.headers["ETag"]})
    assert (unchanged.status_code, len(asked)) == (304, 1)
    with app.app_context(), write_intent():
        make_rating(enterprises.get_enterprise(CODE), **NEXT, effective_on=date(2026, 9, 1))
        db.session.commit()
    third = client.get(address, headers={"If-None-Match": second.headers["ETag"]})
    assert (third.status_code, len(asked)) == (200, 2)
    assert third.data != first.data
    if piece.endswith("pdf"):
        assert "C 级，较高风险" in read_sheet(third.data)[1]


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what was set by the typesetter, one word for each time."""
    made: list[str] = []
    for name in ("typeset", "paint", "needs_fonts_of_machine"):
        real = getattr(typesetting, name)

        def counted(*said: Any, _real: Any = real, _name: str = name, **named: Any) -> Any:
            made.append(_name)
            return _real(*said, **named)

        monkeypatch.setattr(typesetting, name, counted)
        if hasattr(printing, name):
            monkeypatch.setattr(printing, name, counted)
    return made


def opened(app: Flask, name: str = "示例老街饭店") -> None:
    with app.app_context(), write_intent():
        make_rating(make_enterprise(name, credit_code=CODE))
        db.session.commit()


@pytest.mark.parametrize("piece", ["badge.png", "sign-a4.pdf", "sign-a6.pdf"])
def test_a_flood_is_drawn_once_whatever_it_writes_behind_the_address(
    app: Flask, citizen: Visitor, drawings: list[str], piece: str
) -> None:
    opened(app)
    address = f"/enterprises/{CODE}/{piece}"
    first = citizen.client.get(address)
    drawn = len(drawings)
    assert drawn
    for more in ("", "?x=1", "?theme=nonsense", "?scheme=&y=2"):
        again = citizen.client.get(address + more)
        assert again.data == first.data
        assert again.headers["ETag"] == first.headers["ETag"]
        assert "public" in again.headers["Cache-Control"]
    assert len(drawings) == drawn


def test_another_grade_or_another_day_is_drawn_anew_and_yesterdays_are_forgotten(
    app: Flask, citizen: Visitor, drawings: list[str], tmp_path: Path
) -> None:
    opened(app)
    address = f"/enterprises/{CODE}/sign-a6.pdf"
    for day in ("2026-11-20", "2026-11-21"):
        with time_machine.travel(f"{day}T04:00:00Z", tick=False):
            before = len(drawings)
            citizen.client.get(address)
            assert len(drawings) > before
    with app.app_context():
        assert objects().sweep(kept.ROOM, keeping="2026-11-21", most=9) == 0
        assert objects().sweep(kept.ROOM, keeping="none", most=9) == 1
    with app.app_context(), write_intent():
        make_rating(enterprises.get_enterprise(CODE), **NEXT, effective_on=date(2026, 9, 1))
        db.session.commit()
    before = len(drawings)
    assert "C 级，较高风险" in read_sheet(citizen.client.get(address).data)[1]
    assert len(drawings) > before


def test_a_name_that_cannot_be_set_is_tried_once(
    app: Flask, citizen: Visitor, drawings: list[str]
) -> None:
    opened(app, "示例\U0003134a店")
    address = f"/enterprises/{CODE}/sign-a6.pdf"
    first = citizen.client.get(address)
    drawn = len(drawings)
    assert first.status_code >= 400
    assert citizen.client.get(f"{address}?x=1").status_code == first.status_code
    assert len(drawings) == drawn
