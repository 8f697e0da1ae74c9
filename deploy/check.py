"""make check: every guard that is not a test, then the tests of the architecture."""

import tempfile

from deploy import messages, postgres, tools
from deploy.console import finish, say

CHECKS = {
    "Style": ("ruff", "check"),
    "Format": ("ruff", "format", "--check", "-q"),
    "Types": ("mypy", "portal", "tests", "deploy", "wsgi.py"),
    "Templates": ("djlint", "templates", "--lint", "--quiet"),
    "Architecture": ("pytest", "-p", "tests.skips", "-q", "-n", "2", "tests/architecture"),
}


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


OTHER_CHECKS = {
    "Storeys and rooms": check_imports,
    "Translations": messages.drift,
    "Migrations": check_migrations,
}


def main() -> int:
    """Run every check, also after one has failed, and name those that did."""
    tools.ready()
    failed = []
    for title, command in CHECKS.items():
        say(f"== {title} ==")
        if tools.run(*command):
            failed.append(title)
    for title, check in OTHER_CHECKS.items():
        say(f"== {title} ==")
        if check():
            failed.append(title)
    say(f"Failed: {', '.join(failed)}" if failed else "Every guard passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    finish(main)
