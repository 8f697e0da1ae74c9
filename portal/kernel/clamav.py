"""Asking ClamAV's daemon about the bytes of a file, over its socket (INSTREAM).

The client libraries on offer are unkept since 2014, or under a licence that would bind the
portal; the protocol is one question and one answer.
"""

import re
import socket
import struct
from collections.abc import Iterable
from urllib.parse import urlsplit

SECONDS = 30
LONGEST_ANSWER = 4096
# StreamMaxLength of the daemon must allow for the largest file; a piece is much smaller.
PIECE_LENGTH = struct.Struct("!L")
FOUND = re.compile(r"^stream: (?P<name>.+) FOUND$")
CLEAN = "stream: OK"


class ScannerAway(Exception):  # noqa: N818 - it says what happened
    """The daemon does not answer, or not as it should."""


class Scanner:
    """One daemon and where it listens."""

    def __init__(self, family: socket.AddressFamily, address: str | tuple[str, int]) -> None:
        self._family, self._address = family, address

    @classmethod
    def at(cls, told: str) -> "Scanner":
        """Read ``unix:/path`` or ``tcp://host:port``; raises ValueError for anything else."""
        parts = urlsplit(told)
        if parts.scheme == "unix" and parts.path.startswith("/"):
            return cls(socket.AF_UNIX, parts.path)
        if parts.scheme == "tcp" and parts.hostname and parts.port:
            return cls(socket.AF_INET, (parts.hostname, parts.port))
        raise ValueError("unix:/path or tcp://host:port is wanted")

    def find_virus(self, pieces: Iterable[bytes]) -> str | None:
        """Return the name of what was found in a file, None where nothing was.

        Raises ScannerAway where that cannot be told.
        """
        answer = self._ask(pieces)
        found = FOUND.match(answer)
        if found:
            return found["name"]
        if answer != CLEAN:
            raise ScannerAway(answer[:80])
        return None

    def _ask(self, pieces: Iterable[bytes]) -> str:
        try:
            with socket.socket(self._family, socket.SOCK_STREAM) as line:
                line.settimeout(SECONDS)
                line.connect(self._address)
                line.sendall(b"zINSTREAM\0")
                for piece in pieces:
                    line.sendall(PIECE_LENGTH.pack(len(piece)))
                    line.sendall(piece)
                line.sendall(PIECE_LENGTH.pack(0))
                return self._answer(line)
        except OSError as fault:
            raise ScannerAway(type(fault).__name__) from None

    @staticmethod
    def _answer(line: socket.socket) -> str:
        told = b""
        while b"\0" not in told and len(told) < LONGEST_ANSWER:
            piece = line.recv(LONGEST_ANSWER)
            if not piece:
                break
            told += piece
        return told.partition(b"\0")[0].decode(errors="replace").strip()
