"""What pages of sampling meet outside the portal."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.kernel.mail import Mailer
from tests.mail_server import MailServer, listening


@pytest.fixture
def post(app: Flask) -> Iterator[MailServer]:
    """Return the mail server of a portal that has one."""
    with listening() as server:
        app.extensions["portal.mailer"] = Mailer.at(server.address, "portal@example.org")
        app.config["PORTAL_BASE_URL"] = "https://portal.example.org"
        yield server
    app.extensions["portal.mailer"] = app.config["PORTAL_BASE_URL"] = None
