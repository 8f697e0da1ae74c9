"""Keys. One master key lives outside the database; every purpose gets its own key from it."""

import contextlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.kernel.errors import Refused

_KEY_BYTES = 32
_NONCE_BYTES = 12
# Purposes are words of the program; where one is made of something else, not all are kept.
_MOST_KEPT = 100


class Unreadable(Refused):
    """The sealed text was made with another key, for another purpose, or was altered."""


class Keyring:
    """The master key and what is derived from it."""

    def __init__(self, master: bytes) -> None:
        if len(master) < _KEY_BYTES:
            raise ValueError("the master key needs at least 32 bytes")
        self._master = master
        self._derived: dict[str, bytes] = {}

    def derive(self, purpose: str) -> bytes:
        """Return the 32 byte key for one purpose."""
        kdf = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=purpose.encode())
        return kdf.derive(self._master)

    def _kept(self, purpose: str) -> bytes:
        # A request asks for half a dozen. Whoever reads them in memory finds the master there too.
        known = self._derived.get(purpose)
        if known is None:
            known = self.derive(purpose)
            if len(self._derived) < _MOST_KEPT:
                self._derived[purpose] = known
        return known

    def digest(self, purpose: str, text: str) -> str:
        """Return a keyed digest (hex): the same text, the same digest; no way back."""
        return hmac.digest(self._kept(purpose), text.encode(), "sha256").hex()

    def seal(self, purpose: str, text: str, *, context: str = "") -> bytes:
        """Encrypt ``text`` so that it opens only for the same purpose and context."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(self._kept(purpose)).encrypt(nonce, text.encode(), context.encode())
        return nonce + sealed

    def open(self, purpose: str, sealed: bytes, *, context: str = "") -> str:
        """Decrypt what ``seal`` made; raises Unreadable when it was not made so."""
        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return AESGCM(self._kept(purpose)).decrypt(nonce, rest, context.encode()).decode()
        except (InvalidTag, ValueError):
            raise Unreadable(purpose) from None


def load_or_create_master(path: Path) -> bytes:
    """Read the master key; make one, readable by the owner only, where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # Written whole beside it and then given its name: who starts at the same moment reads
        # all of it or finds none, and the first one's stays.
        handle, name = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
        Path(name).unlink()
    return bytes.fromhex(path.read_text(encoding="ascii").strip())
