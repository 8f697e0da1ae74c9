"""A mail server for tests: it takes letters, keeps them, and refuses whom it is told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast


class MailServer:
    """What arrived, and what is refused."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refused: dict[str, int] = {}
        self.is_down = False
        self.port = 0

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"smtp://127.0.0.1:{self.port}"

    def text(self, place: int = -1) -> str:
        """Return the words of one letter."""
        return str(self.letters[place].get_content())


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = cast("_Listener", self.server).kept
        self._say("421 closed" if server.is_down else "220 ready")
        while not server.is_down and (line := self.rfile.readline()):
            said = line.decode().strip()
            verb = said[:4].upper()
            if verb == "QUIT":
                return self._say("221 bye")
            if verb == "DATA":
                self._take(server)
            elif verb == "RCPT":
                address = said.partition("<")[2].rstrip(">")
                self._say(f"{server.refused.get(address, 250)} {address}")
            else:
                self._say("250 ok")
        return None

    def _take(self, server: MailServer) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        letter: Any = message_from_bytes(b"".join(lines), policy=default)
        server.letters.append(letter)
        self._say("250 kept")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    kept: MailServer


@contextmanager
def listening() -> Iterator[MailServer]:
    """Take letters on a free port of this machine."""
    with _Listener(("127.0.0.1", 0), _Talk) as listener:
        listener.kept = MailServer()
        listener.kept.port = listener.server_address[1]
        thread = threading.Thread(target=listener.serve_forever, daemon=True)
        thread.start()
        yield listener.kept
        listener.shutdown()
        thread.join()
