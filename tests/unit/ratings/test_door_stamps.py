"""Promises of the signed code: what this site wrote is read back, and nothing else is."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from portal.enterprises.rules import REFERENCE_ALPHABET, new_reference
from portal.kernel.keys import Keyring
from portal.ratings.door.stamps import (
    FIRST_DAY,
    PURPOSE,
    TOKEN,
    Stamp,
    StampKind,
    read_stamp,
    sign_stamp,
)
from portal.web.codes import code_of, svg_of

RING = Keyring(b"of tests only, thirty-two bytes!")
STAMP = Stamp(StampKind.GRADE, "R-0123456789", date(2026, 11, 22))
TOKEN_OF_STAMP = sign_stamp(STAMP, ring=RING)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
DAYS = st.integers(0, 65_535).map(lambda days: FIRST_DAY + timedelta(days=days))


@settings(max_examples=60)
@given(st.binary(min_size=5, max_size=5), DAYS)
def test_a_grade_is_read_back_as_it_was_signed(body: bytes, day: date) -> None:
    stamp = Stamp(StampKind.GRADE, f"R-{body.hex()}", day)
    token = sign_stamp(stamp, ring=RING)
    assert TOKEN.fullmatch(token)
    assert read_stamp(token, ring=RING) == stamp


@settings(max_examples=40)
@given(DAYS)
def test_an_enterprise_without_a_grade_is_read_back(day: date) -> None:
    stamp = Stamp(StampKind.NO_GRADE, new_reference(), day)
    assert read_stamp(sign_stamp(stamp, ring=RING), ring=RING) == stamp


def test_every_single_changed_sign_is_refused() -> None:
    changed = [
        TOKEN_OF_STAMP[:at] + other + TOKEN_OF_STAMP[at + 1 :]
        for at in range(len(TOKEN_OF_STAMP))
        for other in ALPHABET
        if other != TOKEN_OF_STAMP[at]
    ]
    assert len(changed) == 32 * 63
    assert [token for token in changed if read_stamp(token, ring=RING)] == []


@settings(max_examples=60)
@given(st.binary(min_size=24, max_size=24), st.text(max_size=64))
@example(b"\x00" * 24, "")
@example(b"\x00" * 24, TOKEN_OF_STAMP + "\n")
@example(b"\x00" * 24, TOKEN_OF_STAMP.replace("A", "\uff21"))
@example(b"\x00" * 24, TOKEN_OF_STAMP + "=")
def test_what_this_site_did_not_write_is_refused(raw: bytes, text: str) -> None:
    import base64

    assume(text != TOKEN_OF_STAMP)
    assert read_stamp(base64.urlsafe_b64encode(raw).decode(), ring=RING) is None
    assert read_stamp(text, ring=RING) is None


def test_another_site_cannot_sign() -> None:
    other = Keyring(b"another site has another key...!")
    assert read_stamp(TOKEN_OF_STAMP, ring=other) is None


def test_a_kind_that_was_never_given_is_refused_even_when_signed() -> None:
    import base64

    body = b"\x09" + b"\x00" * 7
    signature = bytes.fromhex(RING.digest(PURPOSE, body.hex()))[:16]
    token = base64.urlsafe_b64encode(body + signature).decode()
    assert read_stamp(token, ring=RING) is None


@pytest.mark.parametrize("reference", ["R-12", "R-0123456789x", "E-ABC", ""])
@pytest.mark.parametrize("kind", StampKind)
def test_what_is_no_reference_is_not_signed(kind: StampKind, reference: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reference itself is the message
        sign_stamp(Stamp(kind, reference, date(2026, 1, 1)), ring=RING)


def test_the_alphabet_fills_its_five_bytes_exactly() -> None:
    assert len(REFERENCE_ALPHABET) == 2**5


def test_the_code_keeps_its_quiet_zone() -> None:
    code = code_of("https://portal.example.org/door/" + TOKEN_OF_STAMP)
    assert code.size <= 45  # version 5 at most: coarse enough for a small sign
    assert code.path.startswith("M4 4h7v1h-7z")
    assert f'viewBox="0 0 {code.size} {code.size}"' in svg_of(code)
