"""The number and the secret of a case: made from the submit token, never from the database.

Together they hold 109 bits. Number: 11 places of 31 signs are 54.5 bits, less 0.26 for the draws
thrown away because their check sign is easily mistaken. Secret: 5 words of 2,048 are 55 bits.

Both are derived with a key that the database does not hold, so that sending the same form again
gives the same receipt, and nobody who reads the database can make one. Eleven places of the number
are chance (31 letters and digits that cannot be mistaken for others), one is the check character
of ISO 7064 MOD 37-2, which catches every single wrong character and every swap of neighbours.
"""

import hmac
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from hashlib import shake_256
from pathlib import Path

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_2

from portal.kernel.keys import Keyring

WORDS_FILE = Path(__file__).with_name("words.txt")
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM_LENGTH = 11
GROUP = 4
WORDS_IN_SECRET = 5
DIGITS_IN_WORD = 4
BITS_IN_WORD = 11
HAN = re.compile(r"[\u4e00-\u9fff]+")


@cache
def words() -> tuple[str, ...]:
    """Return the 2,048 everyday words, no two of which sound alike."""
    return tuple(WORDS_FILE.read_text(encoding="utf-8").split())


@cache
def _places() -> Mapping[str, int]:
    return {word: place for place, word in enumerate(words(), 1)}


def _letters(seed: bytes, attempt: int) -> str:
    # 64 bits for each character keep the bias of the remainder below 2^-58.
    stream = shake_256(seed + attempt.to_bytes(4, "big")).digest(8 * RANDOM_LENGTH)
    chunks = (stream[at : at + 8] for at in range(0, len(stream), 8))
    return "".join(LETTERS[int.from_bytes(chunk, "big") % len(LETTERS)] for chunk in chunks)


def number_for(token: str, *, ring: Keyring, prefix: str, year: int) -> str:
    """Return the case number that belongs to a submit token, such as LC26-7K3M-92QF-HT4W."""
    head = f"{prefix}{year % 100:02d}"
    seed = bytes.fromhex(ring.digest("case number", token))
    attempt, body = 0, _letters(seed, 0)
    # The check may fall on a character that is easily mistaken; then the next draw is taken.
    while (check := mod_37_2.calc_check_digit(head + body)) not in LETTERS:
        attempt += 1
        body = _letters(seed, attempt)
    return _grouped(head, body + check)


def _grouped(head: str, body: str) -> str:
    return "-".join([head, *(body[at : at + GROUP] for at in range(0, len(body), GROUP))])


def clean_number(typed: str) -> str | None:
    """Return what somebody typed as a case number is written; None where it cannot be one."""
    plain = unicodedata.normalize("NFKC", typed)[:60].upper()
    plain = "".join(sign for sign in plain if sign.isascii() and sign.isalnum())
    head, body = plain[: -RANDOM_LENGTH - 1], plain[-RANDOM_LENGTH - 1 :]
    if not head or len(body) != RANDOM_LENGTH + 1:
        return None
    try:
        mod_37_2.validate(plain)
    except ValidationError:
        return None
    return _grouped(head, body)


def secret_for(token: str, *, ring: Keyring) -> tuple[str, ...]:
    """Return the five words that belong to a submit token."""
    drawn = int(ring.digest("case secret words", token), 16)
    places = ((drawn >> (BITS_IN_WORD * n)) % len(words()) for n in range(WORDS_IN_SECRET))
    return tuple(words()[place] for place in places)


def digits_of(word: str) -> str:
    """Return the four digits that stand for a word on the telephone: its place in the list."""
    return f"{_places()[word]:0{DIGITS_IN_WORD}d}"


def clean_secret(typed: str) -> str:
    """Return what somebody typed as one secret, in words or digits, as its digest is made.

    Whatever cannot be a secret is returned as something that is none, so that it is compared in
    the same time as any other.
    """
    plain = unicodedata.normalize("NFKC", typed)[:200]
    signs = "".join(HAN.findall(plain))
    digits = "".join(sign for sign in plain if sign.isascii() and sign.isdigit())
    if not signs and len(digits) == WORDS_IN_SECRET * DIGITS_IN_WORD:
        places = [
            int(digits[at : at + DIGITS_IN_WORD]) for at in range(0, len(digits), DIGITS_IN_WORD)
        ]
        known = all(1 <= place <= len(words()) for place in places)
        return "".join(words()[place - 1] for place in places) if known else ""
    return signs


def strange_words(typed: str) -> tuple[int, ...]:
    """Return the places, from 1, at which no word of the list was typed; empty where all are.

    The list is public, so that a slip can be named before anything is looked up. What is not
    five words, or twenty digits, has a 0.
    """
    plain = unicodedata.normalize("NFKC", typed)[:200]
    signs = "".join(HAN.findall(plain))
    if not signs:
        return () if clean_secret(typed) else (0,)
    size = len(words()[0])
    if len(signs) != WORDS_IN_SECRET * size:
        return (0,)
    told = (signs[at : at + size] for at in range(0, len(signs), size))
    return tuple(place for place, word in enumerate(told, 1) if word not in _known())


@cache
def _known() -> frozenset[str]:
    return frozenset(words())


def secret_digest(reference: str, secret: str, *, ring: Keyring) -> str:
    """Return the keyed digest of a secret that is kept with its case."""
    return ring.digest("case secret", f"{reference}\n{secret}")


def is_secret(reference: str, typed: str, expected: str | None, *, ring: Keyring) -> bool:
    """Whether the typed secret is the case's; takes as long where there is no case."""
    given = secret_digest(reference, clean_secret(typed), ring=ring)
    nothing = secret_digest("", "", ring=ring)
    is_same = hmac.compare_digest(given, expected or nothing)
    return is_same and expected is not None
