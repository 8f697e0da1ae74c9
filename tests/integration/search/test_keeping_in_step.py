"""Publish and withdraw are found by the next request of every process; damage heals itself."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, update

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.signals import published
from portal.science import services
from portal.science.models import Article
from portal.search import folder, queries
from portal.search.engine import Engine, Page
from portal.search.keeper import Keeper
from portal.search.models import SearchGeneration
from portal.search.rules import Choice
from portal.search.services import advance_generation
from tests.factories.accounts import make_account
from tests.factories.science import load


@pytest.fixture
def root(inside: Flask) -> Path:
    """Return the folder of the index."""
    return Path(inside.config["PORTAL_VAR"]) / "index"


def publish(slug: str, **front: Any) -> int:
    article = load(slug, title=f"示例豇豆 {slug}", **front)
    db.session.commit()
    return article.id


def found_by(keeper: Keeper, asked: str = "豇豆") -> set[str]:
    page = answer(keeper, asked)
    db.session.rollback()
    return {hit.document.entry.group.partition(":")[2] for hit in page.hits}


def answer(keeper: Keeper, asked: str = "豇豆") -> Page:
    return keeper.ask(lambda engine: engine.answer(asked, reader="zh"))


def held(keeper: Keeper) -> set[str]:
    return set(keeper.ask(Engine.held))


def withdraw(number: int) -> None:
    article = db.session.get(Article, number)
    assert article is not None
    services.withdraw(article, reason="撤", by=make_account("publisher"))
    db.session.commit()


def test_two_processes_agree_from_one_request_to_the_next(root: Path) -> None:
    here, there = Keeper(root), Keeper(root)
    assert found_by(here) == found_by(there) == set()
    first = publish("first")
    assert found_by(there) == {"first"}
    publish("second")
    assert found_by(here) == {"first", "second"}
    assert found_by(there) == {"first", "second"}
    withdraw(first)
    assert found_by(here) == {"second"}
    assert found_by(there) == {"second"}


def test_what_came_and_went_unseen_costs_nothing(root: Path) -> None:
    keeper = Keeper(root)
    publish("first")
    found_by(keeper)
    withdraw(publish("second"))
    assert found_by(keeper) == {"first"}


def test_what_is_not_committed_is_not_found(root: Path) -> None:
    keeper = Keeper(root)
    load("quiet", title="示例豇豆")
    db.session.rollback()
    assert found_by(keeper) == set()


def test_a_process_that_starts_later_reads_what_is_there(root: Path) -> None:
    publish("first")
    assert found_by(Keeper(root)) == {"first"}
    builds = list(root.glob("build-*"))
    assert found_by(Keeper(root)) == {"first"}
    assert list(root.glob("build-*")) == builds


def test_the_clock_alone_adds_and_takes_away(root: Path) -> None:
    keeper = Keeper(root)
    publish("later", days_ago=-1, review_by_months=1)
    assert found_by(keeper) == set()
    now = clock.now().timestamp()
    with time_machine.travel(now + 2 * 86_400):
        assert found_by(keeper) == {"later"}
    with time_machine.travel(now + 60 * 86_400):
        assert found_by(keeper) == set()


def test_another_database_gets_another_index(root: Path) -> None:
    keeper = Keeper(root)
    publish("first")
    assert found_by(keeper) == {"first"}
    db.session.execute(update(SearchGeneration).values(lineage="elsewhere"))
    db.session.commit()
    before = set(root.glob("build-*"))
    assert found_by(keeper) == {"first"}
    assert not before & set(root.glob("build-*"))


def segment(build: Path) -> Path:
    return next(build.glob("*.seg"))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "segment gone": lambda build: segment(build).unlink(),
    "segment cut": lambda build: segment(build).write_bytes(segment(build).read_bytes()[:99]),
    "garbage inside": lambda build: segment(build).write_bytes(
        segment(build).read_bytes()[:200] + b"x" * 200 + segment(build).read_bytes()[400:]
    ),
    "contents gone": lambda build: next(build.glob("*.toc")).unlink(),
    "state gone": lambda build: (build / "state.json").unlink(),
    "state torn": lambda build: (build / "state.json").write_text('{"format": 1'),
    "state odd": lambda build: (build / "state.json").write_text("[]"),
    "older format": lambda build: (build / "state.json").write_text(
        json.dumps({**json.loads((build / "state.json").read_text()), "format": 0})
    ),
    "name gone": lambda build: (build.parent / "current").unlink(),
    "name odd": lambda build: (build.parent / "current").write_text("../../etc"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_index_is_made_anew(root: Path, damage: str) -> None:
    publish("first")
    found_by(Keeper(root))
    DAMAGE[damage](next(root.glob("build-*")))
    assert found_by(Keeper(root)) == {"first"}
    assert len(list(root.glob("build-*"))) == 1


def test_an_index_that_breaks_while_it_is_asked_is_made_anew(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("first")
    keeper = Keeper(root)
    found_by(keeper)
    monkeypatch.setattr(keeper._engine, "table", None)
    assert found_by(keeper, "示例") == {"first"}


def die_in(name: str, keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another process bring the index in step, and kill it on the way."""
    db.session.rollback()
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(folder, name, lambda *_a, **_o: os.kill(os.getpid(), signal.SIGKILL))
        answer(keeper)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.parametrize("moment", ["write", "_fields_of", "_finish"])
def test_a_writer_that_was_killed_leaves_nothing_wrong(
    root: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    first = publish("first")
    keeper = Keeper(root)
    found_by(keeper)
    second = publish("second")
    withdraw(first)
    die_in(moment, Keeper(root), monkeypatch)
    withdraw(second)
    publish("third")
    assert found_by(keeper) == {"third"}
    assert held(keeper) == held(Keeper(root))
    assert queries.disagreements() == []


def test_documents_that_cannot_be_read_leave_no_lock_behind(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("first")
    with monkeypatch.context() as broken:
        broken.setattr(folder, "_fields_of", lambda _document: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            found_by(Keeper(root))
    assert found_by(Keeper(root)) == {"first"}


def test_rebuilding_gives_the_same_answer(root: Path) -> None:
    for slug in ("first", "second", "third"):
        publish(slug)
    keeper = Keeper(root)
    before = answer(keeper)
    assert keeper.rebuild() == 3
    assert answer(keeper) == before


def test_a_hit_that_is_no_longer_true_is_not_shown(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = publish("first")
    monkeypatch.setattr("portal.search.services.advance_generation", lambda: None)
    assert len(queries.ask("豇豆", reader="zh", choice=Choice()).hits) == 1
    withdraw(number)
    answer = queries.ask("豇豆", reader="zh", choice=Choice())
    assert answer.hits == []
    assert queries.disagreements() != []


def test_other_rooms_publications_leave_the_index_alone(root: Path) -> None:
    publish("first")
    marked = db.session.scalars(SearchGeneration.__table__.select()).first()
    published.send(object, record=None)
    assert db.session.scalars(SearchGeneration.__table__.select()).first() == marked


def test_the_first_publication_of_two_at_once_counts_once(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    advance_generation()
    db.session.flush()
    answers = iter([False, True])
    monkeypatch.setattr("portal.search.services._advance", lambda: next(answers))
    advance_generation()
    assert len(db.session.scalars(SearchGeneration.__table__.select()).all()) == 1
    db.session.execute(delete(SearchGeneration))


def test_answers_are_remembered_but_not_for_ever(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("first")
    monkeypatch.setattr("portal.search.engine.MOST_REMEMBERED", 2)
    keeper = Keeper(root)
    once = answer(keeper)
    assert answer(keeper) is once
    for asked in ("示例", "文章", "摘要"):
        answer(keeper, asked)
    assert answer(keeper) is not once
