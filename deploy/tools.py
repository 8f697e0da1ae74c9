"""What checking and testing need beside the portal: packages, programs, a clean environment."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from deploy import environment, postgres
from deploy.console import ROOT

FONTS = Path("/usr/share/fonts")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The same Chromium without a window, which does a page for half of the work. The tests take it
# where it is, and the whole one where it cannot be had.
WINDOWLESS = "chromium-headless-shell"


def ready() -> None:
    """Install what is missing, or say in one sentence what is. Raises Stop."""
    environment.need_packages(missing_packages(), "Testing")
    environment.ready("requirements.txt")
    environment.ready("requirements-dev.txt")
    if shutil.which(WINDOWLESS) is None:
        environment.try_packages([WINDOWLESS])


def missing_packages() -> list[str]:
    """Return the Debian packages that the tests need and that are not here."""
    here = {
        "chromium": any(shutil.which(browser) for browser in BROWSERS),
        "postgresql": postgres.find_programs() is not None,
        "fonts-noto-cjk": any(FONTS.rglob("NotoSansCJK*")) or any(FONTS.rglob("NotoSansSC*")),
    }
    return [package for package, is_here in here.items() if not is_here]


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment without the settings of any installation of the portal.

    Some thirty processes are started: each may leave to the next what Python compiled.
    """
    portal = ("PORTAL_", "DATABASE_URL", "PORT", "FLASK_", "COVERAGE_", "PYTEST_")
    settings = (*portal, "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(settings)}
    return {**kept, **(extra or {})}


def run(*words: str, env: Mapping[str, str] | None = None) -> int:
    """Run a module of the virtual environment from the root; return its exit code."""
    return python("-m", *words, env=env)


def python(*words: str, env: Mapping[str, str] | None = None) -> int:
    """Run the virtual environment's Python from the root; return its exit code."""
    command = [own_python(), *words]
    finished = subprocess.run(command, check=False, cwd=ROOT, env=clean_environment(env))
    return finished.returncode


def own_python() -> str:
    """Return the virtual environment's Python.

    Tests run by another environment's Python stay in that one.
    """
    return str(environment.PYTHON if environment.PYTHON.exists() else sys.executable)
