"""make bench-front: a page kept ready, beside nginx sending the same bytes from a file.

Both answer the same client on the same machine, in turns; what counts is the ratio. It needs
nginx and wrk (apt-get install nginx-light wrk).
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from deploy.console import ROOT, Stop, finish, say

ROUNDS = 5
SECONDS = 4
CONNECTIONS = 16
GOAL_BESIDE_NGINX = 0.7
GOAL_BESIDE_ITSELF = 20
PAGE = "/sampling/"
PACKED = ("-H", "Accept-Encoding: gzip")
NGINX = """
daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; gzip_static always;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port}; root {folder}; default_type text/html;
  }}
}}
"""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(
    words: list[str], env: Mapping[str, str], *, log: Path | None = None
) -> subprocess.Popen[bytes]:
    """Start a program in a group of its own; what it says goes to ``log``, where one is named."""
    with Path(log or os.devnull).open("ab") as kept:
        said = kept if log else None
        return subprocess.Popen(
            words,
            cwd=ROOT,
            env={**os.environ, **env},
            start_new_session=True,
            stdout=said,
            stderr=said,
        )


@contextmanager
def running(
    words: list[str], port: int, env: Mapping[str, str], *, log: Path | None = None
) -> Iterator[str]:
    """Run a server until its address answers; stop it afterwards, by its own id.

    What it says goes to ``log``, where one is named.
    """
    server = start(words, env, log=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _again in range(1200):
            if server.poll() is not None:
                raise Stop("A server ended at once; its own words stand above.")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield address
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def requests_per_second(address: str) -> float:
    """Ask for one page over and over; return the answers per second, all of them right."""
    told = subprocess.run(
        ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *PACKED, address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"Requests/sec:\s*([\d.]+)", told)
    if found is None or "Non-2xx" in told:
        raise Stop(f"wrk did not measure {address}:\n{told}")
    return float(found[1])


def packed_page(address: str) -> bytes:
    """Return the page as the site packs it."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        content: bytes = answer.read()
        return content


def main() -> int:
    """Measure in turns and print the medians and their ratios."""
    missing = [name for name in ("nginx", "wrk") if shutil.which(name) is None]
    if missing:
        raise Stop(f"{' and '.join(missing)} not installed: apt-get install nginx-light wrk")
    with tempfile.TemporaryDirectory(prefix="portal-front-") as name:
        folder, ports = Path(name), [free_port() for _each in range(3)]
        folder.chmod(0o755)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=ports[2]))
        serve = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--prepare", "--port"]
        var = {"PORTAL_VAR": str(folder / "var")}
        unkept = {**var, "PORTAL_FRONT_CACHE_MB": "0"}
        with (
            running([*serve, str(ports[0])], ports[0], var) as kept,
            running([*serve, str(ports[1])], ports[1], unkept) as made,
        ):
            (folder / "page.html.gz").write_bytes(page := packed_page(kept + PAGE))
            nginx = ["nginx", "-p", name, "-c", str(folder / "nginx.conf")]
            with running(nginx, ports[2], {}) as files:
                say(f"{PAGE}: {len(page):,} bytes packed, {CONNECTIONS} connections")
                return report((kept + PAGE, files + "/page.html", made + PAGE))


def report(addresses: tuple[str, str, str]) -> int:
    """Measure the three in turns; return 1 where a goal is missed."""
    rounds = [[requests_per_second(address) for address in addresses] for _each in range(ROUNDS)]
    kept, files, made = (median(column) for column in zip(*rounds, strict=True))
    say(f"kept ready {kept:,.0f}/s · nginx, same bytes {files:,.0f}/s · made anew {made:,.0f}/s")
    goals = (
        ("beside nginx", kept / files, GOAL_BESIDE_NGINX),
        ("beside the same page made anew", kept / made, GOAL_BESIDE_ITSELF),
    )
    for what, ratio, goal in goals:
        word = "reached" if ratio >= goal else "MISSED"
        say(f"{what}: {ratio:.2f} times (goal {goal}): {word}")
    return int(any(ratio < goal for _what, ratio, goal in goals))


if __name__ == "__main__":
    finish(main)
