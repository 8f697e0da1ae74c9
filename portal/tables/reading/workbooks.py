"""Workbooks: unrolled by a program that may fail without harm, then read from its output."""

import marshal
import os
import signal
import struct
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from portal.tables.reading.refusals import FileRefused
from portal.tables.reading.sheets import Merged, Note, ReadRow, Sheet
from portal.tables.reading.unrolling import MOST_SECONDS

UNROLLING = Path(__file__).parent / "unrolling.py"
# A busy machine may need longer than the program's own time, which is bounded by itself.
LONGEST_WAIT = 90
LENGTH = struct.Struct("<I")
OUT_OF_TIME = frozenset({-signal.SIGXCPU, -signal.SIGKILL})
OUT_OF_ROOM = frozenset({-signal.SIGABRT, -signal.SIGXFSZ, -signal.SIGSEGV})


class Unrolled:
    """The output of the program: frames in a file without a name, gone with the last reader."""

    def __init__(self) -> None:
        self.number, path = tempfile.mkstemp(prefix="sheets-")
        Path(path).unlink()
        weakref.finalize(self, os.close, self.number)

    def frames(self, start: int = 0) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Yield each frame from ``start`` on, with the place where the next one begins."""
        place, number = start, self.number
        while len(head := os.pread(number, LENGTH.size, place)) == LENGTH.size:
            (length,) = LENGTH.unpack(head)
            place += LENGTH.size
            content = os.pread(number, length, place)
            place += length
            yield place, marshal.loads(content)  # noqa: S302 - written by our own program

    def rows_from(self, start: int) -> Iterator[ReadRow]:
        """Yield the rows of the sheet whose first rows stand at ``start``."""
        for _, frame in self.frames(start):
            if frame[0] != "rows":
                return
            yield from zip(frame[1], frame[2], strict=True)


class Unrolling:
    """A run of the program, to be waited for."""

    def __init__(self, content: bytes) -> None:
        self._output = Unrolled()
        self._input = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the program has ended
        self._input.write(content)
        self._input.seek(0)
        self._program = subprocess.Popen(  # noqa: S603 - our own program and no argument
            [sys.executable, "-I", str(UNROLLING)],
            stdin=self._input,
            stdout=self._output.number,
            stderr=subprocess.DEVNULL,
        )

    def sheets(self) -> list[Sheet]:
        """Return the sheets once the program has ended; raises FileRefused where it could not."""
        try:
            code = self._program.wait(LONGEST_WAIT)
        except subprocess.TimeoutExpired:
            code = -signal.SIGKILL
        finally:
            self.stop()
        if code in OUT_OF_TIME:
            raise FileRefused("too_slow", limit=MOST_SECONDS)
        if code in OUT_OF_ROOM:
            raise FileRefused("too_large_inside")
        if code != 0:
            raise FileRefused("damaged")
        return _sheets(self._output)

    def stop(self) -> None:
        """End the program if it has not ended."""
        if self._program.poll() is None:
            self._program.kill()
            self._program.wait()
        self._input.close()


def _sheets(output: Unrolled) -> list[Sheet]:
    found: list[list[Any]] = []
    notes: list[Note] = []
    for place, frame in output.frames():
        if frame[0] == "refused":
            raise FileRefused(frame[1], **frame[2])
        if frame[0] == "note":
            notes.append(Note(frame[1], frame[2]))
        elif frame[0] == "sheet":
            found.append([frame[1], frame[2], place, 0])
        else:
            found[-1][3] += len(frame[1])
    sheets = [_sheet(output, *one) for one in found]
    return [replace(sheets[0], notes=tuple(notes)), *sheets[1:]] if sheets else []


def _sheet(output: Unrolled, name: str, merged: list[Merged], start: int, count: int) -> Sheet:
    return Sheet(name, lambda: output.rows_from(start), count, merged=tuple(merged))
