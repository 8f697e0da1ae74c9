"""Badges and signs kept ready in front of the site never outlive the grade they show."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask, request

from portal.enterprises import queries as enterprises
from portal.kernel.db import db, write_intent
from tests.conftest import site
from tests.factories.door import read_sheet
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.ratings import make_rating
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
