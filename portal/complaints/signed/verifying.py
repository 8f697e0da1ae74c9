"""Whether a signed receipt is genuine, and whether a text or a file is the one it tells of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal.complaints.signed.statements import (
    SignedReceipt,
    Statement,
    digest_of_text,
    read_receipt,
)
from portal.kernel.signing import VerifyingKey

# A key that was replaced may have signed on another machine whose clock is behind.
SLACK = timedelta(days=1)


class Standing(StrEnum):
    """What is to be said of a receipt."""

    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN_KEY = "unknown_key"
    RETIRED_KEY = "retired_key"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Finding:
    """What verifying found; ``statement`` is only what a genuine receipt says."""

    standing: Standing
    statement: Statement | None = None
    key: VerifyingKey | None = None

    @property
    def is_genuine(self) -> bool:
        """Whether what it says may be believed."""
        return self.standing is Standing.GENUINE


def verify(written: str, find_key: Callable[[str], VerifyingKey | None]) -> Finding:
    """Return whether a receipt, as somebody saved or pasted it, is genuine."""
    receipt = read_receipt(written)
    if receipt is None:
        return Finding(Standing.UNREADABLE)
    key = find_key(receipt.statement.key_id)
    if key is None:
        return Finding(Standing.UNKNOWN_KEY)
    return _verified(receipt, key)


def _verified(receipt: SignedReceipt, key: VerifyingKey) -> Finding:
    if not key.holds(receipt.statement.text().encode(), receipt.signature):
        return Finding(Standing.ALTERED, key=key)
    if key.until is not None and receipt.statement.received_at > key.until + SLACK:
        # The key's private half was gone by then: whoever signed had a stolen copy.
        return Finding(Standing.RETIRED_KEY, key=key)
    return Finding(Standing.GENUINE, receipt.statement, key)


@dataclass(frozen=True)
class Compared:
    """Whether something brought along is what a receipt tells of; ``place`` counts files from 1."""

    name: str
    is_same: bool
    place: int | None = None


def compare(
    statement: Statement, *, text: str = "", files: Sequence[tuple[str, str]] = ()
) -> list[Compared]:
    """Return, for the text and each file brought along, whether the receipt tells of it.

    ``files`` are pairs of a name to show and the SHA-256 (hex) of the content.
    """
    found = []
    if text.strip():
        known = {statement.text_sha256, statement.request_sha256}
        found.append(Compared("", digest_of_text(text) in known))
    digests = [file.sha256 for file in statement.files]
    for name, digest in files:
        place = digests.index(digest) + 1 if digest in digests else None
        found.append(Compared(name, place is not None, place))
    return found
