"""A private PostgreSQL: a cluster in a folder of its own, gone when the work is done."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.console import Stop

INSTALLED = Path("/usr/lib/postgresql")
LONGEST_START = 60.0
# Nothing here outlives the tests, so nothing waits for the disk.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


def find_programs() -> Path | None:
    """Return the folder with the newest initdb and postgres, or None."""
    versions = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def private_server(*settings: str) -> Iterator[str]:
    """Start a server on 127.0.0.1 and yield its address; stop it whatever happens.

    ``settings`` are further ones, as in shared_buffers=1GB.
    """
    programs = find_programs()
    if programs is None:
        raise Stop("PostgreSQL is not installed: run 'apt-get install postgresql', then try again.")
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    # PostgreSQL refuses to run as root; there it runs as its own user.
    user = "postgres" if os.geteuid() == 0 else None
    try:
        if user:
            owner = pwd.getpwnam(user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        _make_cluster(programs, folder, user)
        with _running(programs, folder, user, settings) as port:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_cluster(programs: Path, folder: Path, user: str | None) -> None:
    initdb = [str(programs / "initdb"), "-D", str(folder / "cluster"), "-U", "postgres"]
    made = subprocess.run(
        [*initdb, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        user=user,
    )
    if made.returncode:
        raise Stop(f"The PostgreSQL for the tests could not be made: {made.stderr.strip()}")


@contextmanager
def _running(
    programs: Path, folder: Path, user: str | None, more: tuple[str, ...]
) -> Iterator[int]:
    port = _free_port()
    settings = ("listen_addresses=127.0.0.1", "unix_socket_directories=", f"port={port}", *HASTY)
    command = [str(programs / "postgres"), "-D", str(folder / "cluster")]
    for setting in (*settings, *more):
        command += ["-c", setting]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            user=user,
            start_new_session=True,
        )
    try:
        _wait_for(server, folder / "log")
        yield port
    finally:
        server.send_signal(signal.SIGINT)  # to PostgreSQL: end now, do not wait for clients
        server.wait()


def _wait_for(server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and server.poll() is None:
        if "ready to accept connections" in log.read_text(errors="replace"):
            return
        time.sleep(0.1)
    raise Stop(f"The PostgreSQL for the tests did not start: {log.read_text(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
