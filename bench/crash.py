"""make crash: kill -9 the site again and again while citizens file tips, then count what is there.

Every citizen goes on after a fall as a person does: sends the same form again. In the end each
receipt that was shown must open exactly one case, and there is no case without a citizen who holds
its receipt. Sometimes the whole site falls, sometimes one of its processes.
"""

import argparse
import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine, text

from bench.citizens import file_tip
from bench.front_cache import free_port, start
from bench.intake import network, site_env
from bench.plain_browser import LOST, Answer, PlainBrowser
from deploy.console import Stop, finish, say
from deploy.postgres import private_server

KILLS, RECEIPTS, CLIENTS = 200, 10_000, 4
LONGEST_FALL, PAUSE = 300.0, 0.05
# How long the site lives before the next kill, in seconds: short, so that forms are on their way.
LIFE = (0.2, 2.5)
SEED = 5


class Site:
    """The site as it is served, which falls and is started again."""

    def __init__(self, folder: Path, database: str | None) -> None:
        self.port = free_port()
        self._log = folder / "site.log"
        self._env = site_env(folder, database)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        words = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--prepare"]
        self._process = start([*words, "--port", str(self.port)], self._env, log=self._log)
        self.wait_until_up()

    def wait_until_up(self) -> None:
        """Wait until a page comes; raise Stop where none does for minutes."""
        until = time.monotonic() + LONGEST_FALL
        while time.monotonic() < until:
            try:
                if PlainBrowser(self.port, "10.9.9.9").get("/healthz").status == 200:  # noqa: PLR2004
                    return
            except LOST:
                time.sleep(PAUSE)
        raise Stop(f"The site does not come up again:\n{self._log.read_text()[-3000:]}")

    def kill(self, draw: random.Random) -> None:
        """Kill the whole site, or one of its processes, at once and without a warning."""
        process = self._process
        if process is None:
            raise Stop("nothing runs")
        members = _group(process.pid)
        if draw.random() < 0.5 and len(members) > 1:  # noqa: PLR2004
            self._kill_one(draw.choice(members))
        else:
            os.killpg(process.pid, signal.SIGKILL)
        # Where its head fell, all must end before it is started again; a worker is replaced.
        time.sleep(PAUSE)
        if process.poll() is not None or not _answers_soon(self):
            self.stop()
            self.start()

    def _kill_one(self, member: int) -> None:
        try:
            os.kill(member, signal.SIGKILL)
        except ProcessLookupError:
            return

    def stop(self) -> None:
        """End every process of it."""
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        finally:
            self._process.wait()
        while _group(self._process.pid):
            time.sleep(PAUSE)


def _answers_soon(site: Site) -> bool:
    """Whether the site answers within seconds, as it does where only a worker fell."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            if PlainBrowser(site.port, "10.9.9.9").get("/healthz").status == 200:  # noqa: PLR2004
                return True
        except LOST:
            time.sleep(PAUSE)
    return False


def _group(leader: int) -> list[int]:
    """Return the processes that belong to one program's group and are not yet ended."""
    members = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            state, _parent, group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(group) == leader and state != "Z":
            members.append(int(folder.name))
    return members


class Citizens:
    """Citizens who file one tip after the other until enough receipts are held."""

    def __init__(self, port: int, enough: Callable[[int], bool]) -> None:
        self._port, self._enough = port, enough
        self._lock = threading.Lock()
        self.receipts: list[str] = []
        self.retries = 0
        self.faults: list[str] = []

    def file(self, client: int) -> None:
        """File until told to stop; a tip that was begun is brought to its end."""
        for flow in itertools.count():
            if self._enough(len(self.receipts)) or self.faults:
                return
            browser = PlainBrowser(self._port, network(client, flow))
            try:
                receipt = file_tip(browser, f"第 {client}-{flow} 件：后厨卫生不好。", ask=self.ask)
            except Exception as fault:
                self.faults.append(f"{client}-{flow}: {fault!r}"[:600])
                return
            finally:
                browser.close()
            with self._lock:
                self.receipts.append(receipt.number)

    def ask(self, do: Callable[[], Answer]) -> Answer:
        """Ask until an answer comes."""
        until = time.monotonic() + 2 * LONGEST_FALL
        while True:
            try:
                return do()
            except LOST:
                self.retries += 1
                if time.monotonic() > until:
                    raise
                time.sleep(PAUSE)


def kept_numbers(address: str, before: frozenset[str]) -> list[str]:
    """Return the numbers of the cases that were filed."""
    engine = create_engine(address)
    with engine.connect() as connection:
        found = connection.scalars(text('SELECT reference FROM "case"')).all()
    engine.dispose()
    return [number for number in found if number not in before]


def faults_of(held: list[str], kept: list[str]) -> list[str]:
    """Return what is wrong between the receipts that citizens hold and the cases that are kept."""
    lost, unheld = set(held) - set(kept), set(kept) - set(held)
    wrong = [f"lost: {number}" for number in sorted(lost)]
    wrong += [f"without a receipt: {number}" for number in sorted(unheld)]
    for what, numbers in (("held twice", held), ("kept twice", kept)):
        twice = sorted(number for number, count in Counter(numbers).items() if count > 1)
        wrong += [f"{what}: {number}" for number in twice]
    return wrong


def one_database(name: str, database: str | None, kills: int, receipts: int) -> bool:
    """Let the site fall on one database; return whether nothing was lost."""
    draw = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="portal-crash-") as folder:
        address = f"sqlite:///{folder}/portal.db"
        if database:
            address = database.replace("postgresql://", "postgresql+psycopg://")
        site = Site(Path(folder), database)
        site.start()
        try:
            before = frozenset(kept_numbers(address, frozenset()))
            fallen, citizens = _let_fall(site, draw, kills, receipts)
            kept = kept_numbers(address, before)
        finally:
            site.stop()
    wrong = [*citizens.faults, *faults_of(citizens.receipts, kept)]
    say(
        f"{name}: {fallen} kills, {len(citizens.receipts)} receipts, {citizens.retries} asked again"
    )
    say(f"  cases kept: {len(kept)}; wrong: {len(wrong)}")
    for fault in wrong[:20]:
        say(f"  {fault}")
    return not wrong


def _let_fall(site: Site, draw: random.Random, kills: int, receipts: int) -> tuple[int, Citizens]:
    fallen = 0
    citizens = Citizens(site.port, lambda held: fallen >= kills and held >= receipts)
    clients = [threading.Thread(target=citizens.file, args=(n,)) for n in range(CLIENTS)]
    for client in clients:
        client.start()
    while any(client.is_alive() for client in clients):
        time.sleep(draw.uniform(*LIFE))
        if fallen < kills and not citizens.faults:
            site.kill(draw)
            fallen += 1
    for client in clients:
        client.join()
    return fallen, citizens


def main() -> int:
    """Do it on the databases asked for; return 1 where anything was lost or doubled."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=KILLS)
    asked.add_argument("--receipts", type=int, default=RECEIPTS)
    asked.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    told = asked.parse_args()
    well = []
    if "sqlite" in told.databases:
        well.append(one_database("SQLite", None, told.kills, told.receipts))
    if "postgresql" in told.databases:
        with private_server("fsync=on", "synchronous_commit=on") as server:
            well.append(one_database("PostgreSQL", server, told.kills, told.receipts))
    return int(not all(well))


if __name__ == "__main__":
    finish(main)
