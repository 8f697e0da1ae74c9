"""Codes that are handed out on paper, numbers that riders sign in with, and the PIN."""

import hmac
import re
import unicodedata

from portal.complaints import policy
from portal.extensions import keyring
from portal.rewards.codes import ALPHABET, GROUP

CODE_GROUPS, NUMBER_GROUPS = 3, 2
NUMBER = re.compile(rf"QS-?([{ALPHABET}]{{{GROUP}}})-?([{ALPHABET}]{{{GROUP}}})")
LONGEST = 60


def code_of(token: str, place: int) -> str:
    """Return one code of a batch, such as LC-7K3M-92QF-HT4W: about 59 bits, made of its token.

    The token is never kept: a form sent twice gives the same sheet, and nobody who reads the
    database can make one.
    """
    return f"{policy.reference_prefix()}-{_signs(f'rider code {place}', token, CODE_GROUPS)}"


def new_number(token: str) -> str:
    """Return the number under which a rider signs in; it holds no name and no place of work."""
    return f"QS-{_signs('rider number', token, NUMBER_GROUPS)}"


def _signs(purpose: str, token: str, groups: int) -> str:
    drawn = int(keyring().digest(purpose, token), 16)
    signs = ""
    for _ in range(groups * GROUP):
        drawn, place = divmod(drawn, len(ALPHABET))
        signs += ALPHABET[place]
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def plain(typed: str) -> str:
    """Return what was typed in capitals, without blanks and dashes."""
    told = unicodedata.normalize("NFKC", typed)[:LONGEST].upper()
    return "".join(sign for sign in told if sign.isascii() and sign.isalnum())


def is_of_another_place(typed: str) -> bool:
    """Whether a code has the form of a code and begins with another place's letters."""
    told, own = plain(typed), policy.reference_prefix()
    head, body = told[: -CODE_GROUPS * GROUP], told[-CODE_GROUPS * GROUP :]
    return (
        len(head) >= len(own) and head.isalpha() and head != own and not set(body) - set(ALPHABET)
    )


def digest_of_code(typed: str) -> str:
    """Return what is kept of a code: a keyed digest, the same however it was typed."""
    return keyring().digest("rider code", plain(typed)[-CODE_GROUPS * GROUP :])


def clean_number(typed: str) -> str | None:
    """Return a rider's number as numbers are written; None where it cannot be one."""
    found = NUMBER.fullmatch(plain(typed))
    return f"QS-{found[1]}-{found[2]}" if found else None


def digest_of_pin(number: str, pin: str) -> str:
    """Return what is kept of a PIN: a digest with a key that the database does not hold."""
    return keyring().digest("rider pin", f"{number}\n{unicodedata.normalize('NFKC', pin).strip()}")


def is_pin(number: str, typed: str, expected: str | None) -> bool:
    """Whether the PIN is the rider's; takes as long where there is no rider."""
    given = digest_of_pin(number, typed)
    is_same = hmac.compare_digest(given, expected or digest_of_pin("", ""))
    return is_same and expected is not None


def tag_of(rider_number: str) -> str:
    """Return what stands with a tip for its rider: without the key it leads to nobody."""
    return keyring().digest("rider of a tip", rider_number)
