"""What a segment is made of: names of its parts, and how each is written as bytes and read again.

=================  ==========================================================================
``text:花生``       bitmap of the documents that hold this token
``party:7``        bitmap of the documents that enterprise 7 made or sold
``facet:results``  every answer to this filter, each with the bitmap of its documents
``members``        bitmap of the inner numbers of the batches inside
``days``           the days of publication, and the first document of each
``ids:0``          inner numbers of the batches, 65,536 documents a part
``ratio:docs``     documents with a ratio to the limit, the smallest ratio first
``ratio:values``   their ratios
``ratio:places``   of each of them, in order of number, its place in ``ratio:docs``
``ratio:all``      bitmap of them
=================  ==========================================================================

Documents are numbered from 0 in order of day of publication, then of inner number: the order of
the numbers is the order of the list, so that a page is a slice and a date a range.
"""

import json
import struct
import sys
from array import array
from collections.abc import Mapping
from typing import Any

from pyroaring import BitMap

BLOCK = 1 << 16
Facet = dict[str, BitMap]
_LENGTH = struct.Struct("<I")
_ARRAYS = {"days": "I", "ids": "I", "ratio:docs": "I", "ratio:places": "I", "ratio:values": "d"}


def packed(content: "BitMap | Facet | array[Any]") -> bytes:
    """Write a part as bytes."""
    if isinstance(content, BitMap):
        return _written(content)
    if isinstance(content, dict):
        return _packed_facet(content)
    return _little(content).tobytes()


def unpacked(name: str, content: bytes) -> Any:
    """Read a part: a bitmap, a facet or an array, as its name tells."""
    if name.startswith("facet:"):
        return _unpacked_facet(content)
    sign = _ARRAYS.get(name) or _ARRAYS.get(name.split(":", 1)[0])
    if sign is None:
        return BitMap.deserialize(content)
    read = array(sign)
    read.frombytes(content)
    return _little(read)


def text_name(token: str) -> str:
    """Return the name of the part that holds a token's documents."""
    return f"text:{token}"


def _written(bitmap: BitMap) -> bytes:
    bitmap.run_optimize()
    return bytes(bitmap.serialize())


def _packed_facet(facet: Mapping[str, BitMap]) -> bytes:
    bitmaps = [_written(bitmap) for bitmap in facet.values()]
    lengths = [len(one) for one in bitmaps]
    head = json.dumps([list(facet), lengths], ensure_ascii=False).encode()
    return b"".join((_LENGTH.pack(len(head)), head, *bitmaps))


def _unpacked_facet(content: bytes) -> Facet:
    start = _LENGTH.size + _LENGTH.unpack_from(content)[0]
    answers, lengths = json.loads(content[_LENGTH.size : start])
    facet: Facet = {}
    for answer, length in zip(answers, lengths, strict=True):
        facet[answer] = BitMap.deserialize(content[start : start + length])
        start += length
    return facet


def _little(numbers: "array[Any]") -> "array[Any]":
    # Written little-endian, so that a database may move to another machine.
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers
