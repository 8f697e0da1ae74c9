"""Coming in and going out: the password, the throttle, and what is written down about both."""

from dataclasses import dataclass

from portal.accounts import queries, services
from portal.accounts.models import SignIn
from portal.accounts.policy import current_policy
from portal.accounts.words import WORDS
from portal.extensions import keyring
from portal.kernel import audit, throttle
from portal.kernel.audit import Actor
from portal.kernel.db import db, own_transaction
from portal.kernel.errors import Busy, Refused

BY_NAME, BY_NETWORK, BY_CODE = "sign-in by name", "sign-in by network", "second factor"
UNKNOWN = "?"
KEY_LENGTH = 32


@dataclass(frozen=True)
class Entry:
    """A password that was right, and what is still to be shown."""

    token: str
    is_whole: bool
    has_factor: bool
    home: str


def enter(*, username: str, password: str, bucket: str) -> Entry:
    """Check a password; raises Refused with the same words whether the name or it is wrong.

    Tries are counted by user name and by network, in a transaction of their own, before the
    password is looked at: a wrong try counts whatever becomes of the request.
    """
    allowed = current_policy().limits
    name = username.strip().lower()[:60]
    try:
        throttle.count_try(BY_NETWORK, bucket, limit=allowed.by_network)
        throttle.count_try(BY_NAME, _counted_as(name), limit=allowed.by_name)
    except Busy:
        raise Refused(WORDS["too_often"], field="username") from None
    account = queries.find_account(name)
    if account is None or not services.password_is_right(account, password):
        if account is None:
            services.password_is_right(None, password)
        # A name that is no account's may be anything, a password typed one line too high among it.
        _write_failure(UNKNOWN if account is None else name)
        raise Refused(WORDS["wrong"], field="password")
    is_whole = not account.needs_second_factor
    has_factor = account.has_second_factor
    return Entry(
        token=services.start_sign_in(account, is_proven=is_whole),
        is_whole=is_whole,
        has_factor=has_factor,
        home=account.home,
    )


def count_code(username: str) -> None:
    """Count one try of a second factor, as tries of a password are counted."""
    try:
        throttle.count_try(BY_CODE, _counted_as(username), limit=current_policy().limits.by_name)
    except Busy:
        raise Refused(WORDS["too_often"], field="code") from None


def _counted_as(name: str) -> str:
    return keyring().digest("sign-in throttle", name)[:KEY_LENGTH]


def _write_failure(name: str) -> None:
    by = Actor(kind="visitor", name="visitor")
    with own_transaction() as own:
        audit.record("account.sign-in-failed", subject=f"account:{name}", by=by, session=own)


def leave(token: str) -> None:
    """End a session."""
    sign_in = db.session.get(SignIn, services.digest_of(token))
    if sign_in is not None:
        by = sign_in.account.actor
        db.session.delete(sign_in)
        audit.record("account.signed-out", subject=f"account:{by.name}", by=by)
