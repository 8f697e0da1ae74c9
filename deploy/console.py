"""How these scripts speak: short lines, and one clear sentence when they cannot go on."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Stop(Exception):  # noqa: N818 - it is the end of the run, told in one sentence
    """Nothing more can be done; the message says why and what to do."""


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def finish(work: Callable[[], int]) -> None:
    """Run ``work`` and leave with its exit code; a Stop becomes its sentence and code 1.

    TERM ends it as Ctrl-C does: what was started is ended first.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code = work()
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
