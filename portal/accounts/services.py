"""What can be done to accounts and sign-ins. Callers commit."""

import hashlib
import re
import secrets
from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import lazy_gettext
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from portal.accounts import guessing, queries, rules
from portal.accounts.models import Account, SignIn
from portal.accounts.policy import current_policy
from portal.accounts.rules import NewAccount
from portal.accounts.words import WORDS
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.places.profile import current_place

# 19 MiB, two passes: the first of the parameter sets that OWASP recommends for Argon2id. The
# library's default (64 MiB) would let four people signing in at once fill a small machine.
hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = hasher.hash(secrets.token_hex(16))
USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
TOKEN_BYTES = 32


def check_account(facts: NewAccount) -> None:
    """Refuse, at the field: a taken or odd name, a short password, an unknown role or office."""
    if not USERNAME.fullmatch(facts.username):
        raise Refused(WORDS["username_shape"], field="username")
    if queries.find_account(facts.username) is not None:
        raise Refused(WORDS["username_taken"], field="username")
    check_password(facts.password, known=(facts.username, facts.display_name))
    if not facts.roles or set(facts.roles) - set(rules.roles()):
        raise Refused(WORDS["role_unknown"], field="roles")
    # Whoever acts for an enterprise holds no other role, and no administrator gives that one.
    bound = {code for code in facts.roles if rules.is_bound([code])}
    if bound and not (facts.is_bound and bound == set(facts.roles)):
        raise Refused(WORDS["role_unknown"], field="roles")
    if facts.department and current_place().departments.find(facts.department) is None:
        raise Refused(WORDS["department_unknown"], field="department")


def check_password(password: str, *, known: Sequence[str] = ()) -> None:
    """Refuse a password that is shorter or simpler than the place asks, or that is guessed early.

    ``known`` are words about the person, which somebody who guesses would try.
    """
    rule = current_policy().password
    if not rule.accepts(password):
        words = lazy_gettext(
            "密码至少 %(length)s 个字符，并含小写、大写、数字、其他符号中的 %(kinds)s 种",
            length=rule.shortest,
            kinds=rule.classes,
        )
        raise Refused(words, field="password")
    place = current_place().place
    if guessing.is_guessed_early(password, (*known, place.code, place.name.en, place.site_name.en)):
        raise Refused(WORDS["password_guessed"], field="password")


def change_password(account: Account, *, old: str, new: str) -> None:
    """Take a new password from somebody who knows the old one; other sessions end."""
    if not password_is_right(account, old):
        raise Refused(WORDS["wrong_old"], field="old")
    check_password(new, known=(account.username, account.display_name))
    account.password_hash = hasher.hash(new)
    account.password_changed_at = clock.now()
    end_sign_ins(account)
    subject = f"account:{account.username}"
    audit.record("account.password-changed", subject=subject, by=account.actor)


def password_is_old(account: Account) -> bool:
    """Whether the place asks for a new password by now."""
    age = current_policy().password_age
    return age is not None and clock.now() - account.password_changed_at > age


def create_account(*, facts: NewAccount, by: Actor) -> Account:
    """Open an account; raises Refused with the field that is not right."""
    check_account(facts)
    account = Account(
        username=facts.username,
        display_name=facts.display_name.strip() or facts.username,
        password_hash=hasher.hash(facts.password),
        roles=sorted(set(facts.roles)),
        department=facts.department or None,
        is_active=True,
        created_at=clock.now(),
        password_changed_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(account)
            db.session.flush()
    except IntegrityError:  # somebody else took the name in between
        raise Refused(WORDS["username_taken"], field="username") from None
    after = {"roles": account.roles, "department": account.department}
    audit.record("account.created", subject=f"account:{account.username}", by=by, after=after)
    return account


def grant_role(account: Account, role: str, *, by: Actor) -> None:
    """Give somebody who has an account one role more; one they hold already changes nothing."""
    if role in account.roles:
        return
    if role not in rules.roles() or rules.is_bound([role, *account.roles]):
        raise Refused(WORDS["role_unknown"], field="roles")
    before = {"roles": account.roles}
    account.roles = sorted({*account.roles, role})
    subject, after = f"account:{account.username}", {"roles": account.roles}
    audit.record("account.role-granted", subject=subject, by=by, before=before, after=after)


def switch_account(account: Account, *, is_active: bool, by: Actor) -> None:
    """Close an account and end its sessions, or open it again; nobody closes the own one."""
    if account.username == by.name:
        raise Refused(WORDS["own_account"])
    before = {"is_active": account.is_active}
    account.is_active = is_active
    if not is_active:
        end_sign_ins(account)
    audit.record(
        "account.opened" if is_active else "account.closed",
        subject=f"account:{account.username}",
        by=by,
        before=before,
        after={"is_active": is_active},
    )


def reset_second_factor(account: Account, *, by: Actor) -> None:
    """Forget a lost second factor and end the sessions that it opened."""
    account.totp_secret = account.totp_confirmed_at = account.totp_last_step = None
    account.passkeys.clear()
    end_sign_ins(account)
    subject = f"account:{account.username}"
    audit.record("account.second-factor-reset", subject=subject, by=by)


def end_sign_ins(account: Account, *, but: str = "") -> int:
    """End every session of this person, except the one with the token ``but``; return how many."""
    ended = delete(SignIn).where(SignIn.account_id == account.id, SignIn.digest != digest_of(but))
    return len(db.session.scalars(ended.returning(SignIn.digest)).all())


def end_other_sign_ins(account: Account, *, but: str, by: Actor) -> None:
    """End a person's sessions on other devices, or all of them where ``but`` is no token."""
    count = end_sign_ins(account, but=but)
    subject = f"account:{account.username}"
    audit.record("account.sessions-ended", subject=subject, by=by, after={"count": count})


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
    now, policy = clock.now(), current_policy()
    if not sign_in.account.is_active:
        return False
    if policy.idle is not None and now - sign_in.seen_at > policy.idle:
        return False
    return policy.longest is None or now - sign_in.started_at <= policy.longest
