"""make run: from a fresh clone to a served site; later, straight to the site."""

import os
import socket
from pathlib import Path

from deploy import environment, locks
from deploy.console import ROOT, Stop, finish

HIGHEST_PORT = 65_535


def wanted_port() -> int:
    """Return the port PORT names; raises Stop where it names none."""
    wanted = os.environ.get("PORT") or "8000"
    if not (wanted.isascii() and wanted.isdigit() and 0 < int(wanted[:6]) <= HIGHEST_PORT):
        raise Stop(f"PORT is {wanted!r}, which is no port: choose a number from 1 to 65535.")
    return int(wanted)


def check_port(host: str, port: int) -> None:
    """Raise Stop where nothing may listen on this port."""
    other = f"choose another port, for example PORT={port + 1 if port < HIGHEST_PORT else 8000}"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Stop(f"Port {port} is reserved for the system: {other} make run.") from None
        except OSError as refusal:
            reason = refusal.strerror or str(refusal)
            raise Stop(
                f"Port {port} on {host} cannot be used ({reason}): stop what uses it or {other} "
                "make run."
            ) from None


def lock_installation(address: str) -> int:
    """Be the only portal served from this folder, until the process ends."""
    folder = Path(os.environ.get("PORTAL_VAR") or ROOT / "var")
    lock = folder / "running.lock"
    try:
        handle = locks.take(lock, note=f"process {os.getpid()}, {address}")
    except OSError as refusal:
        raise Stop(
            f"The folder {folder} cannot be written ({refusal.strerror}): make it writable or name "
            "another with PORTAL_VAR."
        ) from None
    if handle is None:
        raise Stop(
            f"The portal already runs from this folder ({lock.read_text()}): use that one, stop "
            "it first, or give this one its own PORTAL_VAR and PORT."
        )
    return handle


def main() -> int:
    """Check, install, and become the server."""
    host, port = os.environ.get("PORTAL_HOST") or "127.0.0.1", wanted_port()
    handle = lock_installation(f"http://{host}:{port}/")
    check_port(host, port)
    environment.ready("requirements.txt")
    os.set_inheritable(handle, True)  # noqa: FBT003 - the standard library's own spelling
    os.chdir(ROOT)
    os.environ.setdefault("PGCONNECT_TIMEOUT", "10")  # a silent server is an absent one
    serve = [str(environment.PYTHON), "-m", "flask", "--app", "wsgi", "serve", "--prepare"]
    os.execv(serve[0], serve)  # noqa: S606 - no shell is wanted: signals reach the server itself


if __name__ == "__main__":
    finish(main)
