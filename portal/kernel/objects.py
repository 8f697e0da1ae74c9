"""The object store: files too large for a row, known by the digest of their bytes."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from obstore.exceptions import NotFoundError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from portal.kernel.errors import NotFound

PIECE = 1024 * 1024


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

    def put_pieces(self, pieces: Iterable[bytes], *, room: str) -> str:
        """Keep what comes piece by piece and is never held at once; return its SHA-256 (hex)."""
        whole = hashlib.sha256()
        with tempfile.TemporaryFile() as file:
            for piece in pieces:
                whole.update(piece)
                file.write(piece)
            file.seek(0)
            digest = whole.hexdigest()
            self._store.put(f"{room}/{digest[:2]}/{digest}", file)
        return digest

    def pieces(self, digest: str, *, room: str) -> Iterator[bytes]:
        """Return the bytes piece by piece; raises NotFound, at once."""
        try:
            found = self._store.get(f"{room}/{digest[:2]}/{digest}")
        except (FileNotFoundError, NotFoundError):
            raise NotFound(digest) from None
        return (bytes(piece) for piece in found.stream(min_chunk_size=PIECE))

    def part(self, digest: str, first: int, stop: int, *, room: str) -> bytes:
        """Return the bytes from ``first`` up to but not with ``stop``; raises NotFound."""
        try:
            path = f"{room}/{digest[:2]}/{digest}"
            return bytes(self._store.get_range(path, start=first, end=stop))
        except (FileNotFoundError, NotFoundError):
            raise NotFound(digest) from None

    def put_as(self, name: str, content: bytes, *, room: str) -> None:
        """Keep bytes under a digest of what they were made from; ``get`` finds them by it."""
        self._store.put(f"{room}/{name[:2]}/{name}", content)

    def sweep(self, room: str, *, keeping: str, most: int) -> int:
        """Forget up to so many of what lies in rooms within a room, but one; return how many."""
        gone = 0
        for some in self._store.list(room, chunk_size=most):
            old = [one["path"] for one in some if not one["path"].startswith(f"{room}/{keeping}/")]
            for path in old[: most - gone]:
                self._store.delete(path)
                gone += 1
            if gone >= most:
                break
        return gone

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
