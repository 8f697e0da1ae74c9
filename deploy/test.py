"""make test: the suite on SQLite, what asks a database on PostgreSQL as well, and its coverage."""

import json
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from deploy import postgres, tools
from deploy.console import finish, say

Words = tuple[str, ...]

LOWEST_COVERAGE = 95
# How the tests are shared out. Where one waits for a browser or for PostgreSQL, another works; a
# file's tests share what they prepare, but for those with a browser, which share the demo.
BY_FILE = ("--dist", "loadfile", "--no-loadscope-reorder")  # tests/conftest.py has ordered them
ALONE, WAITING = ("-n", "2", *BY_FILE), ("-n", "3", *BY_FILE)
IN_A_BROWSER = ("-n", "3", "--dist", "worksteal")

# Branches are watched beside one database: what only the other one reaches is little, and tested
# all the same. SlipCover takes its marks away where a line was reached, and so costs a tenth
# where tracing every line costs two thirds.
WATCHING = ("slipcover", "--json")
# What a browser opens is opened without one as well; watching it would only take longer. The
# architecture is looked at by `make check`.
MOST = ["--ignore=tests/browser", "--ignore=tests/architecture"]
BROWSER = ["tests/browser"]
# What asks a database; reading the rest only to leave it out takes time as well. Which of these
# PostgreSQL needs, tests/asked.py tells from what each asked SQLite.
ASKING = ["tests/architecture/test_pages.py", "tests/integration", "tests/web", "tests/browser"]


def run_suite(
    name: str, chosen: list[str], *options: str, env: Mapping[str, str], watching: Words = ()
) -> int:
    """Run the suite on one database."""
    say(f"\n== The suite on {name} ==")
    began = time.monotonic()
    plugins = ("-p", "tests.skips", "-p", "tests.asked")
    program = (*watching, "-m", "pytest") if watching else ("pytest",)
    code = tools.run(*program, *plugins, "-q", *options, *chosen, env={"CI": "true", **env})
    say(f"== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s ==")
    return code


def check_coverage(watched: Path) -> int:
    """Tell how much of the portal the tests ran through; fail below the bound."""
    say("\n== Branch coverage of portal/ ==")
    if not watched.exists():
        say("nothing was written down: the suite did not come to its end")
        return 2
    told = json.loads(watched.read_text(encoding="utf-8"))
    for name, file in sorted(told["files"].items()):
        share = file["summary"]["percent_covered"]
        if share < LOWEST_COVERAGE:
            say(f"{name}: {share:.0f} %, not line {', '.join(map(str, file['missing_lines']))}")
    share = told["summary"]["percent_covered"]
    say(f"{share:.1f} % of lines and branches (at least {LOWEST_COVERAGE} %)")
    return 0 if share >= LOWEST_COVERAGE else 2


def main() -> int:
    """Run everything; arguments are handed to pytest, and choosing tests skips the coverage."""
    tools.ready()
    chosen = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="portal-tests-") as temporary:
        watched = Path(temporary) / "coverage.json"
        kept = {"PORTAL_TEST_DEMO": str(Path(temporary) / "demo")}  # loaded once for all
        if chosen:
            failed = run_suite("SQLite", chosen, *ALONE, env=kept)
        else:
            kept["PORTAL_TEST_ASKED"] = str(Path(temporary) / "asked")
            watching = (*WATCHING, f"--out={watched}")
            failed = run_suite("SQLite", MOST, *ALONE, env=kept, watching=watching)
            failed = run_suite("SQLite, in a browser", BROWSER, *IN_A_BROWSER, env=kept) or failed
        with postgres.private_server() as server:
            kept["PORTAL_TEST_POSTGRES"] = server
            failed = run_suite("PostgreSQL", chosen or ASKING, *WAITING, env=kept) or failed
        return failed if chosen else (check_coverage(watched) or failed)


if __name__ == "__main__":
    finish(main)
