"""Number and secret: strong enough, and every slip of the pen is caught."""

import math
import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.complaints import receipt
from portal.kernel.keys import Keyring

RING = Keyring(b"k" * 32)
OTHER = Keyring(b"o" * 32)
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
tokens = st.text(min_size=1, max_size=40)


def number(token: str, prefix: str = "LC") -> str:
    """Return the number of a token."""
    return receipt.number_for(token, ring=RING, prefix=prefix, year=2026)


def test_number_and_secret_together_hold_at_least_100_bits() -> None:
    # The check character is computed. Draws whose check character is hard to read are thrown
    # away, which keeps 31 of 37 and costs log2(37/31) bits.
    random_part = receipt.RANDOM_LENGTH * math.log2(len(receipt.LETTERS)) - math.log2(37 / 31)
    secret = receipt.WORDS_IN_SECRET * math.log2(len(receipt.words()))
    assert secret == 55
    assert random_part + secret > 109


def test_the_words_are_2048_plain_ones_of_two_characters() -> None:
    words = receipt.words()
    assert len(words) == len(set(words)) == 2048 == 2**receipt.BITS_IN_WORD
    assert all(re.fullmatch("[\u4e00-\u9fff]{2}", word) for word in words)


def test_no_two_words_sound_alike_on_the_telephone() -> None:
    from pypinyin import lazy_pinyin

    sounds = [" ".join(lazy_pinyin(word)) for word in receipt.words()]
    assert len(sounds) == len(set(sounds))


def test_a_number_looks_like_numbers_do() -> None:
    assert re.fullmatch(r"LC26(-[2-9A-HJKMNP-Z]{4}){3}", number("a token"))


@given(tokens)
def test_the_same_token_makes_the_same_receipt_and_another_key_another(token: str) -> None:
    assert number(token) == number(token)
    assert receipt.secret_for(token, ring=RING) == receipt.secret_for(token, ring=RING)
    assert receipt.secret_for(token, ring=RING) != receipt.secret_for(token, ring=OTHER)


@settings(max_examples=20)
@given(tokens, st.sampled_from(["LC", "ZS", "CN"]))
def test_every_single_wrong_character_is_caught(token: str, prefix: str) -> None:
    right = number(token, prefix).replace("-", "")
    for at, told in enumerate(right):
        for sign in SIGNS.replace(told, ""):
            assert receipt.clean_number(right[:at] + sign + right[at + 1 :]) is None


@settings(max_examples=60)
@given(tokens, st.sampled_from(["LC", "ZS", "CN"]))
def test_every_swap_of_neighbours_is_caught(token: str, prefix: str) -> None:
    right = number(token, prefix).replace("-", "")
    for at, (one, other) in enumerate(pairwise(right)):
        swapped = right[:at] + other + one + right[at + 2 :]
        assert swapped == right or receipt.clean_number(swapped) is None


def test_a_word_that_is_none_of_the_list_is_found_before_anything_is_looked_up() -> None:
    words = receipt.secret_for("a token", ring=RING)
    assert receipt.strange_words(" ".join(words)) == ()
    assert receipt.strange_words("".join(receipt.digits_of(word) for word in words)) == ()
    assert receipt.strange_words(" ".join([words[0], "豆将", *words[2:4], "米犯"])) == (2, 5)
    assert receipt.strange_words(" ".join(words[:4])) == (0,)
    assert receipt.strange_words("0001 2049 0001 0001 0001") == (0,)
    assert receipt.strange_words("") == (0,)


@given(tokens)
def test_a_number_is_read_however_it_is_written(token: str) -> None:
    right = number(token)
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign != "-" else "－" for sign in right)
    for written in (right, right.lower(), right.replace("-", ""), f" {right} ", wide):
        assert receipt.clean_number(written) == right


@given(st.text(max_size=100))
def test_whatever_is_typed_is_a_number_or_none(typed: str) -> None:
    found = receipt.clean_number(typed)
    assert found is None or receipt.clean_number(found) == found


@given(tokens)
def test_words_and_digits_open_the_same_case(token: str) -> None:
    words = receipt.secret_for(token, ring=RING)
    digits = "-".join(receipt.digits_of(word) for word in words)
    digest = receipt.secret_digest("LC26-X", "".join(words), ring=RING)
    for typed in (" ".join(words), "、".join(words), "".join(words), digits):
        assert receipt.is_secret("LC26-X", typed, digest, ring=RING)
        assert not receipt.is_secret("LC26-Y", typed, digest, ring=RING)
    assert not receipt.is_secret("LC26-X", " ".join(words), None, ring=RING)


@given(st.text(max_size=300))
def test_whatever_is_typed_as_a_secret_opens_nothing_it_should_not(typed: str) -> None:
    digest = receipt.secret_digest("LC26-X", "豆腐豆浆米饭面条年糕", ring=RING)
    assert not receipt.is_secret("LC26-X", typed, digest, ring=RING)
    assert not receipt.is_secret("", "", None, ring=RING)


def test_digits_beyond_the_list_are_no_secret() -> None:
    assert receipt.clean_secret("9999 0001 0001 0001 0001") == ""
    assert receipt.clean_secret("0000 0001 0001 0001 0001") == ""
    assert receipt.clean_secret("0001 0001") == ""
