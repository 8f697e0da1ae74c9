"""Kill a worker at many points of an import: ``python -m bench.kill_import --points 200``.

After each fall nothing half may show for review, and the job that goes on must come to the same
rows as one that was left alone. Exits with 1 where it does not.
"""

import argparse
import random
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask

from bench import falls
from bench.official_table import say
from bench.throwaway import site_of

SEED = 3


def _prepare(app: Flask) -> str:
    """Bring the database to where every run begins; on SQLite from a copy of the first."""
    folder: Path = app.config["PORTAL_VAR"]
    known = folder / "reference"
    if known.exists():
        for leftover in folder.glob("falls.db*"):
            leftover.unlink()
        shutil.copy(folder / "start.db", folder / "falls.db")
        return known.read_text()
    reference: str = falls.apart(partial(falls.prepare, app))
    if (folder / "falls.db").exists():
        shutil.copy(folder / "falls.db", folder / "start.db")
        known.write_text(reference)
    return reference


def _try_point(app: Flask, point: int, expected: dict[str, Any]) -> str:
    """Kill at one point and go on; return what was wrong then, or nothing."""
    reference = _prepare(app)
    if falls.work_until(app, point) != point:
        return "the worker came to its end before"
    proposals = len(expected["amendments"])
    is_whole = falls.apart(partial(falls.kept, app, reference)) == expected
    shown = falls.apart(partial(falls.shown_for_review, app))
    if shown != ((1, proposals) if is_whole else (0, 0)):
        return f"half of it shows: {shown}"
    falls.apart(partial(falls.go_on, app))
    if falls.apart(partial(falls.kept, app, reference)) != expected:
        return "the rows are others"
    return "" if falls.apart(partial(falls.shown_for_review, app)) == (1, proposals) else "unseen"


def main() -> int:
    """Kill at points drawn with a seed, and say what came of it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--points", type=int, default=200)
    asked.add_argument("--database", help="of this address; else an SQLite database of its own")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = site_of(Path(folder), told.database or f"sqlite:///{folder}/falls.db")
        reference = _prepare(app)
        length = falls.work_until(app, None)
        expected = falls.apart(partial(falls.kept, app, reference))
        count = min(told.points, length)
        points = sorted(random.Random(SEED).sample(range(1, length + 1), count))
        wrong = {point: fault for point in points if (fault := _try_point(app, point, expected))}
    say(f"{count} of {length} points, seed {SEED}: {count - len(wrong)} well, {len(wrong)} wrong")
    for point, fault in wrong.items():
        say(f"  {point}: {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
