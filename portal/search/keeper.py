"""One searcher for each process, kept in step with the database from request to request."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import structlog
from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.kernel import clock
from portal.kernel.db import db, own_reading
from portal.search import shelves
from portal.search.documents import Document
from portal.search.engine import Engine
from portal.search.folder import Build, IndexFolder
from portal.search.lexicon import Lexicon, shipped
from portal.search.memory import MemoryBuild
from portal.search.models import SearchGeneration
from portal.search.rules import Stamp, State, difference
from portal.search.synonyms import list_own_groups

log = structlog.get_logger("portal.search")
T = TypeVar("T")
AnyBuild = Build | MemoryBuild
Maker = Callable[[State, Sequence[Document]], AnyBuild]


def read_stamp(session: Session) -> Stamp:
    """Return which state of which database this session sees."""
    row = session.scalar(select(SearchGeneration))
    lineage, mark = (row.lineage, row.mark) if row else ("", "")
    # What comes with the program changes with it: an index of an older one is behind.
    return Stamp(lineage, f"{mark}+{shelves.shipped()}+{shelves.marks(session)}")


class Keeper:
    """The open index of this process."""

    def __init__(self, root: Path) -> None:
        self._folder = IndexFolder(root)
        # Whoosh's readers move a position in their files: one thread at a time may use them.
        self._lock = threading.RLock()
        self._build: AnyBuild | None = None
        self._engine: Engine | None = None
        self._seen: object = None
        self._lexicon = shipped()
        self._made_anew_for: Stamp | None = None

    def ask(self, ask: Callable[[Engine], T]) -> T:
        """Ask the index as it is now; one that proves damaged is opened or made anew."""
        with self._lock:
            try:
                return ask(self._in_step())
            except SQLAlchemyError:  # it is the database that does not answer
                raise
            # A damaged file shows itself as almost any exception of the library.
            except Exception:
                log.exception("index-damaged")
                return self._ask_again(ask)

    def _ask_again(self, ask: Callable[[Engine], T]) -> T:
        self._engine = None
        try:
            return ask(self._in_step())  # its files are summed as they are opened
        except Exception:
            stamp = read_stamp(db.session)
            if stamp == self._made_anew_for:  # a fault that no new index mends costs one only
                raise
            self._made_anew_for = stamp
            self.rebuild()
            return ask(self._in_step())

    def held(self) -> dict[str, int]:
        """Return the version of every document the index really holds."""
        return self.ask(Engine.held)

    def rebuild(self) -> int:
        """Make the index anew; return how many documents it holds."""
        with self._lock, self._folder.lock():
            self._open(self._build_anew(self._folder.build))
            return len(self._build.state.documents) if self._build else 0

    def _in_step(self) -> Engine:
        now = clock.now()
        seen = read_stamp(db.session)
        if (
            self._engine
            and self._build
            and self._build.state.is_in_step(seen, now)
            and self._build.signature() == self._seen
        ):
            return self._engine
        try:
            with self._folder.lock():
                build = self._folder.open_build()
                return self._open(self._bring_in_step(build, self._folder.build))
        except OSError as fault:
            log.warning("index-folder-unusable", fault=str(fault))
            held = self._build if isinstance(self._build, MemoryBuild) else None
            return self._open(self._bring_in_step(held, MemoryBuild.of))

    def _bring_in_step(self, build: AnyBuild | None, make: Maker) -> AnyBuild:
        """Return the index in step with the database as it is now, not as the request sees it."""
        now = clock.now()
        with own_reading() as own:
            stamp = read_stamp(own)
            if build is None or build.state.stamp.lineage != stamp.lineage:
                return self._build_anew(make)
            if build.state.is_in_step(stamp, now):
                return build
            # The stamp is read first: what changes while the documents are read is done again.
            change = difference(build.state, shelves.current_versions(now, own))
            aim = State(stamp, {}, (), {}, shelves.next_change_at(now, own))
            fetched = shelves.list_documents(change.wanted, now, own)
        return build.update(change, fetched, aim)

    def _build_anew(self, make: Maker) -> AnyBuild:
        now = clock.now()
        with own_reading() as own:
            stamp = read_stamp(own)
            refs = shelves.current_versions(now, own)
            aim = State(stamp, {}, (), {}, shelves.next_change_at(now, own))
            fetched = shelves.list_documents(refs, now, own)
        log.info("index-built", documents=len(fetched))
        return make(aim, fetched)

    def _open(self, build: AnyBuild) -> Engine:
        lexicon = self._lexicon_now()
        is_same = self._build is not None and self._build.place == build.place
        if is_same and self._engine:
            engine = self._engine.refreshed(lexicon)
        else:
            engine = Engine(build.searcher(), lexicon)
        self._build, self._engine, self._seen = build, engine, build.signature()
        return engine

    def _lexicon_now(self) -> Lexicon:
        """Return the synonyms in force; what was read of questions holds until they change."""
        with own_reading() as own:
            found = Lexicon(list_own_groups(own))
        if found.own != self._lexicon.own:
            self._lexicon = found
        return self._lexicon


def keeper() -> Keeper:
    """Return this process's keeper."""
    kept: Keeper = current_app.extensions.setdefault(
        "portal.search", Keeper(Path(current_app.config["PORTAL_VAR"]) / "index")
    )
    return kept
