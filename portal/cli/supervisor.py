"""Programs under one roof: the site, and the worker beside it. They start and end together."""

import ctypes
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from types import FrameType

from portal.settings import ROOT

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
LOOK_EVERY = 0.1
LONGEST_START = 60.0
GRACE = 20.0
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class StartFailed(Exception):  # noqa: N818 - it names what happened
    """A program ended, or did not answer, before it was up."""


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a program that ends when this process does, even when this process is killed.

    It is a process group of its own: Ctrl-C reaches this process alone, which then ends it.
    """
    return subprocess.Popen(  # noqa: S603 - the portal's own commands
        list(command),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_die_with_parent,  # noqa: PLW1509 - no other thread runs yet
    )


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)


def end(programs: Sequence[subprocess.Popen[bytes]], *, grace: float = GRACE) -> None:
    """Ask programs to end, and end those that do not within ``grace`` seconds."""
    alive = [program for program in programs if program.poll() is None]
    for program in alive:
        program.terminate()
    for program in alive:
        try:
            program.wait(grace)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()


class Supervisor:
    """Keeps a site and its worker running until somebody says stop."""

    def __init__(self, site: Sequence[str], worker: Sequence[str]) -> None:
        self._site_command, self._worker_command = site, worker
        self._told_to_stop = threading.Event()
        self._pause = FIRST_PAUSE

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """End everything soon; also the answer to SIGTERM and SIGINT."""
        self._told_to_stop.set()

    def run(self, *, is_up: Callable[[], bool], announce: Callable[[], None]) -> None:
        """Run both until told to stop. Raises StartFailed where the site does not come up."""
        before = {number: signal.signal(number, self.stop) for number in _ENDING}
        running = [start(self._site_command)]
        try:
            self._wait_for(running[0], is_up)
            if not self._told_to_stop.is_set():
                announce()
                running.append(start(self._worker_command))
                self._watch(running)
        finally:
            end(running)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _wait_for(self, site: subprocess.Popen[bytes], is_up: Callable[[], bool]) -> None:
        waited = 0.0
        while not self._told_to_stop.wait(LOOK_EVERY):
            waited += LOOK_EVERY
            if site.poll() is not None:
                raise StartFailed(f"the server ended with code {site.returncode}")
            if is_up():
                return
            if waited > LONGEST_START:
                raise StartFailed(f"no answer within {LONGEST_START:.0f} seconds")

    def _watch(self, running: list[subprocess.Popen[bytes]]) -> None:
        # The site restarts its own processes; without it there is nothing left to do. A worker
        # that fell over is started again, more and more slowly.
        while not self._told_to_stop.wait(LOOK_EVERY):
            if running[0].poll() is not None:
                raise StartFailed(f"the server ended with code {running[0].returncode}")
            if running[1].poll() is not None and not self._told_to_stop.wait(self._pause):
                self._pause = min(self._pause * 2, LONGEST_PAUSE)
                running[1] = start(self._worker_command)


_ENDING = (signal.SIGTERM, signal.SIGINT)
