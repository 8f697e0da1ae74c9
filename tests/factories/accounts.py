"""People for tests."""

from collections.abc import Sequence
from itertools import count

from argon2 import PasswordHasher
from flask.testing import FlaskClient

from portal.accounts import guessing, queries, services
from portal.accounts.models import Account
from portal.accounts.rules import NewAccount
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, write_intent

PASSWORD = "Correct horse battery 1"
_numbers = count(1)
# Argon2 on purpose takes its time; the tests need it to be right, not slow.
services.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_look_up = guessing.is_guessed_early


def look_up(password: str, known: Sequence[str]) -> bool:
    """Look a password up, but not everybody's, which is known to stand in no list."""
    return password != PASSWORD and _look_up(password, known)


guessing.is_guessed_early = look_up


def make_account(*roles: str, department: str | None = None, name: str = "") -> Account:
    """Return a new account; the caller commits."""
    username = name or f"{roles[0]}-{next(_numbers)}"
    known = queries.find_account(username)
    facts = NewAccount(username, username, PASSWORD, roles, department)
    return known or services.create_account(facts=facts, by=SYSTEM)


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
