"""The object store: files too large for a row, known by the digest of their bytes."""

import hashlib
from pathlib import Path

from obstore.exceptions import NotFoundError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from portal.kernel.errors import NotFound


class Objects:
    """A place to keep bytes; the same bytes are kept once."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def at(cls, address: str) -> "Objects":
        """Open a folder (a plain path), ``memory:`` or any address obstore knows (``s3://…``)."""
        if address == "memory:":
            return cls(MemoryStore())
        if "://" in address:
            return cls(from_url(address))
        folder = Path(address)
        folder.mkdir(parents=True, exist_ok=True)
        return cls(LocalStore(folder))

    def put(self, content: bytes, *, room: str) -> str:
        """Keep ``content`` for ``room``; return its SHA-256 (hex), by which it is found again."""
        digest = hashlib.sha256(content).hexdigest()
        self._store.put(f"{room}/{digest[:2]}/{digest}", content)
        return digest

    def get(self, digest: str, *, room: str) -> bytes:
        """Return the bytes; raises NotFound."""
        try:
            return bytes(self._store.get(f"{room}/{digest[:2]}/{digest}").bytes())
        except (FileNotFoundError, NotFoundError):
            raise NotFound(digest) from None

    def remove(self, digest: str, *, room: str) -> None:
        """Forget the bytes; what is not there is no matter."""
        try:
            self._store.delete(f"{room}/{digest[:2]}/{digest}")
        except (FileNotFoundError, NotFoundError):
            return
