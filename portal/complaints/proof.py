"""What pages and programmes are told of signed receipts and the keys behind them."""

import base64
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import format_datetime

from portal.complaints.rules import Clock, Track
from portal.complaints.signed import DigestedFile, Statement
from portal.complaints.words import label
from portal.kernel.signing import VerifyingKey
from portal.places.profile import current_place
from portal.web.locale import language

# What verifies a receipt with openssl 3.0 alone.
OPENSSL = """\
sed '/^signature: /,$d' receipt.txt > signed.txt
sed -n 's/^signature: //p' receipt.txt | base64 -d > signature.bin
openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed.txt -sigfile signature.bin"""


@dataclass(frozen=True)
class StatementFacts:
    """What a genuine receipt says, in the reader's words."""

    number: str
    place: str
    track: str
    rule: str
    received_at: datetime
    received: str
    text_sha256: str
    request_sha256: str | None
    files: tuple[DigestedFile, ...]
    due: tuple[tuple[str, date | None], ...]


def facts_of(told: Statement) -> StatementFacts:
    """Return what a receipt says; a word that is no longer in use stands for itself."""
    place = current_place().place
    return StatementFacts(
        number=told.number,
        place=place.full_name.in_(language()) if told.place == place.code else told.place,
        track=label(Track(told.track)) if told.track in set(Track) else told.track,
        rule=told.rule,
        received_at=told.received_at,
        received=format_datetime(told.received_at, "yyyy-MM-dd HH:mm:ss"),
        text_sha256=told.text_sha256,
        request_sha256=told.request_sha256,
        files=told.files,
        due=tuple((_clock(one.clock), one.on) for one in told.due),
    )


def _clock(name: str) -> str:
    return label(Clock(name)) if name in set(Clock) else name


def key_document(key: VerifyingKey) -> dict[str, Any]:
    """Return a public key for programmes: as JSON Web Key (RFC 8037) and as PEM."""
    return {
        "kid": key.key_id,
        "kty": "OKP",
        "crv": "Ed25519",
        "use": "sig",
        "x": base64.urlsafe_b64encode(key.public).decode().rstrip("="),
        "pem": key.pem,
        "since": key.since.isoformat(timespec="seconds"),
        "until": key.until.isoformat(timespec="seconds") if key.until else None,
    }
