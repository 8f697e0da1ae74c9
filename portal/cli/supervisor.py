"""Programs under one roof: the site, and the worker beside it. They start and end together.

Each is a fork of this process, which has built the site already: what takes seconds to import is
imported once. Nothing may be running or open by then (tests/integration/operations holds the
site to that).
"""

import contextvars
import ctypes
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from multiprocessing.context import ForkProcess
from types import FrameType

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
LOOK_EVERY = 0.1
LONGEST_START = 60.0
GRACE = 20.0
_ENDING = (signal.SIGTERM, signal.SIGINT)
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_FORK = multiprocessing.get_context("fork")

Work = Callable[[], object]


class StartFailed(Exception):  # noqa: N818 - it names what happened
    """A program ended, or did not answer, before it was up."""


def start(work: Work) -> ForkProcess:
    """Do ``work`` in a program that ends when this one does, even when this one is killed."""
    program = _FORK.Process(target=_live, args=(work, os.getpid()))
    # Until the program has put the supervisor's own answer to a signal away, a signal waits;
    # it would be swallowed, and the program would have to be killed.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        program.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return program


def _live(work: Work, parent: int) -> None:
    # A group of its own: Ctrl-C reaches the supervisor alone, which then ends this program.
    os.setsid()
    for number in _ENDING:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
    if os.getppid() != parent:
        return  # it was killed before the kernel was asked, and sends no signal any more
    # Without the command's own context, which every request would take for its own.
    contextvars.Context().run(work)


def end(programs: Sequence[ForkProcess], *, grace: float = GRACE) -> None:
    """Ask programs to end, and end those that do not within ``grace`` seconds."""
    for program in programs:
        program.terminate()
    for program in programs:
        program.join(grace)
        if program.is_alive() and program.pid:
            os.killpg(program.pid, signal.SIGKILL)
            program.join()


class Supervisor:
    """Keeps a site and its worker running until somebody says stop."""

    def __init__(self, site: Work, worker: Work) -> None:
        self._site, self._worker = site, worker
        self._told_to_stop = threading.Event()
        self._pause = FIRST_PAUSE

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """End everything soon; also the answer to SIGTERM and SIGINT."""
        self._told_to_stop.set()

    def run(self, *, is_up: Callable[[], bool], announce: Callable[[], None]) -> None:
        """Run both until told to stop. Raises StartFailed where the site does not come up."""
        before = {number: signal.signal(number, self.stop) for number in _ENDING}
        running = [start(self._site)]
        try:
            self._wait_for(running[0], is_up)
            if not self._told_to_stop.is_set():
                announce()
                running.append(start(self._worker))
                self._watch(running)
        finally:
            end(running)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _wait_for(self, site: ForkProcess, is_up: Callable[[], bool]) -> None:
        waited = 0.0
        while not self._told_to_stop.wait(LOOK_EVERY):
            waited += LOOK_EVERY
            if not site.is_alive():
                raise StartFailed(f"the server ended with code {site.exitcode}")
            if is_up():
                return
            if waited > LONGEST_START:
                raise StartFailed(f"no answer within {LONGEST_START:.0f} seconds")

    def _watch(self, running: list[ForkProcess]) -> None:
        # The site restarts its own processes; without it there is nothing left to do. A worker
        # that fell over is started again, more and more slowly.
        while not self._told_to_stop.wait(LOOK_EVERY):
            if not running[0].is_alive():
                raise StartFailed(f"the server ended with code {running[0].exitcode}")
            if not running[1].is_alive() and not self._told_to_stop.wait(self._pause):
                self._pause = min(self._pause * 2, LONGEST_PAUSE)
                running[1] = start(self._worker)
