"""The people of the demo: an account for every role, second factors where a role needs one."""

import pyotp

from portal.accounts import queries, second_factor, services
from portal.accounts.models import Account
from portal.accounts.rules import NewAccount
from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db

FIRST_PASSWORD = "Before-{username}-2020"  # noqa: S105 - changed on the day the demo is loaded


def shared_password() -> str:
    """Return the password of every account of the demo."""
    return str(seeds("people")["password"])


def usernames() -> list[str]:
    """Return the names of the demo's accounts, in the order of its file."""
    known = seeds("people")
    return [row["username"] for row in (*known["accounts"], known["owner"])]


def open_accounts(town: Town) -> None:
    """Open every account, on the first day of the demo."""
    for row in seeds("people")["accounts"]:
        facts = NewAccount(
            username=row["username"],
            display_name=row["name"],
            password=FIRST_PASSWORD.format(**row),
            roles=row["roles"],
            department=row.get("department"),
        )
        account = services.create_account(facts=facts, by=SYSTEM)
        if account.needs_second_factor:
            secret = second_factor.begin_totp(account)
            second_factor.confirm_totp(account, pyotp.TOTP(secret).at(clock.now()))
        town.people[account.username] = account
    db.session.flush()


def set_passwords(town: Town) -> Story:
    """Let everybody take the demo's password on its last day, so that none is too old."""
    yield town.at(town.day(1), hour=8)
    for account in town.people.values():
        old = FIRST_PASSWORD.format(username=account.username)
        services.change_password(account, old=old, new=shared_password())


def current_code(account: Account) -> str | None:
    """Return the code that an account's authenticator would show now; None without one."""
    secret = second_factor.secret_of(account)
    return None if secret is None else pyotp.TOTP(secret).at(clock.now())


def list_accounts() -> list[Account]:
    """Return the demo's accounts that exist, in the order of its file."""
    found = (queries.find_account(name) for name in usernames())
    return [account for account in found if account is not None]
