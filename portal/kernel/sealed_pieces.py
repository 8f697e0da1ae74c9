"""Sealing what is too large to be held at once: piece by piece, none may be lost or moved.

Each sealed whole has a key of its own (the caller's context goes into it), so pieces are simply
counted; the count and whether a piece is the last are part of what is sealed.
"""

import struct
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.kernel.keys import Keyring, Unreadable

LENGTH = struct.Struct("!I")
COUNT = struct.Struct("!4xQ")
TAG = 16
LONGEST = 8 * 1024 * 1024
MORE, LAST = b"more", b"last"


def seal_pieces(
    ring: Keyring, purpose: str, pieces: Iterable[bytes], *, context: str
) -> Iterator[bytes]:
    """Yield sealed pieces. ``context`` must never be used twice for the same purpose."""
    cipher = AESGCM(ring.derive(f"{purpose} {context}"))
    number, waiting = 0, None
    for piece in pieces:
        if waiting is not None:
            yield _sealed(cipher, number, waiting, MORE)
            number += 1
        waiting = piece
    yield _sealed(cipher, number, waiting or b"", LAST)


def _sealed(cipher: AESGCM, number: int, piece: bytes, place: bytes) -> bytes:
    sealed = cipher.encrypt(COUNT.pack(number), piece, place)
    return LENGTH.pack(len(sealed)) + sealed


def open_pieces(
    ring: Keyring, purpose: str, sealed: Iterable[bytes], *, context: str
) -> Iterator[bytes]:
    """Yield the pieces again; raises Unreadable for anything that is not whole and as it was."""
    cipher = AESGCM(ring.derive(f"{purpose} {context}"))
    for number, one, place in _placed(sealed, purpose):
        yield _opened(cipher, number, one, place, purpose)


def _placed(sealed: Iterable[bytes], purpose: str) -> Iterator[tuple[int, bytes, bytes]]:
    # Each piece with its place: which of them, and whether it is the last.
    number, before = 0, None
    for one in _cut(sealed, purpose):
        if before is not None:
            yield number, before, MORE
            number += 1
        before = one
    yield number, before or b"", LAST


def size_of(sealed: Iterable[bytes], purpose: str) -> int:
    """Return how many bytes were sealed, without opening any; raises Unreadable where cut off."""
    return sum(len(one) - TAG for one in _cut(sealed, purpose))


def open_part(
    ring: Keyring, purpose: str, sealed: Iterable[bytes], *, context: str, first: int, stop: int
) -> Iterator[bytes]:
    """Yield the bytes from ``first`` up to before ``stop``, opening the pieces they lie in alone.

    Each piece is sealed with its place, so that none may stand for another; raises Unreadable.
    """
    cipher, begins = AESGCM(ring.derive(f"{purpose} {context}")), 0
    for number, one, place in _placed(sealed, purpose):
        ends = begins + len(one) - TAG
        if begins < stop and ends > first:
            opened = _opened(cipher, number, one, place, purpose)
            yield opened[max(first - begins, 0) : stop - begins]
        begins = ends
        if begins >= stop:
            return


def _opened(cipher: AESGCM, number: int, one: bytes, place: bytes, purpose: str) -> bytes:
    try:
        return cipher.decrypt(COUNT.pack(number), one, place)
    except (InvalidTag, ValueError):
        raise Unreadable(purpose) from None


def _cut(sealed: Iterable[bytes], purpose: str) -> Iterator[bytes]:
    held = bytearray()
    for arrived in sealed:
        held += arrived
        while len(held) >= LENGTH.size:
            (length,) = LENGTH.unpack_from(held)
            if length > LONGEST:
                raise Unreadable(purpose)
            if len(held) < LENGTH.size + length:
                break
            yield bytes(held[LENGTH.size : LENGTH.size + length])
            del held[: LENGTH.size + length]
    if held:
        raise Unreadable(purpose)
