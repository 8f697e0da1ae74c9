"""Several processes and nodes, a folder that cannot be written, a faulty question."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.kernel.db import db
from portal.kernel.signals import published
from portal.science.models import Article
from portal.science.rules import Stage
from portal.search import folder, queries
from portal.search.engine import Engine
from portal.search.keeper import Keeper
from portal.search.memory import MemoryBuild
from tests.factories.science import load

KILLS = 6


@pytest.fixture
def root(inside: Flask) -> Path:
    """Return the folder of the index."""
    return Path(inside.config["PORTAL_VAR"]) / "index"


def publish(slug: str, **front: Any) -> None:
    load(slug, title=f"示例豇豆 {slug}", **front)
    db.session.commit()


def found_by(keeper: Keeper, asked: str = "豇豆") -> set[str]:
    page = keeper.ask(lambda engine: engine.answer(asked, reader="zh"))
    db.session.rollback()
    return {hit.document.values["slug"] for hit in page.hits}


def digest_of(keeper: Keeper) -> str:
    return keeper.ask(lambda engine: engine.table.segments.digest())


@contextmanager
def in_another_process(work: Callable[[], object]) -> Iterator[int]:
    """Let a process of its own do some work, with connections of its own."""
    db.session.rollback()
    db.engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    yield child
    os.waitpid(child, 0)


def correct_or_withdraw(article: Article, stage: Stage) -> None:
    article.stage, article.version = stage, article.version + 1
    article.body += "改。"
    published.send(Article, record=article)
    db.session.commit()


def test_what_one_process_publishes_another_finds_and_the_other_way_round(root: Path) -> None:
    here = Keeper(root)
    assert found_by(here) == set()
    with in_another_process(lambda: publish("there")):
        pass
    assert found_by(here) == {"there"}
    publish("here")
    told = root.parent / "told.txt"
    other = Keeper(root)
    with in_another_process(lambda: told.write_text(" ".join(sorted(found_by(other))))):
        pass
    assert told.read_text() == "here there"


def test_each_node_keeps_a_copy_of_its_own_in_step(root: Path, tmp_path: Path) -> None:
    nodes = [Keeper(root), Keeper(tmp_path / "second"), Keeper(tmp_path / "third")]
    publish("first")
    assert [found_by(node) for node in nodes] == [{"first"}] * 3
    publish("second")
    article = db.session.scalars(select(Article).filter_by(slug="first")).one()
    correct_or_withdraw(article, Stage.WITHDRAWN)
    assert [found_by(node) for node in nodes] == [{"second"}] * 3
    assert len({digest_of(node) for node in nodes}) == 1


def test_an_index_made_anew_is_the_same_to_the_letter(root: Path) -> None:
    keeper = Keeper(root)
    for slug in ("first", "second", "third"):
        publish(slug)
        found_by(keeper)
    article = db.session.scalars(select(Article).filter_by(slug="second")).one()
    correct_or_withdraw(article, Stage.PUBLISHED)
    before = digest_of(keeper)
    keeper.rebuild()
    assert digest_of(keeper) == before == queries.digest()
    publish("fourth")
    assert digest_of(keeper) != before


def test_a_few_kills_at_any_moment_leave_index_and_database_in_agreement(root: Path) -> None:
    draw = random.Random(1)
    publish("first")
    keeper = Keeper(root)
    found_by(keeper)

    def live() -> None:
        writer = Keeper(root)
        for number in range(1000):
            publish(f"{os.getpid()}-{number}")
            found_by(writer)

    for _kill in range(KILLS):
        with in_another_process(live) as child:
            time.sleep(draw.uniform(0.02, 0.15))
            os.kill(child, signal.SIGKILL)
        held = keeper.ask(Engine.held)
        assert len(held) == len(db.session.scalars(select(Article.id)).all())
        assert queries.disagreements() == []
        db.session.rollback()
    assert digest_of(keeper) == digest_of(Keeper(root.parent / "anew"))


def test_a_folder_that_cannot_be_written_is_done_without(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("first")
    keeper = Keeper(root)
    found_by(keeper)
    with monkeypatch.context() as full:
        full.setattr(folder, "_replace", _no_space)
        publish("second")
        assert found_by(keeper) == {"first", "second"}
        article = db.session.scalars(select(Article).filter_by(slug="first")).one()
        correct_or_withdraw(article, Stage.WITHDRAWN)
        assert found_by(keeper) == {"second"}
        assert isinstance(keeper._build, MemoryBuild)
        assert found_by(Keeper(root)) == {"second"}
    publish("third")
    assert found_by(keeper) == {"second", "third"}
    assert not isinstance(keeper._build, MemoryBuild)


def _no_space(_path: Path, _text: str) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("cut", [0, 300])
def test_an_index_damaged_while_it_is_open_is_seen_by_the_next_request(
    root: Path, cut: int
) -> None:
    publish("first")
    keeper = Keeper(root)
    found_by(keeper)
    segment = next(root.glob("build-*/*.seg"))
    segment.write_bytes(segment.read_bytes()[:cut])
    assert found_by(keeper) == {"first"}
    assert not segment.exists()
    for file in next(root.glob("build-*")).iterdir():
        file.unlink()
    assert found_by(keeper, "示例") == {"first"}


def test_a_fault_that_no_new_index_mends_makes_one_once(root: Path) -> None:
    publish("first")
    keeper, made = Keeper(root), []

    def fail(_engine: Engine) -> None:
        made.append(next(root.glob("build-*")).name)
        raise ZeroDivisionError

    for _asked in range(3):
        with pytest.raises(ZeroDivisionError):
            keeper.ask(fail)
    assert len(set(made)) == 2
    assert found_by(keeper) == {"first"}
