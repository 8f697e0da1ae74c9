"""People for tests."""

from itertools import count

from flask.testing import FlaskClient

from portal.accounts import queries, services
from portal.accounts.models import Account
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, write_intent

PASSWORD = "correct horse battery"
_numbers = count(1)
# Argon2 on purpose takes its time; the tests need it to be right, not slow.
services.hasher.time_cost, services.hasher.memory_cost = 1, 8


def make_account(*roles: str, department: str | None = None, name: str = "") -> Account:
    """Return a new account; the caller commits."""
    username = name or f"{roles[0]}-{next(_numbers)}"
    known = queries.find_account(username)
    return known or services.create_account(
        username=username,
        display_name=username,
        password=PASSWORD,
        roles=roles,
        department=department,
        by=SYSTEM,
    )


def sign_in(
    client: FlaskClient, *roles: str, department: str | None = None, name: str = ""
) -> None:
    """Sign the client in as a new person with these roles, second factor shown."""
    with client.application.app_context(), write_intent():
        account = make_account(*roles, department=department, name=name)
        token = services.start_sign_in(account, is_proven=True)
        db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
