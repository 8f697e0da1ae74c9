"""A handler, and cases on that handler's desk."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.accounts.queries import get_account
from portal.complaints import services
from portal.complaints.rules import Track
from portal.kernel.db import db, write_intent
from tests.factories.complaints import make_case
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
HANDLER = "desk-handler"


@pytest.fixture
def handler(officer: Officer) -> Visitor:
    """Return a handler of the intake department."""
    return officer("handler", name=HANDLER)


def filed(app: Flask, track: Track = Track.COMPLAINT, *, to: str = HANDLER, **facts: Any) -> str:
    """Return the number of a case assigned to this handler; to nobody for an empty name."""
    with app.app_context(), write_intent():
        case = make_case(track, **facts)
        if to:
            person = get_account(to)
            services.assign_case(case, handler=person, by=person)
        db.session.commit()
        return case.reference
