"""make mutate: change the rules of money and clocks a little, over and over; the tests must see it.

The rules are plain Python, so their own tests suffice: no database, one process. The tool
(mutmut) works in a folder of its own. Ends with 1 below LEAST_SHARE percent; docs/mutation.md
tells what survives and why. Names of modules, or patterns, may be given to look at those alone.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from deploy import environment
from deploy.console import ROOT, finish, say

LEAST_SHARE = 85
RULES = (
    "portal/complaints/clocks.py",
    "portal/places/rules/calendar.py",
    "portal/rewards/rules/batches.py",
    "portal/rewards/rules/caps.py",
    "portal/rewards/rules/computation.py",
    "portal/rewards/rules/disclosure.py",
    "portal/rewards/rules/ledger.py",
    "portal/rewards/rules/levels.py",
    "portal/rewards/rules/reconciliation.py",
    "portal/rewards/rules/scheme.py",
    "portal/rewards/rules/separation.py",
)
TESTS = (
    "tests/unit/complaints/test_counted_days.py",
    "tests/unit/places/test_calendar.py",
    "tests/unit/rewards",
)
# A hundred thousand generated cases would be asked anew for each change.
TOO_LONG = "tests/unit/rewards/test_oracle.py"
COPIED = ("portal", "templates", "static", "translations", "tests/factories", "tests/unit")
FILES = ("pyproject.toml", "wsgi.py")
ARGUMENTS = ("-q", "-n0", "-p", "no:cacheprovider", "-W", "ignore", f"--ignore={TOO_LONG}")
SURVIVED, NOT_TESTED = 0, 33
NOTHING_TOLD = {None}


def _settings() -> str:
    lists = {
        "source_paths": ("portal",),
        "only_mutate": RULES,
        "also_copy": ("tests", "templates", "static", "translations", "wsgi.py"),
        "pytest_add_cli_args": ARGUMENTS,
        "pytest_add_cli_args_test_selection": TESTS,
    }
    told = [f"{name} =\n    " + "\n    ".join(rows) for name, rows in lists.items()]
    return "\n".join(["[mutmut]", *told, "use_git_change_detection = false", ""])


def _copy(folder: Path) -> None:
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name)
    beside = (str(module.relative_to(ROOT)) for module in ROOT.glob("tests/*.py"))
    for name in (*FILES, *beside):
        shutil.copy(ROOT / name, folder / name)
    (folder / "setup.cfg").write_text(_settings())


def outcomes(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield each change that was tried, and how the tests ended with it."""
    for told in sorted(folder.glob("mutants/portal/**/*.meta")):
        for name, code in json.loads(told.read_text())["exit_code_by_key"].items():
            if code not in NOTHING_TOLD:
                yield name, code


def _report(folder: Path) -> int:
    tried = list(outcomes(folder))
    unseen = [name for name, code in tried if code in {SURVIVED, NOT_TESTED}]
    by_module = Counter(name.partition(".x")[0] for name, _code in tried)
    survived = Counter(name.partition(".x")[0] for name in unseen)
    for module, count in by_module.items():
        say(f"{module}: {count - survived[module]} of {count} seen")
    for name in unseen:
        say(f"  survived: {name}")
    share = 100 * (len(tried) - len(unseen)) // max(len(tried), 1)
    say(f"{len(tried)} changes, {len(tried) - len(unseen)} seen: {share} %, asked {LEAST_SHARE} %")
    return int(share < LEAST_SHARE)


def main() -> int:
    """Try every change, or those asked for, and say which no test has seen."""
    environment.ready("requirements-mutation.txt")
    with tempfile.TemporaryDirectory(prefix="portal-mutate-") as name:
        folder = Path(name)
        _copy(folder)
        words = [str(environment.PYTHON), "-m", "mutmut", "run", "--max-children", "1"]
        quiet = {**os.environ, "PYTHONPATH": ""}
        subprocess.run([*words, *sys.argv[1:]], cwd=folder, env=quiet, check=False)
        return _report(folder)


if __name__ == "__main__":
    finish(main)
