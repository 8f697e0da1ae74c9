"""make test: the whole suite on SQLite, then on PostgreSQL, and how much of portal/ it reached."""

import sys
import tempfile
import time
from pathlib import Path

from deploy import postgres, tools
from deploy.console import finish, say

LOWEST_COVERAGE = 95
PROCESSES = 2


# Watching every line takes half as long again. It is done beside one database: what only the
# other one reaches is little, and tested all the same.
WATCHED = ("--cov=portal", "--cov-branch", "--cov-report=", "--cov-fail-under=0")
# What a browser opens is opened without one as well; watching it would only take longer. The
# architecture is looked at by `make check`.
MOST = ["--ignore=tests/browser", "--ignore=tests/architecture"]
BROWSER = ["tests/browser"]
# What asks a database; reading the rest only to leave it out takes time as well.
ASKING = ["tests/architecture/test_pages.py", "tests/integration", "tests/web", "tests/browser"]


def run_suite(name: str, chosen: list[str], *watched: str, **env: str) -> int:
    """Run the suite on one database."""
    say(f"\n== The suite on {name} ==")
    began = time.monotonic()
    code = tools.run(
        *("pytest", "-p", "tests.skips", "-q", "-n", str(PROCESSES), "--dist", "loadfile"),
        "--no-loadscope-reorder",  # tests/conftest.py has put the longest first
        *watched,
        *chosen,
        env={"CI": "true", **env},
    )
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
        demo = {"PORTAL_TEST_DEMO": str(Path(temporary) / "demo")}  # loaded once for both
        failed = run_suite("SQLite", chosen or MOST, *WATCHED, COVERAGE_FILE=watched, **demo)
        if not chosen:
            failed = run_suite("SQLite, in a browser", BROWSER, **demo) or failed
        with postgres.private_server() as server:
            failed = (
                run_suite("PostgreSQL", chosen or ASKING, PORTAL_TEST_POSTGRES=server) or failed
            )
        return (failed or 0) if chosen else (failed or check_coverage(watched))


if __name__ == "__main__":
    finish(main)
