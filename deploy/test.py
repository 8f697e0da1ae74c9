"""make test: the suite on SQLite, what asks a database on PostgreSQL as well, and its coverage."""

import sys
import tempfile
import time
from pathlib import Path

from deploy import postgres, tools
from deploy.console import finish, say

LOWEST_COVERAGE = 95
# How the tests are shared out. Where one waits for a browser or for PostgreSQL, another works; a
# file's tests share what they prepare, but for those with a browser, which share the demo.
BY_FILE = ("--dist", "loadfile", "--no-loadscope-reorder")  # tests/conftest.py has ordered them
ALONE, WAITING = ("-n", "2", *BY_FILE), ("-n", "3", *BY_FILE)
IN_A_BROWSER = ("-n", "3", "--dist", "worksteal")

# Watching every line takes half as long again. It is done beside one database: what only the
# other one reaches is little, and tested all the same. What runs through the same lines a
# thousand times (marked no_cover) is not watched either: what is told is the least that is reached.
WATCHED = ("--cov=portal", "--cov-branch", "--cov-report=", "--cov-fail-under=0")
# What a browser opens is opened without one as well; watching it would only take longer. The
# architecture is looked at by `make check`.
MOST = ["--ignore=tests/browser", "--ignore=tests/architecture"]
BROWSER = ["tests/browser"]
# What asks a database; reading the rest only to leave it out takes time as well. Which of these
# PostgreSQL needs, tests/asked.py tells from what each asked SQLite.
ASKING = ["tests/architecture/test_pages.py", "tests/integration", "tests/web", "tests/browser"]


def run_suite(name: str, chosen: list[str], *options: str, **env: str) -> int:
    """Run the suite on one database."""
    say(f"\n== The suite on {name} ==")
    began = time.monotonic()
    plugins = ("-p", "tests.skips", "-p", "tests.asked")
    code = tools.run("pytest", *plugins, "-q", *options, *chosen, env={"CI": "true", **env})
    say(f"== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s ==")
    return code


def check_coverage(watched: str) -> int:
    """Join what the processes of the run reached; fail below the bound."""
    say("\n== Branch coverage of portal/ ==")
    env = {"COVERAGE_FILE": watched}
    bound = f"--fail-under={LOWEST_COVERAGE}"
    return tools.run("coverage", "report", bound, env=env)


def main() -> int:
    """Run everything; arguments are handed to pytest, and choosing tests skips the coverage."""
    tools.ready()
    chosen = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="portal-tests-") as temporary:
        watched = str(Path(temporary) / "coverage")
        kept = {"PORTAL_TEST_DEMO": str(Path(temporary) / "demo")}  # loaded once for all
        if not chosen:
            kept["PORTAL_TEST_ASKED"] = str(Path(temporary) / "asked")
        failed = run_suite(
            "SQLite", chosen or MOST, *ALONE, *WATCHED, COVERAGE_FILE=watched, **kept
        )
        if not chosen:
            failed = run_suite("SQLite, in a browser", BROWSER, *IN_A_BROWSER, **kept) or failed
        with postgres.private_server() as server:
            kept["PORTAL_TEST_POSTGRES"] = server
            failed = run_suite("PostgreSQL", chosen or ASKING, *WAITING, **kept) or failed
        return (failed or 0) if chosen else (failed or check_coverage(watched))


if __name__ == "__main__":
    finish(main)
