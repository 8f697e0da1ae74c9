"""Keys that are changed now and then: the newest seals, older ones still open what they sealed.

They lie outside the database, in a file or in the environment, apart from the master key: whoever
has one of the two has not the other.
"""

import fcntl
import os
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.kernel.errors import Refused
from portal.kernel.keys import Keyring

ID_BYTES, KEY_BYTES = 4, 32
LINE = re.compile(r"(?P<id>[A-Za-z0-9._-]{1,40})[ :](?P<key>[0-9a-fA-F]{64})")
# What was sealed before there was a chain was sealed with the master key.
MASTER = ""


class KeyMissing(Refused):
    """The key that sealed this is not in the chain any more (or not yet)."""


class KeyChain:
    """Keys by their ids, newest first."""

    def __init__(self, *, master: Keyring, path: Path | None = None, told: str = "") -> None:
        self._master, self._path = master, path
        self._seen: tuple[int, int] | None = None
        self._keys: dict[str, bytes] = {}
        self._turn = threading.Lock()
        if path is None:
            self._keys = _read(told.replace(",", "\n"))
        else:
            _begin(path)
            self._look()

    @property
    def is_file(self) -> bool:
        """Whether a new key can be added here; those of the environment are others' to change."""
        return self._path is not None

    @property
    def newest(self) -> str:
        """The id of the key that seals now."""
        self._look()
        return next(iter(self._keys))

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id, newest first."""
        self._look()
        return tuple(self._keys)

    def ring(self, key_id: str) -> Keyring:
        """Return what seals and opens under this id; raises KeyMissing."""
        if key_id == MASTER:
            return self._master
        self._look()
        key = self._keys.get(key_id)
        if key is None:
            raise KeyMissing(key_id)
        return Keyring(key)

    def add(self) -> str:
        """Put a new key before the others and return its id."""
        key_id = secrets.token_hex(ID_BYTES)
        with self._changing():
            self._write({key_id: secrets.token_bytes(KEY_BYTES), **self._keys})
        return key_id

    def forget_old(self) -> int:
        """Keep the newest key alone; return how many were forgotten."""
        with self._changing():
            newest = next(iter(self._keys))
            gone = len(self._keys) - 1
            self._write({newest: self._keys[newest]})
        return gone

    @contextmanager
    def _changing(self) -> Iterator[None]:
        # One at a time: of two that read and write at once, one would lose a key that seals.
        if self._path is None:
            raise ValueError("keys of the environment are changed there")
        turn = os.open(self._path.with_suffix(".lock"), os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
            self._look()
            yield
        finally:
            os.close(turn)

    def _write(self, keys: dict[str, bytes]) -> None:
        path = self._path or Path()
        _written(path, keys).replace(path)
        self._look()

    def _look(self) -> None:
        # Another process may have changed the keys: what it sealed since must open here too.
        if self._path is None:
            return
        found = self._path.stat()
        seen = (found.st_mtime_ns, found.st_ino)
        with self._turn:
            if seen != self._seen:
                self._keys = _read(self._path.read_text(encoding="ascii"))
                self._seen = seen


def _read(told: str) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for line in filter(None, (line.strip() for line in told.splitlines())):
        match = LINE.fullmatch(line)
        if match is None or match["id"] in keys:
            raise ValueError(
                "a line for each key is wanted: its id, a blank, 64 hexadecimal digits"
            )
        keys[match["id"]] = bytes.fromhex(match["key"])
    if not keys:
        raise ValueError("there is no key")
    return keys


def _begin(path: Path) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    made = _written(path, {secrets.token_hex(ID_BYTES): secrets.token_bytes(KEY_BYTES)})
    try:
        # A link is made by one process alone, and what it leads to is whole.
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        made.unlink()


def _written(path: Path, keys: dict[str, bytes]) -> Path:
    beside = path.with_name(f"{path.name}.{secrets.token_hex(ID_BYTES)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.writelines(f"{key_id} {key.hex()}\n" for key_id, key in keys.items())
        file.flush()
        os.fsync(file.fileno())
    return beside
