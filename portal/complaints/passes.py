"""What the door takes where it asks for patience: a wait that was kept, or a proof of work.

A ticket says when it was given out and how long to wait; it is signed, and counts once. The proof
is a challenge of the ALTCHA protocol, which a browser with script works off while one reads.
"""

import base64
import json
import secrets
from dataclasses import dataclass

import altcha
from itsdangerous import BadData, URLSafeSerializer

from portal.complaints import intake
from portal.extensions import keyring
from portal.kernel import clock

ALGORITHM = "PBKDF2/SHA-256"
NONCE_BYTES = 16
LONGEST_PASS = 4000


@dataclass(frozen=True)
class Toll:
    """What is asked of one visitor: so many seconds from now, with the ticket that proves them."""

    seconds: int
    ticket: str
    challenge: str


@dataclass(frozen=True)
class Shown:
    """What a visitor shows: whose pass it is by name, and the seconds still missing."""

    name: str
    missing: int


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(keyring().derive("gate ticket").hex(), salt="wait")


def give_out(seconds: int, ticket: str = "") -> Toll:
    """Return what is asked: a new ticket, or the one already shown where it still runs."""
    shown = _read_ticket(ticket)
    if shown is None:
        shown = Shown("", seconds)
        told = [secrets.token_hex(NONCE_BYTES), int(clock.now().timestamp()), seconds]
        ticket = str(_signer().dumps(told))
    return Toll(max(shown.missing, 1), ticket, _challenge())


def _challenge() -> str:
    made = altcha.create_challenge(
        ALGORITHM,
        intake.proof_cost(),
        expires_at=clock.now() + intake.pass_life(),
        hmac_secret=keyring().derive("gate proof"),
    )
    return json.dumps(made.to_dict(), separators=(",", ":"))


def is_running(ticket: str) -> bool:
    """Whether somebody shows a ticket of ours, be its wait over or not."""
    return _read_ticket(ticket) is not None


def find_paid(ticket: str, proof: str) -> str | None:
    """Return the name of the pass that lets its bearer in, or None where there is none.

    Whoever lets somebody in has to note the name as used.
    """
    worked = _read_proof(proof)
    if worked is not None:
        return worked
    shown = _read_ticket(ticket)
    return shown.name if shown is not None and shown.missing <= 0 else None


def _read_ticket(ticket: str) -> Shown | None:
    try:
        name, given_at, seconds = _signer().loads(ticket[:LONGEST_PASS])
    except (BadData, ValueError, TypeError):
        return None
    age = int(clock.now().timestamp()) - given_at
    # Given out in the future: the clock was moved back since. A new one costs less than the rest.
    if not 0 <= age <= intake.pass_life().total_seconds():
        return None
    return Shown(f"ticket {name}", min(seconds, seconds - age))


def _read_proof(proof: str) -> str | None:
    if not proof or len(proof) > LONGEST_PASS:
        return None
    try:
        verdict = altcha.verify_solution(proof, keyring().derive("gate proof"))
        told = json.loads(base64.b64decode(proof))
        nonce = str(told["challenge"]["parameters"]["nonce"])
    except (ValueError, KeyError, TypeError):
        return None
    return f"proof {nonce}" if verdict.verified else None
