"""One at a time: locks that end with the process which holds them, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.console import say


def take(path: Path, note: str = "") -> int | None:
    """Take the lock at ``path`` and leave ``note`` in it; None where somebody else holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    os.ftruncate(handle, 0)
    os.write(handle, note.encode())
    return handle


@contextmanager
def waiting(path: Path, sentence: str) -> Iterator[None]:
    """Hold the lock at ``path``; say ``sentence`` first where somebody else must finish."""
    handle = take(path)
    if handle is None:
        say(sentence)
        handle = os.open(path, os.O_RDWR)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)
