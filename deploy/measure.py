"""make measure: how long a first and a later start take, in a fresh clone with an empty home."""

import hashlib
import os
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from deploy.console import ROOT, Stop, finish, say

LATER_STARTS = 3
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def start_once(clone: Path, home: Path) -> float:
    """Start the site, stop it once it says where it is; return the seconds until then."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {"HOME": str(home), "PATH": SYSTEM_PATH, "PORT": str(port)}
    kept = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    began = time.monotonic()
    with subprocess.Popen(
        ["make", "run"], cwd=clone, env=kept | env, stdout=subprocess.PIPE, text=True
    ) as site:
        lines = iter(site.stdout or ())
        while (line := next(lines, None)) is not None:
            if f"http://127.0.0.1:{port}/" in line:
                spent = time.monotonic() - began
                time.sleep(3)  # the worker starts after the site
                site.terminate()
                return spent
    raise Stop("The site did not start; its own words stand above.")


def digest(clone: Path) -> str:
    """Return the digest of the database file."""
    return hashlib.sha256((clone / "var" / "portal.db").read_bytes()).hexdigest()


def main() -> int:
    """Measure and print; nothing is left behind."""
    with tempfile.TemporaryDirectory(prefix="portal-measure-") as folder:
        clone, home = Path(folder, "clone"), Path(folder, "home")
        home.mkdir()
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        say(f"first start, downloads included: {start_once(clone, home):.1f} s")
        before = digest(clone)
        later = [start_once(clone, home) for _ in range(LATER_STARTS)]
        say("later starts: " + ", ".join(f"{seconds:.1f} s" for seconds in later))
        say(f"database unchanged by them: {'yes' if digest(clone) == before else 'NO'}")
    return 0


if __name__ == "__main__":
    finish(main)
