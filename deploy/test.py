"""make test: the whole suite on SQLite, then on PostgreSQL, and how much of portal/ it reached."""

import sys
import tempfile
import time
from pathlib import Path

from deploy import postgres, tools
from deploy.console import finish, say

LOWEST_COVERAGE = 95
PROCESSES = 2


def run_suite(name: str, folder: Path, chosen: list[str], server: str | None = None) -> int:
    """Run the suite on one database; its coverage goes to ``folder``."""
    say(f"\n== The suite on {name} ==")
    extra = {"COVERAGE_FILE": str(folder / f"coverage.{name}"), "CI": "true"}
    if server is not None:
        extra["PORTAL_TEST_POSTGRES"] = server
    began = time.monotonic()
    code = tools.run(
        *("pytest", "-p", "tests.skips", "-q", "-n", str(PROCESSES), "--dist", "loadfile"),
        *("--cov=portal", "--cov-branch", "--cov-report=", "--cov-fail-under=0"),
        *chosen,
        env=extra,
    )
    say(f"== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s ==")
    return code


def check_coverage(folder: Path) -> int:
    """Join what both runs reached; fail below the bound."""
    whole = {"COVERAGE_FILE": str(folder / "coverage")}
    parts = [str(path) for path in folder.glob("coverage.*")]
    say("\n== Branch coverage of portal/, both databases together ==")
    bound = f"--fail-under={LOWEST_COVERAGE}"
    return tools.run("coverage", "combine", "-q", *parts, env=whole) or tools.run(
        "coverage", "report", bound, env=whole
    )


def main() -> int:
    """Run everything; arguments are handed to pytest, and choosing tests skips the coverage."""
    tools.ready()
    chosen = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="portal-tests-") as temporary:
        folder = Path(temporary)
        failed = run_suite("SQLite", folder, chosen)
        with postgres.private_server() as server:
            failed = run_suite("PostgreSQL", folder, chosen, server) or failed
        return (failed or 0) if chosen else (failed or check_coverage(folder))


if __name__ == "__main__":
    finish(main)
