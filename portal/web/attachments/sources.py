"""The bytes of a file: in memory where they are few, in an unnamed file where they are many."""

import io
import os
import tempfile
import weakref
from collections.abc import Iterator
from typing import IO

PIECE = 1024 * 1024
Source = bytes | IO[bytes]


class Unnamed(io.FileIO):
    """A file without a name; its bytes are gone when nobody holds it any more."""

    def __init__(self) -> None:
        with tempfile.TemporaryFile() as file:
            held = os.dup(file.fileno())
        super().__init__(held, "r+b", closefd=False)
        # Let go of in silence: whoever made it is not whoever needs it last.
        weakref.finalize(self, os.close, held)


def size_of(source: Source) -> int:
    """Return how many bytes there are."""
    return len(source) if isinstance(source, bytes) else source.seek(0, os.SEEK_END)


def bytes_of(source: Source) -> bytes:
    """Return all bytes at once."""
    if isinstance(source, bytes):
        return source
    source.seek(0)
    return source.read()


def head_of(source: Source, length: int) -> bytes:
    """Return the first bytes."""
    if isinstance(source, bytes):
        return source[:length]
    source.seek(0)
    return source.read(length)


def pieces_of(source: Source) -> Iterator[bytes]:
    """Return the bytes piece by piece, from the beginning."""
    if isinstance(source, bytes):
        yield from (source[at : at + PIECE] for at in range(0, len(source), PIECE))
        return
    source.seek(0)
    while piece := source.read(PIECE):
        yield piece


def as_file(source: Source) -> IO[bytes]:
    """Return a real file that holds the bytes and stands at its beginning."""
    try:
        if not isinstance(source, bytes):
            source.fileno()
            source.seek(0)
            return source
    except OSError:
        pass  # it lies in memory; another program cannot read it there
    file = Unnamed()
    for piece in pieces_of(source):
        file.write(piece)
    file.seek(0)
    return file
