"""One searcher for each process, kept in step with the database from request to request."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import structlog
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session
from whoosh import index

from portal.kernel import clock
from portal.kernel.db import db, own_reading
from portal.search import shelves
from portal.search.engine import Engine
from portal.search.folder import Build, IndexFolder
from portal.search.models import SearchGeneration
from portal.search.rules import Stamp, State, difference

log = structlog.get_logger("portal.search")
T = TypeVar("T")


def read_stamp(session: Session) -> Stamp:
    """Return which state of which database this session sees."""
    row = session.scalar(select(SearchGeneration))
    lineage, mark = (row.lineage, row.mark) if row else ("", "")
    # What comes with the program changes with it: an index of an older one is behind.
    return Stamp(lineage, f"{mark}+{shelves.shipped()}")


class Keeper:
    """The open index of this process."""

    def __init__(self, root: Path) -> None:
        self._folder = IndexFolder(root)
        # Whoosh's readers move a position in their files: one thread at a time may use them.
        self._lock = threading.RLock()
        self._build: Build | None = None
        self._engine: Engine | None = None

    def ask(self, ask: Callable[[Engine], T]) -> T:
        """Ask the index as it is now; one that proves damaged is made anew and asked again."""
        with self._lock:
            try:
                return ask(self._in_step())
            # A damaged file shows itself as almost any exception of the library.
            except Exception:
                log.exception("index-damaged")
                self._engine = None
                self.rebuild()
                return ask(self._in_step())

    def held(self) -> dict[str, int]:
        """Return the version of every document the index really holds."""
        return self.ask(Engine.held)

    def rebuild(self) -> int:
        """Make the index anew; return how many documents it holds."""
        with self._lock, self._folder.lock():
            self._open(self._build_anew())
            return len(self._build.state.documents) if self._build else 0

    def _in_step(self) -> Engine:
        now = clock.now()
        seen = read_stamp(db.session)
        if self._engine and self._build and self._build.state.is_in_step(seen, now):
            return self._engine
        with self._folder.lock():
            return self._open(self._bring_in_step())

    def _bring_in_step(self) -> Build:
        """Return the index in step with the database as it is now, not as the request sees it."""
        now = clock.now()
        build = self._folder.open_build()
        with own_reading() as own:
            stamp = read_stamp(own)
            if build is None or build.state.stamp.lineage != stamp.lineage:
                return self._build_anew()
            if build.state.is_in_step(stamp, now):
                return build
            # The stamp is read first: what changes while the documents are read is done again.
            change = difference(build.state, shelves.current_versions(now, own))
            aim = State(stamp, {}, (), {}, shelves.next_change_at(now, own))
            fetched = shelves.list_documents(change.wanted, now, own)
        return build.update(change, fetched, aim)

    def _build_anew(self) -> Build:
        now = clock.now()
        with own_reading() as own:
            stamp = read_stamp(own)
            refs = shelves.current_versions(now, own)
            aim = State(stamp, {}, (), {}, shelves.next_change_at(now, own))
            fetched = shelves.list_documents(refs, now, own)
        log.info("index-built", documents=len(fetched))
        return self._folder.build(aim, fetched)

    def _open(self, build: Build) -> Engine:
        is_same = self._build is not None and self._build.folder == build.folder
        if is_same and self._engine:
            engine = self._engine.refreshed()
        else:
            engine = Engine(index.open_dir(build.folder).searcher())
        self._build, self._engine = build, engine
        return engine


def keeper() -> Keeper:
    """Return this process's keeper."""
    kept: Keeper = current_app.extensions.setdefault(
        "portal.search", Keeper(Path(current_app.config["PORTAL_VAR"]) / "index")
    )
    return kept
