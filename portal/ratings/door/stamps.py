"""The stamp in a printed code: a grade, the day it was printed, and this site's signature.

Twenty-four bytes, so that the code stays coarse enough to be scanned from a small sign: one byte
for the kind, five for the reference, two for the day, sixteen of a keyed digest (HMAC-SHA-256,
cut to 128 bits). Its key comes from the master key, which lies outside the database: whoever can
write to the database, or read a backup of it, still cannot make a sign.
"""

import base64
import binascii
import hmac
import re
import struct
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.enterprises.rules import REFERENCE_ALPHABET, clean_reference
from portal.kernel.keys import Keyring

PURPOSE = "ratings.door.stamp"
FIRST_DAY = date(2020, 1, 1)
BODY = struct.Struct(">B5sH")
SIGNATURE_BYTES = 16
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)
GRADE_REFERENCE = re.compile(r"R-[0-9a-f]{10}", re.ASCII)
REFERENCE_BYTES = 5


class StampKind(StrEnum):
    """What a sign speaks of."""

    GRADE = "grade"
    NO_GRADE = "no-grade"


# The byte that stands for each kind; a number once printed is never given to another one.
NUMBERS = {StampKind.GRADE: 1, StampKind.NO_GRADE: 2}


@dataclass(frozen=True)
class Stamp:
    """What a sign says: a grade (``R-…``), or that an enterprise (``E-…``) had none, on a day."""

    kind: StampKind
    reference: str
    printed_on: date


def sign_stamp(stamp: Stamp, *, ring: Keyring) -> str:
    """Return the stamp as 32 characters that go into an address."""
    body = BODY.pack(NUMBERS[stamp.kind], _packed(stamp), (stamp.printed_on - FIRST_DAY).days)
    return base64.urlsafe_b64encode(body + _signature(body, ring)).decode("ascii")


def read_stamp(token: str, *, ring: Keyring) -> Stamp | None:
    """Return what a token says, or None where this site did not make it exactly so."""
    if not TOKEN.fullmatch(token):
        return None
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except binascii.Error:  # pragma: no cover - the pattern lets only whole groups through
        return None
    body, signature = raw[: BODY.size], raw[BODY.size :]
    if not hmac.compare_digest(signature, _signature(body, ring)):
        return None
    number, packed, days = BODY.unpack(body)
    kind = next((kind for kind, known in NUMBERS.items() if known == number), None)
    if kind is None:
        return None
    return Stamp(kind, _unpacked(kind, packed), FIRST_DAY + timedelta(days=days))


def _signature(body: bytes, ring: Keyring) -> bytes:
    return bytes.fromhex(ring.digest(PURPOSE, body.hex()))[:SIGNATURE_BYTES]


def _packed(stamp: Stamp) -> bytes:
    if stamp.kind is StampKind.GRADE:
        if not GRADE_REFERENCE.fullmatch(stamp.reference):
            raise ValueError(stamp.reference)
        return bytes.fromhex(stamp.reference.removeprefix("R-"))
    reference = clean_reference(stamp.reference)
    if reference is None:
        raise ValueError(stamp.reference)
    number = 0
    for sign in reference.removeprefix("E-"):
        number = number * len(REFERENCE_ALPHABET) + REFERENCE_ALPHABET.index(sign)
    return number.to_bytes(REFERENCE_BYTES, "big")


def _unpacked(kind: StampKind, packed: bytes) -> str:
    if kind is StampKind.GRADE:
        return f"R-{packed.hex()}"
    number, signs = int.from_bytes(packed, "big"), ""
    for _position in range(REFERENCE_BYTES * 8 // 5):
        number, at = divmod(number, len(REFERENCE_ALPHABET))
        signs = REFERENCE_ALPHABET[at] + signs
    return f"E-{signs}"
