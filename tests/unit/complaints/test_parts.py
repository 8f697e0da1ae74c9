"""A part of a sealed file is opened without the rest, and is always what was sealed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.kernel.keys import Keyring, Unreadable
from portal.kernel.sealed_pieces import open_part, seal_pieces, size_of

RING = Keyring(b"k" * 32)
PIECES = st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=6)


def sealed(pieces: list[bytes]) -> bytes:
    return b"".join(seal_pieces(RING, "film", pieces, context="one"))


def part(whole: bytes, first: int, stop: int) -> bytes:
    opened = open_part(RING, "film", [whole], context="one", first=first, stop=stop)
    return b"".join(opened)


@settings(max_examples=60, deadline=None)
@given(PIECES, st.integers(0, 260), st.integers(0, 260))
def test_a_part_is_the_same_bytes_as_of_the_whole(pieces: list[bytes], one: int, two: int) -> None:
    whole, (first, stop) = b"".join(pieces), sorted((one, two))
    assert size_of([sealed(pieces)], "film") == len(whole)
    assert part(sealed(pieces), first, stop) == whole[first:stop]


def test_pieces_that_changed_places_or_were_touched_are_not_opened() -> None:
    first, second = list(seal_pieces(RING, "film", [b"a" * 10, b"b" * 10], context="one"))
    with pytest.raises(Unreadable):
        part(second + first, 0, 5)
    with pytest.raises(Unreadable):
        part(first + second[:-1] + b"x", 12, 15)
    # What is not asked for is not looked at.
    assert part(first + second[:-1] + b"x", 0, 10) == b"a" * 10
    with pytest.raises(Unreadable):
        size_of([first + second[:-1]], "film")
