"""Keys that sign what leaves the site (Ed25519). They lie in a file outside the database.

The newest key signs. Keys before it are kept as public keys only, with the days they signed, so
that what they signed can be verified for ever and nobody can sign with them again.
"""

import base64
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from portal.kernel import clock

ID_LENGTH = 16


@dataclass(frozen=True)
class VerifyingKey:
    """A public key: its id, and from when until when it signed (None: it still does)."""

    key_id: str
    public: bytes
    since: datetime
    until: datetime | None = None

    @property
    def pem(self) -> str:
        """The key as other programmes read it (SubjectPublicKeyInfo, PEM)."""
        key = Ed25519PublicKey.from_public_bytes(self.public)
        return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def holds(self, content: bytes, signature: bytes) -> bool:
        """Whether this key made the signature over exactly this content."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, content)
        except InvalidSignature:
            return False
        return True


def read_verifying_key(pem: bytes, *, since: datetime) -> VerifyingKey:
    """Return a public key that came as PEM; raises ValueError where it is no Ed25519 key."""
    try:
        key = load_pem_public_key(pem)
    except UnsupportedAlgorithm:
        raise ValueError("no such kind of key") from None
    public = key.public_bytes_raw() if isinstance(key, Ed25519PublicKey) else b""
    if not public:
        raise ValueError("no Ed25519 key")
    return VerifyingKey(key_id_of(public), public, since)


@dataclass(frozen=True)
class Signer:
    """The key that signs now, with its private half."""

    key: VerifyingKey
    private: Ed25519PrivateKey

    def sign(self, content: bytes) -> bytes:
        """Return the signature over exactly this content, 64 bytes."""
        return self.private.sign(content)


def key_id_of(public: bytes) -> str:
    """Return the id of a public key: the first 16 signs of its SHA-256 in hex."""
    return hashlib.sha256(public).hexdigest()[:ID_LENGTH]


class SigningKeys:
    """The keys of one installation, read again whenever their file changes."""

    def __init__(self, path: Path) -> None:
        """Read the keys; make a first one where there is no file. Raises ValueError."""
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._history: tuple[VerifyingKey, ...] = ()
        self._private: Ed25519PrivateKey
        if not path.exists():
            self._begin()
        self._read()

    def signer(self) -> Signer:
        """Return the newest key, to sign with."""
        self._refresh()
        return Signer(self._history[0], self._private)

    def history(self) -> tuple[VerifyingKey, ...]:
        """Return every key, the newest first."""
        self._refresh()
        return self._history

    def find(self, key_id: str) -> VerifyingKey | None:
        """Return the key with this id, if it was ever ours."""
        return next((key for key in self.history() if key.key_id == key_id), None)

    def rotate(self) -> VerifyingKey:
        """Sign with a new key from now on; the private half of the old one is gone."""
        now = clock.now()
        past = [_record(key, until=key.until or now) for key in self.history()]
        self._write([_new_record(now), *past])
        return self.history()[0]

    def _begin(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        made = self._written([_new_record(clock.now())])
        try:
            # A link is made by one process alone, and what it leads to is whole.
            os.link(made, self._path)
        except FileExistsError:
            pass
        finally:
            made.unlink()

    def _write(self, records: list[dict[str, Any]]) -> None:
        self._written(records).replace(self._path)
        self._seen = None

    def _written(self, records: list[dict[str, Any]]) -> Path:
        beside = self._path.with_name(f"{self._path.name}.{secrets.token_hex(8)}")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump({"keys": records}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        return beside

    def _refresh(self) -> None:
        try:
            state = self._path.stat()
        except OSError:
            return  # what was read goes on signing
        if (state.st_mtime_ns, state.st_ino) != self._seen:
            self._read()

    def _read(self) -> None:
        state = self._path.stat()
        told = json.loads(self._path.read_text(encoding="ascii"))
        try:
            records = told["keys"]
            self._private = Ed25519PrivateKey.from_private_bytes(_bytes(records[0]["private"]))
            self._history = tuple(_key(record) for record in records)
        except (TypeError, KeyError, IndexError) as fault:
            raise ValueError(f"no signing key: {fault}") from None
        self._seen = (state.st_mtime_ns, state.st_ino)


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _key(record: dict[str, Any]) -> VerifyingKey:
    public, until = _bytes(record["public"]), record["until"]
    return VerifyingKey(
        key_id_of(public),
        public,
        datetime.fromisoformat(record["since"]),
        datetime.fromisoformat(until) if until else None,
    )


def _record(key: VerifyingKey, *, until: datetime | None) -> dict[str, Any]:
    return {
        "id": key.key_id,
        "since": key.since.isoformat(),
        "until": until.isoformat() if until else None,
        "public": base64.b64encode(key.public).decode(),
    }


def _new_record(now: datetime) -> dict[str, Any]:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    sealed = base64.b64encode(private.private_bytes_raw()).decode()
    return {**_record(VerifyingKey(key_id_of(public), public, now), until=None), "private": sealed}
