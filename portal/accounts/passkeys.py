"""The second factor by passkey (WebAuthn), where the browser has it. Callers commit."""

import json
import secrets
from dataclasses import dataclass

import webauthn
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import PublicKeyCredentialDescriptor

from portal.accounts.models import Account, Passkey
from portal.accounts.words import WORDS
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import Refused

CHALLENGE_BYTES = 32
LONGEST_LABEL = 80


@dataclass(frozen=True)
class Site:
    """What a passkey is bound to: the site's host, its name and its origin."""

    host: str
    name: str
    origin: str


def new_challenge() -> bytes:
    """Return a challenge for one ceremony."""
    return secrets.token_bytes(CHALLENGE_BYTES)


def _known(account: Account) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=key.credential) for key in account.passkeys]


def registration_options(account: Account, site: Site, challenge: bytes) -> str:
    """Return what the browser needs to make a passkey (JSON)."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_name=account.username,
        user_id=str(account.id).encode(),
        user_display_name=account.display_name,
        challenge=challenge,
        exclude_credentials=_known(account),
    )
    return webauthn.options_to_json(options)


def add_passkey(account: Account, site: Site, challenge: bytes, answer: str, label: str) -> Passkey:
    """Keep the passkey that the browser made; raises Refused where the answer is not right."""
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise Refused(WORDS["passkey_wrong"], field="answer") from None
    passkey = Passkey(
        account=account,
        credential=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        label=label.strip()[:LONGEST_LABEL] or str(WORDS["passkey"]),
        created_at=clock.now(),
    )
    db.session.add(passkey)
    subject = f"account:{account.username}"
    audit.record("account.passkey-added", subject=subject, by=account.actor)
    return passkey


def sign_in_options(account: Account, site: Site, challenge: bytes) -> str:
    """Return what the browser needs to show a passkey (JSON)."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, challenge=challenge, allow_credentials=_known(account)
    )
    return webauthn.options_to_json(options)


def use_passkey(account: Account, site: Site, challenge: bytes, answer: str) -> None:
    """Accept a shown passkey; raises Refused for one that is not this account's or not right."""
    try:
        shown = base64url_to_bytes(json.loads(answer)["id"])
        passkey = next(key for key in account.passkeys if key.credential == shown)
        proof = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
        )
    except (WebAuthnException, StopIteration, ValueError, KeyError, TypeError):
        raise Refused(WORDS["passkey_wrong"], field="answer") from None
    passkey.sign_count = proof.new_sign_count
