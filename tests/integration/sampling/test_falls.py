"""A worker that dies in the middle of an import leaves nothing half, and the next one goes on."""

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]
# A few of the points: `python -m bench.kill_import` takes two hundred.
POINTS = 4


def test_a_killed_import_leaves_no_half_and_comes_to_the_same_rows() -> None:
    killing = subprocess.run(
        [sys.executable, "-m", "bench.kill_import", "--points", str(POINTS)],
        check=False,
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        timeout=300,
    )
    assert killing.returncode == 0, killing.stdout + killing.stderr
    assert f"{POINTS} well, 0 wrong" in killing.stdout
