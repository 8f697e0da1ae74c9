"""make crash-search: kill -9 whoever publishes and searches; index and database agree every time.

A process publishes, corrects and withdraws articles and searches after each, so that it writes the
index as often as it reads it; at any moment of that it is killed. Then others look: one that keeps
its index in the same folder, one on a node of its own. What is public must be found by its own
word, what is not must not be, and now and then the index must be, to the letter, the one that is
made of the database anew.
"""

import argparse
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from bench import falls
from bench.throwaway import site_of
from deploy.console import finish, say
from deploy.postgres import private_server
from portal.kernel.db import Base, db, write_intent
from portal.kernel.signals import published
from portal.science.models import Article
from portal.science.rules import Stage
from portal.search import queries, shelves
from portal.search.engine import Engine
from portal.search.keeper import Keeper, keeper
from portal.search.shelves.articles import ArticleShelf
from tests.factories.accounts import make_account
from tests.factories.science import load

KILLS, ANEW_EVERY, FIRST = 200, 20, 40
SHORTEST_LIFE, LONGEST_LIFE = 0.02, 0.6  # seconds
SEED = 7


def _word(number: int) -> str:
    # A word of its own for each article, which nothing else holds.
    return "word" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}")


def _publish(number: int) -> None:
    load(f"fallen-{number}", title=f"示例 {_word(number)}", body=f"豇豆 {_word(number)}。")


def _prepare(app: Flask) -> None:
    with app.app_context(), write_intent():
        Base.metadata.drop_all(db.engine)
        Base.metadata.create_all(db.engine)
        make_account("publisher", name="publisher")
        for number in range(FIRST):
            _publish(number)
        db.session.commit()
        queries.rebuild()


def _public() -> list[Article]:
    return list(db.session.scalars(select(Article).filter_by(stage=Stage.PUBLISHED)))


def _act(draw: random.Random, number: int) -> None:
    """Publish, correct or withdraw, and look for it as the next reader would."""
    deed = draw.choice(("publish", "correct", "withdraw"))
    public = _public()
    if deed == "publish" or not public:
        _publish(number)
    else:
        article = draw.choice(public)
        if deed == "withdraw":
            article.stage = Stage.WITHDRAWN
        article.body += f"改 {number}。"
        article.version += 1
        published.send(Article, record=article)
    db.session.commit()
    queries.ask("豇豆", reader="zh")
    db.session.commit()


def _live(app: Flask, seed: int, begun: int) -> None:
    draw = random.Random(seed)
    with app.app_context(), write_intent():
        queries.ask("豇豆", reader="zh")
        db.session.commit()
        os.write(begun, b"!")
        for number in range(10**6):
            _act(draw, FIRST + seed * 1000 + number)
            os.write(begun, b".")


def _kill_one(app: Flask, seed: int, life: float) -> int:
    """Let a process work and kill it; return how many deeds it finished.

    Every fourth is killed in its first moments, while it opens the index.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _live(app, seed, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as told:
        if seed % 4:
            told.read(1)
        time.sleep(life)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return told.readall().count(b".")


def _faults(app: Flask, folder: Path, *, is_anew: bool) -> list[str]:
    """Return what is wrong, as a process that starts now and a node of its own see it."""
    with app.app_context():
        public = {number for number, in db.session.execute(
            select(Article.slug).filter_by(stage=Stage.PUBLISHED))}  # fmt: skip
        known = set(db.session.scalars(select(Article.slug)))
        wrong = [f"differs: {ref}" for ref in queries.disagreements()]
        other = Keeper(folder / "second-node")
        for name, ask in (("here", _here), ("second node", other.ask)):
            found = {slug for slug in known if ask(partial(_finds, slug=slug))}
            wrong += [f"{name}: not found: {slug}" for slug in sorted(public - found)]
            wrong += [f"{name}: still found: {slug}" for slug in sorted(found - public)]
        if is_anew:
            made = Keeper(Path(tempfile.mkdtemp(dir=folder)))
            digests = {one.ask(_digest) for one in (made, other)} | {queries.digest()}
            wrong += ["not what is made anew"] if len(digests) > 1 else []
        return wrong


def _here(ask: Callable[[Engine], Any]) -> Any:
    return keeper().ask(ask)


def _digest(engine: Engine) -> str:
    return engine.table.segments.digest()


def _finds(engine: Engine, *, slug: str) -> bool:
    page = engine.answer(_word(int(slug.removeprefix("fallen-"))), reader="zh")
    return any(hit.document.values["slug"] == slug for hit in page.hits)


def let_fall(name: str, folder: Path, url: str, kills: int) -> bool:
    """Kill so many processes on one database; return whether nothing was wrong."""
    began, draw = time.monotonic(), random.Random(SEED)
    app, deeds, busy = site_of(folder, url), 0, 0
    falls.apart(partial(_prepare, app))
    wrong: list[str] = []
    for kill in range(1, kills + 1):
        life = draw.uniform(SHORTEST_LIFE, LONGEST_LIFE)
        deeds += _kill_one(app, kill, life)
        busy += _is_half_done(folder)
        is_anew = kill % ANEW_EVERY == 0 or kill == kills
        found = falls.apart(partial(_faults, app, folder, is_anew=is_anew))
        wrong += [f"kill {kill}: {one}" for one in found]
    took = time.monotonic() - began
    say(f"{name}: {kills} kills, {deeds} deeds finished, {busy} times the index was half written; "
        f"wrong: {len(wrong)} ({took:.0f} s)")  # fmt: skip
    for one in wrong[:20]:
        say(f"  {one}")
    return not wrong


def _is_half_done(folder: Path) -> bool:
    """Whether the note of a writer is left that says what it was about to touch."""
    states = (folder / "index").glob("build-*/state.json")
    return any('"pending": []' not in state.read_text(encoding="utf-8") for state in states)


def main() -> int:
    """Do it on the databases asked for; return 1 where index and database ever differed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=KILLS)
    asked.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    told = asked.parse_args()
    # What comes with the program never changes while it runs, and takes seconds to index.
    shelves.SHELVES = (ArticleShelf(),)
    well = []
    with tempfile.TemporaryDirectory(prefix="portal-falls-") as name:
        folder = Path(name)
        if "sqlite" in told.databases:
            well.append(let_fall("SQLite", folder, f"sqlite:///{folder}/falls.db", told.kills))
    if "postgresql" in told.databases:
        with private_server() as server, tempfile.TemporaryDirectory() as name:
            url = server.replace("postgresql://", "postgresql+psycopg://")
            well.append(let_fall("PostgreSQL", Path(name), url, told.kills))
    return int(not all(well))


if __name__ == "__main__":
    finish(main)
