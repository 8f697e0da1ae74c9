"""Rows of a source as they were read, many to a block: kept small, and found again by line."""

import json
import zlib
from collections.abc import Iterator, Sequence

from portal.tables.rules.cells import cell_address

# The quickest level: rows of one table repeat so much that more effort hardly saves more.
EFFORT = 1
ReadRow = tuple[int, Sequence[str]]


def packed(rows: Sequence[ReadRow]) -> bytes:
    """Return rows, each with its line, as one compressed block."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), EFFORT)


def unpacked(content: bytes) -> Iterator[ReadRow]:
    """Return the rows of a block, each with its line."""
    text = zlib.decompress(content).decode("utf-8", "surrogatepass")
    return ((line, cells) for line, cells in json.loads(text))


__all__ = ["ReadRow", "cell_address", "packed", "unpacked"]
