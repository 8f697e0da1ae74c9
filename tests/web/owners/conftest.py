"""Enterprises whose owners come to the site."""

import pytest
from flask import Flask

from portal.enterprises.models import Enterprise
from portal.kernel.db import db, write_intent
from tests.factories.enterprises import make_enterprise
from tests.factories.ratings import make_rating


@pytest.fixture
def shop(app: Flask) -> Enterprise:
    """Return an enterprise with a grade in force."""
    with app.app_context(), write_intent():
        enterprise = make_enterprise("示例食品厂")
        make_rating(enterprise)
        db.session.commit()
        db.session.refresh(enterprise)
        db.session.expunge(enterprise)
    return enterprise
