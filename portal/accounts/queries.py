"""Reads of accounts."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.accounts.models import Account, SignIn
from portal.kernel.audit import AuditLine, first_broken_line
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.paging import Page, decode_cursor, encode_cursor

LINES_ON_PAGE = 50


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


def list_sign_ins(account: Account) -> Sequence[SignIn]:
    """Return the open sessions of a person, the newest first; some may have run out by now."""
    asked = select(SignIn).filter_by(account_id=account.id).order_by(SignIn.started_at.desc())
    return db.session.scalars(asked).all()


def page_of_audit_lines(
    *, subject: str = "", actor: str = "", before: str | None = None
) -> Page[AuditLine]:
    """Return lines newest first; ``before`` is the cursor of the page that was read."""
    wanted = select(AuditLine).order_by(AuditLine.id.desc()).limit(LINES_ON_PAGE + 1)
    if subject:
        wanted = wanted.where(AuditLine.subject.startswith(subject, autoescape=True))
    if actor:
        wanted = wanted.where(AuditLine.actor == actor)
    if before:
        (last,) = decode_cursor(before, length=1)
        if not isinstance(last, int):
            raise NotFound(before)
        wanted = wanted.where(AuditLine.id < last)
    lines = db.session.scalars(wanted).all()
    shown = lines[:LINES_ON_PAGE]
    more = encode_cursor(shown[-1].id) if len(lines) > LINES_ON_PAGE else None
    return Page(items=shown, earlier=more)


def find_broken_line() -> AuditLine | None:
    """Return the first line of the log that was altered or taken out, or None."""
    return first_broken_line()
