"""A site with a runner that tests put their own in the place of."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask import Flask

from portal.jobs import runners
from portal.jobs.runners import Progress

KIND = "test.work"
Payload = Mapping[str, Any]


def ignore(_payload: Payload, _progress: Progress) -> None:
    """Do nothing, with success."""


@pytest.fixture
def standing(app: Flask) -> Iterator[Flask]:
    """Stand in the site with a runner to be replaced; what is committed stays."""
    with app.app_context():
        runners.register(KIND, ignore)
        yield app
