"""What a signed receipt says, and how it is written and read again."""

import base64
import binascii
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

HEADER = "Clear Bowl receipt 1"
SIGNATURE_LENGTH = 64
LONGEST = 64 * 1024
MOST_LINES = 400
NOT_SET = "-"
LINE = re.compile(r"([a-z-]{2,20}): (.*)")
SHA256 = re.compile(r"sha256 ([0-9a-f]{64})")
FILE = re.compile(r"sha256 ([0-9a-f]{64}) (\d{1,12}) bytes")
DUE = re.compile(r"([a-z_]{1,40}) (\d{4}-\d\d-\d\d|-)")
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
ONCE = frozenset({"number", "place", "track", "rule", "received", "text", "key", "signature"})
NAMES = ONCE | {"request", "file", "due"}


@dataclass(frozen=True)
class DigestedFile:
    """A file as it was sent: its SHA-256 (hex) and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Due:
    """One time limit as it was promised; ``on`` is None where the law sets none here."""

    clock: str
    on: date | None


@dataclass(frozen=True)
class Statement:
    """Everything that is signed."""

    number: str
    place: str
    track: str
    rule: str
    received_at: datetime
    text_sha256: str
    request_sha256: str | None
    files: tuple[DigestedFile, ...]
    due: tuple[Due, ...]
    key_id: str

    def text(self) -> str:
        """Return the lines that are signed, each with its end."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield HEADER
        yield f"number: {self.number}"
        yield f"place: {self.place}"
        yield f"track: {self.track}"
        yield f"rule: {self.rule}"
        yield f"received: {self.received_at.astimezone(UTC).strftime(MOMENT)}"
        yield f"text: sha256 {self.text_sha256}"
        if self.request_sha256:
            yield f"request: sha256 {self.request_sha256}"
        for file in self.files:
            yield f"file: sha256 {file.sha256} {file.size} bytes"
        for due in self.due:
            yield f"due: {due.clock} {due.on.isoformat() if due.on else NOT_SET}"
        yield f"key: {self.key_id}"


@dataclass(frozen=True)
class SignedReceipt:
    """A statement with its signature."""

    statement: Statement
    signature: bytes

    def text(self) -> str:
        """Return the receipt as it is handed out."""
        return f"{self.statement.text()}signature: {base64.b64encode(self.signature).decode()}\n"


def digest_of_text(text: str) -> str:
    """Return the SHA-256 (hex) of a text: UTF-8, lines ended as on Unix, no blanks at its ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


def read_receipt(written: str) -> SignedReceipt | None:
    """Return the receipt that somebody saved, pasted or typed; None where it is none.

    What mail and chat do to a text is forgiven: other line ends, blanks, lines broken in two,
    words before the first line. What it says is not touched, so a changed sign still shows.
    """
    found: dict[str, list[str]] = {}
    for name, value in _fields(written):
        found.setdefault(name, []).append(value)
    try:
        # A line of no known name would be believed although nobody signed it.
        if not NAMES.issuperset(found):
            return None
        return SignedReceipt(_statement(found), _signature(found))
    except (KeyError, ValueError):
        return None


def _fields(written: str) -> Iterator[tuple[str, str]]:
    joined: list[str] = []
    begun = False
    for raw in unicodedata.normalize("NFKC", written[:LONGEST]).splitlines()[:MOST_LINES]:
        line = " ".join("".join(sign for sign in raw if sign.isprintable()).split())
        begun = begun or line == HEADER
        if not begun or not line or line == HEADER:
            continue
        if LINE.fullmatch(line) or not joined:
            joined.append(line)
        else:
            # A digest or a signature that was broken in two has no blank where it broke.
            joined[-1] += line if joined[-1].startswith("signature: ") else f" {line}"
    for line in joined:
        match = LINE.fullmatch(line)
        if match is not None:
            yield match[1], match[2]


def _one(found: dict[str, list[str]], name: str) -> str:
    (value,) = found[name]
    return value


def _parts(pattern: re.Pattern[str], value: str) -> tuple[str, ...]:
    match = pattern.fullmatch(value)
    if match is None:
        raise ValueError(value)
    return match.groups()


def _statement(found: dict[str, list[str]]) -> Statement:
    request = _parts(SHA256, _one(found, "request"))[0] if "request" in found else None
    files = [_parts(FILE, value) for value in found.get("file", [])]
    due = [_parts(DUE, value) for value in found.get("due", [])]
    received = datetime.strptime(_one(found, "received"), MOMENT).replace(tzinfo=UTC)
    return Statement(
        number=_one(found, "number"),
        place=_one(found, "place"),
        track=_one(found, "track"),
        rule=_one(found, "rule"),
        received_at=received,
        text_sha256=_parts(SHA256, _one(found, "text"))[0],
        request_sha256=request,
        files=tuple(DigestedFile(digest, int(size)) for digest, size in files),
        due=tuple(Due(name, None if on == NOT_SET else date.fromisoformat(on)) for name, on in due),
        key_id=_one(found, "key"),
    )


def _signature(found: dict[str, list[str]]) -> bytes:
    try:
        signature = base64.b64decode(_one(found, "signature").replace(" ", ""), validate=True)
    except binascii.Error:
        raise ValueError("signature") from None
    if len(signature) != SIGNATURE_LENGTH:
        raise ValueError("signature")
    return signature
