"""Files that only some may read: sealed before they are stored, each under a key of its own."""

import base64
import hashlib
import secrets
from dataclasses import dataclass

from portal.extensions import keyring, objects

PURPOSE = "sealed file"
KEY_BYTES = 16


@dataclass(frozen=True)
class SealedFile:
    """Where a sealed file is kept, and what it is known by."""

    key: str
    stored_as: str
    sha256: str
    size: int


def keep(content: bytes, *, room: str) -> SealedFile:
    """Seal bytes and store them for ``room``."""
    key = secrets.token_hex(KEY_BYTES)
    text = base64.b64encode(content).decode()
    sealed = keyring().seal(f"{PURPOSE} of {room}", text, context=key)
    stored_as = objects().put(sealed, room=room)
    return SealedFile(key, stored_as, hashlib.sha256(content).hexdigest(), len(content))


def read(stored_as: str, *, key: str, room: str) -> bytes:
    """Return the bytes as they were; raises NotFound where they are gone."""
    sealed = objects().get(stored_as, room=room)
    return base64.b64decode(keyring().open(f"{PURPOSE} of {room}", sealed, context=key))
