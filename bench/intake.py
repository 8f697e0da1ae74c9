"""make bench-intake: citizens file whole tips, without script, the rules against abuse on.

Clients and site share the machine. Each flow comes from a network of its own, as flows of
different people do: what slows one network down stays on, and below its limit.
"""

import argparse
import itertools
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from queue import Queue
from typing import Any

from bench.citizens import FIRST_STEP, Receipt, file_tip
from bench.clock import percentiles
from bench.front_cache import free_port, requests_per_second, running
from bench.plain_browser import Answer, PlainBrowser
from deploy.console import Stop, finish, say
from deploy.postgres import private_server

FLOWS_GOAL, SLOWEST_GOAL, FORM_GOAL = 120.0, 60.0, 500.0
CLIENTS, SECONDS, WARM_UP = 4, 20, 4
NETWORKS = 250
# Networks that no flow comes from; none may file this many within an hour unasked.
CROWDED, ELSEWHERE, MOST_FREE = "10.200.0.1", "10.201.0.1", 1000


@dataclass
class Measured:
    """What one client saw: flows, and the milliseconds of each request."""

    flows: int = 0
    times: list[float] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


def network(client: int, flow: int) -> str:
    """Return an address for a flow: none comes twice within a run."""
    high, low = divmod(flow, NETWORKS)
    return f"10.{client}.{high % NETWORKS}.{low}"


def _timed(times: list[float], do: Any) -> Answer:
    began = time.perf_counter()
    answer: Answer = do()
    times.append((time.perf_counter() - began) * 1000)
    return answer


def file_again_and_again(port: int, client: int, until: float, told: "Queue[Measured]") -> None:
    """File tips until a moment (of the monotonic clock); tell what was seen after the warm-up."""
    seen, began = Measured(), time.monotonic()
    for flow in itertools.count():
        if time.monotonic() >= until:
            break
        browser = PlainBrowser(port, network(client, flow))
        times: list[float] = []
        receipt: Receipt = file_tip(
            browser, f"第 {client}-{flow} 件：后厨卫生不好。", ask=partial(_timed, times)
        )
        browser.close()
        if time.monotonic() - began > WARM_UP:
            seen.flows += 1
            seen.times += times
            seen.numbers.append(receipt.number)
    told.put(seen)


def measure(port: int, seconds: int) -> list[Measured]:
    """Let all clients file at once."""
    method = get_context("spawn")
    told: Any = method.Queue()
    until = time.monotonic() + seconds + WARM_UP
    clients = [
        method.Process(target=file_again_and_again, args=(port, number, until, told))
        for number in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    seen = [told.get(timeout=seconds + WARM_UP + 60) for _client in clients]
    for client in clients:
        client.join()
    return seen


def report(seen: list[Measured], seconds: int) -> bool:
    """Say what was seen; return whether the goals were reached."""
    flows = sum(one.flows for one in seen)
    times = [spent for one in seen for spent in one.times]
    numbers = [number for one in seen for number in one.numbers]
    if len(set(numbers)) != len(numbers):
        raise Stop("Two citizens hold the same number.")
    rate, (middle, most, nearly_all) = flows / seconds, percentiles(times)
    say(f"  {flows} whole flows of {len(times) / flows:.0f} requests: {rate:.1f} flows/s")
    say(f"  a request: p50 {middle:.1f} ms · p95 {most:.1f} · p99 {nearly_all:.1f}")
    reached = rate >= FLOWS_GOAL, most <= SLOWEST_GOAL
    say(f"  flows (goal >= {FLOWS_GOAL:.0f}/s): {'reached' if reached[0] else 'MISSED'}")
    say(f"  p95 (goal <= {SLOWEST_GOAL:.0f} ms): {'reached' if reached[1] else 'MISSED'}")
    return all(reached)


@contextmanager
def intake_site(database: str | None) -> Iterator[int]:
    """Serve a fresh place on a database of its own; yield the port."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="portal-intake-") as folder:
        env = site_env(Path(folder), database)
        serve = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--prepare"]
        with running([*serve, "--port", str(port)], port, env, log=Path(folder) / "site.log"):
            yield port


def site_env(folder: Path, database: str | None) -> dict[str, str]:
    """Return the settings of a site that trusts one proxy, which stands for many networks."""
    env = {"PORTAL_VAR": str(folder), "PORTAL_PROXIES": "1", "PYTHONHASHSEED": "0"}
    return {**env, "DATABASE_URL": database} if database else env


def form_rate(port: int) -> bool:
    """Ask for the form page alone; return whether the goal was reached."""
    if shutil.which("wrk") is None:
        raise Stop("wrk is not installed: apt-get install wrk")
    rate = requests_per_second(f"http://127.0.0.1:{port}{FIRST_STEP}")
    say(f"  form page: {rate:,.0f}/s (goal >= {FORM_GOAL:.0f})")
    return rate >= FORM_GOAL


def patience_pays(port: int) -> bool:
    """File from one network until it is asked to wait, wait without script, and get through."""
    waits: list[int] = []

    def rest(seconds: int) -> None:
        waits.append(seconds)
        time.sleep(seconds)

    tries = 0
    while not waits and tries < MOST_FREE:
        tries += 1
        honest = PlainBrowser(port, CROWDED)
        file_tip(honest, f"第 {tries} 件：后厨卫生不好。", rest=rest)
        honest.close()
    began = time.perf_counter()
    file_tip(PlainBrowser(port, ELSEWHERE), "别处的人不用等：后厨卫生不好。")
    spent = (time.perf_counter() - began) * 1000
    say(f"  one network: {tries - 1} cases at once, then asked to wait {waits} s")
    say(f"  with the ticket of its wait it got through; elsewhere nobody waited ({spent:.0f} ms)")
    return len(waits) == 1


def one_database(name: str, database: str | None, seconds: int) -> bool:
    """Measure on one database."""
    say(f"{name}: {CLIENTS} clients for {seconds} s on {os.cpu_count()} processors")
    with intake_site(database) as port:
        flows = report(measure(port, seconds), seconds)
        forms = form_rate(port)
        return patience_pays(port) and forms and flows


def main() -> int:
    """Measure on the databases asked for; return 1 where a goal is missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=SECONDS)
    asked.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    told = asked.parse_args()
    reached = []
    if "sqlite" in told.databases:
        reached.append(one_database("SQLite", None, told.seconds))
    if "postgresql" in told.databases:
        # As a place would run it: nothing is told to be stored before it is.
        with private_server("fsync=on", "synchronous_commit=on") as server:
            reached.append(one_database("PostgreSQL", server, told.seconds))
    return int(not all(reached))


if __name__ == "__main__":
    finish(main)
