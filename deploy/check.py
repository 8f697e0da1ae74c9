"""make check: every guard that is not a test, then the tests of the architecture; two at a time."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from deploy import messages, postgres, tools
from deploy.console import ROOT, finish, say

SIDE_BY_SIDE = 2


def check_migrations() -> int:
    """Compare models and migration steps on both databases, each new and empty."""
    with tempfile.TemporaryDirectory(prefix="portal-check-") as folder:
        code = _compare({"PORTAL_VAR": folder})
        with postgres.private_server() as server:
            return code or _compare({"PORTAL_VAR": folder, "DATABASE_URL": server})


def _compare(env: dict[str, str]) -> int:
    flask = ("flask", "--app", "wsgi", "database")
    return tools.run(*flask, "upgrade", env=env) or tools.run(*flask, "check", env=env)


def check_imports() -> int:
    """Compare every import with the storeys of .importlinter."""
    return tools.python("-c", "from importlinter.cli import lint_imports_command as lint; lint()")


# The longest come first, so that both processors end at about the same time.
CHECKS: dict[str, Callable[[], int]] = {
    "Types": lambda: tools.run("mypy", "portal", "tests", "deploy", "wsgi.py"),
    "Architecture": lambda: tools.run("pytest", "-p", "tests.skips", "-q", "tests/architecture"),
    "Templates": lambda: tools.run("djlint", "templates", "--lint", "--quiet"),
    "Migrations": check_migrations,
    "Translations": messages.drift,
    "Storeys and rooms": check_imports,
    "Style": lambda: tools.run("ruff", "check"),
    "Format": lambda: tools.run("ruff", "format", "--check", "-q"),
}


def run_all(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Run every check in a process of its own; yield title, exit code and words as they end.

    What they say is gathered in ``folder``.
    """
    waiting = list(CHECKS)
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < SIDE_BY_SIDE:
                title = waiting.pop(0)
                running[title] = _start(title, folder / title)
            for title, process in list(running.items()):
                if process.poll() is not None:
                    del running[title]
                    yield title, process.returncode, (folder / title).read_text(errors="replace")
            time.sleep(0.05)
    finally:
        for process in running.values():
            process.terminate()
            process.wait()


def _start(title: str, told: Path) -> subprocess.Popen[bytes]:
    command = [tools.own_python(), "-m", "deploy.check", title]
    with told.open("wb") as target:
        return subprocess.Popen(command, stdout=target, stderr=target, cwd=ROOT)


def main() -> int:
    """Run every check, also after one has failed, and name those that did.

    With the title of a check as argument, run only that one.
    """
    if sys.argv[1:]:
        return CHECKS[sys.argv[1]]()
    tools.ready()
    failed = []
    with tempfile.TemporaryDirectory(prefix="portal-check-") as folder:
        for title, code, told in run_all(Path(folder)):
            say(f"== {title} ==\n{told}".rstrip())
            if code:
                failed.append(title)
    say(f"Failed: {', '.join(failed)}" if failed else "Every guard passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    finish(main)
