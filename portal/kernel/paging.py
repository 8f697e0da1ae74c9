"""Pages by keyset: a page knows where it starts, not how many stand before it."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from portal.kernel.errors import NotFound

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a long list; ``earlier`` and ``later`` are cursors for a link, or None.

    ``total`` counts the whole list, None where nobody counted.
    """

    items: Sequence[T]
    earlier: str | None = None
    later: str | None = None
    total: int | None = None


def encode_cursor(*values: str | int | None) -> str:
    """Pack the sort key of a row into something that may stand in an address."""
    packed = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode_cursor(cursor: str, *, length: int) -> list[str | int | None]:
    """Unpack a cursor; a broken one leads nowhere."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded.encode()))
    except (binascii.Error, ValueError, UnicodeError):
        raise NotFound(cursor) from None
    if not isinstance(values, list) or len(values) != length:
        raise NotFound(cursor)
    # True is a number to Python, and none to a database.
    if not all(value is None or type(value) in (str, int) for value in values):
        raise NotFound(cursor)
    return values
