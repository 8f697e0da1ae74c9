"""What can be done to accounts and sign-ins. Callers commit."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal.accounts import queries, rules
from portal.accounts.models import Account, SignIn
from portal.accounts.words import WORDS
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused

# 19 MiB, two passes: the first of the parameter sets that OWASP recommends for Argon2id. The
# library's default (64 MiB) would let four people signing in at once fill a small machine.
hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = hasher.hash(secrets.token_hex(16))
SHORTEST_PASSWORD = 10
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOKEN_BYTES = 32


def create_account(
    *,
    username: str,
    display_name: str,
    password: str,
    roles: Iterable[str],
    by: Actor,
    department: str | None = None,
) -> Account:
    """Open an account. Raises Refused with the field: taken name, short password, unknown role."""
    name = username.strip().lower()
    codes = sorted(set(roles))
    if not name or queries.find_account(name) is not None:
        raise Refused(WORDS["username_taken"], field="username")
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(WORDS["password_short"], field="password")
    if not codes or set(codes) - set(rules.roles()):
        raise Refused(WORDS["role_unknown"], field="roles")
    account = Account(
        username=name,
        display_name=display_name.strip() or name,
        password_hash=hasher.hash(password),
        roles=codes,
        department=department,
        is_active=True,
        created_at=clock.now(),
    )
    db.session.add(account)
    after = {"roles": codes, "department": department}
    audit.record("account.created", subject=f"account:{name}", by=by, after=after)
    return account


def password_is_right(account: Account | None, password: str) -> bool:
    """Whether the password is the account's; takes as long where there is no account."""
    try:
        hasher.verify(account.password_hash if account else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return account is not None and account.is_active


def digest_of(token: str) -> str:
    """Return what the database keeps of a session token."""
    return hashlib.sha256(token.encode()).hexdigest()


def start_sign_in(account: Account, *, is_proven: bool) -> str:
    """Open a session and return its token, which nobody but the browser keeps.

    ``is_proven`` says that the second factor was shown (or that none is asked of this person).
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = clock.now()
    db.session.add(
        SignIn(
            digest=digest_of(token),
            account=account,
            started_at=now,
            seen_at=now,
            proven_at=now if is_proven else None,
        )
    )
    audit.record("account.signed-in", subject=f"account:{account.username}", by=account.actor)
    return token


def is_alive(sign_in: SignIn) -> bool:
    """Whether a session is neither too long idle nor too old."""
    now = clock.now()
    return (
        sign_in.account.is_active
        and now - sign_in.seen_at <= IDLE
        and now - sign_in.started_at <= ABSOLUTE
    )
