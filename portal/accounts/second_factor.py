"""The second factor: codes from an authenticator app (TOTP, RFC 6238). Callers commit."""

import secrets

import pyotp

from portal.accounts import services
from portal.accounts.models import Account, SignIn
from portal.accounts.words import WORDS
from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import Refused

PURPOSE = "totp"
STEP_SECONDS = 30
# One step either way, for telephones whose clocks are off (RFC 6238, 5.2).
NEIGHBOURS = (0, -1, 1)


def begin_totp(account: Account) -> str:
    """Give the account a new secret, not in force before a first code; return it (base32)."""
    secret = pyotp.random_base32()
    account.totp_secret = keyring().seal(PURPOSE, secret, context=account.username)
    account.totp_confirmed_at = None
    account.totp_last_step = None
    return secret


def secret_of(account: Account) -> str | None:
    """Return the account's secret (base32), or None where it has none."""
    if account.totp_secret is None:
        return None
    return keyring().open(PURPOSE, account.totp_secret, context=account.username)


def provisioning_address(account: Account, *, issuer: str) -> str:
    """Return the otpauth address that an authenticator app reads from a QR code."""
    totp = pyotp.TOTP(secret_of(account) or "")
    return totp.provisioning_uri(name=account.username, issuer_name=issuer)


def _matching_step(account: Account, code: str) -> int | None:
    secret = secret_of(account)
    if secret is None:
        return None
    now = int(clock.now().timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in (now + offset for offset in NEIGHBOURS):
        if secrets.compare_digest(totp.at(step * STEP_SECONDS).encode(), code.encode()):
            return step
    return None


def use_code(account: Account, code: str) -> None:
    """Accept a code, each at most once; raises Refused for a wrong or used one."""
    step = _matching_step(account, code.replace(" ", ""))
    if step is None or (account.totp_last_step is not None and step <= account.totp_last_step):
        raise Refused(WORDS["code_wrong"], field="code")
    account.totp_last_step = step


def confirm_totp(account: Account, code: str) -> None:
    """Put the secret in force, now that the app has shown a right code."""
    use_code(account, code)
    account.totp_confirmed_at = clock.now()
    subject = f"account:{account.username}"
    audit.record("account.second-factor-set", subject=subject, by=account.actor)


def prove(pending: SignIn) -> str:
    """End the half-open sign-in and open a full one; the token changes with the rights."""
    account = pending.account
    db.session.delete(pending)
    return services.start_sign_in(account, is_proven=True)
