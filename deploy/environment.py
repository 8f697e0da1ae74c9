"""The virtual environment and the system packages: made once, renewed when they must be."""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from deploy import locks
from deploy.console import ROOT, Stop, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = ROOT / "var" / "install.log"
TRANSLATIONS = ROOT / "translations"


def ready(requirements: str) -> None:
    """Make sure that .venv holds ``requirements`` and that the translations are compiled."""
    with locks.waiting(ROOT / "var" / "install.lock", "Waiting for another installation to end …"):
        _make_venv()
        _install(ROOT / requirements)
        _compile_translations()


def need_packages(packages: list[str], purpose: str) -> None:
    """Install Debian packages where we may; else name them. Raises Stop."""
    if not packages:
        return
    names = " ".join(packages)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Stop(
            f"{purpose} needs system packages that are missing: "
            f"have an administrator run 'apt-get install {names}', then try again."
        )
    say(f"Installing system packages: {names} …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if _logged(["apt-get", "update", "-q"], quiet) or _logged(install, quiet):
        raise Stop(f"'apt-get install {names}' failed: {LOG} says why; put it right and try again.")


def try_packages(packages: list[str]) -> None:
    """Install Debian packages that help where we may and can; once, and do without them else."""
    tried = VENV / f"{'-'.join(packages)}.tried"
    if tried.exists() or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    say(f"Installing system packages that save time: {' '.join(packages)} …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    hasty = ["-q", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10"]
    install = ["apt-get", "install", "-y", *hasty, "--no-install-recommends", *packages]
    if _logged(install, quiet) and not _logged(["apt-get", "update", *hasty], quiet):
        _logged(install, quiet)
    tried.touch()


def _make_venv() -> None:
    # The mark is the last thing written: an environment without it was not finished.
    mark = VENV / "made-by"
    version = ".".join(map(str, sys.version_info[:2]))
    if mark.is_file() and mark.read_text() == version and PYTHON.exists():
        return
    if find_spec("ensurepip") is None or find_spec("venv") is None:
        need_packages(["python3-venv"], "A virtual environment")
    say(f"Making a virtual environment in {VENV.name} …")
    if _logged([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise Stop(f"The virtual environment could not be made: {LOG} says why.")
    mark.write_text(version)


def _install(requirements: Path) -> None:
    digest = _digest_of(requirements)
    stamp = VENV / f"{requirements.stem}.stamp"
    if stamp.is_file() and stamp.read_text() == digest:
        return
    say(f"Installing {requirements.name} (only when it has changed) …")
    stamp.unlink(missing_ok=True)
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "-r", str(requirements)]
    if _logged([*command, "--disable-pip-version-check"]):
        raise Stop(
            f"The packages of {requirements.name} could not be installed, most often because the "
            f"package index cannot be reached: check the network and 'pip config list', then try "
            f"again; {LOG} holds pip's own words."
        )
    stamp.write_text(digest)


def _digest_of(requirements: Path) -> str:
    texts = [requirements.read_bytes()]
    if requirements.name != "requirements.txt":
        texts.append((ROOT / "requirements.txt").read_bytes())
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def _compile_translations() -> None:
    for source in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"):
        compiled = source.with_suffix(".mo")
        if compiled.is_file() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        babel = [str(PYTHON), "-m", "babel.messages.frontend", "-q", "compile"]
        if _logged([*babel, "-i", str(source), "-o", str(compiled)]):
            raise Stop(f"{source.relative_to(ROOT)} could not be compiled: {LOG} says why.")


def _logged(command: list[str], environment: dict[str, str] | None = None) -> int:
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n")
        log.flush()
        return subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            cwd=ROOT,
        ).returncode
