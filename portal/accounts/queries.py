"""Reads of accounts."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.accounts.models import Account
from portal.kernel.db import db
from portal.kernel.errors import NotFound


def find_account(username: str) -> Account | None:
    """Return the account with this user name, if there is one."""
    return db.session.scalar(select(Account).filter_by(username=username.strip().lower()))


def get_account(username: str) -> Account:
    """Return the account with this user name."""
    account = find_account(username)
    if account is None:
        raise NotFound(username)
    return account


def list_accounts(role: str | None = None) -> Sequence[Account]:
    """Return every account by user name; with ``role``, those who hold it."""
    accounts = db.session.scalars(select(Account).order_by(Account.username)).all()
    return [account for account in accounts if role is None or role in account.roles]
