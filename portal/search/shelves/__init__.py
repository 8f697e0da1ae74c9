"""The shelves: every kind of thing that can be found, and how the index reads it.

A room that has something to be found adds a class with these methods and one line to SHELVES.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from portal.kernel.generation import marks_of
from portal.search.documents import Document
from portal.search.shelves.announcements import AnnouncementShelf
from portal.search.shelves.answers import TABLES, ConcernShelf, RumourShelf
from portal.search.shelves.articles import ArticleShelf
from portal.search.shelves.cards import CardShelf
from portal.search.shelves.help import HelpShelf
from portal.search.shelves.laws import LawShelf


class Shelf(Protocol):
    """One kind of thing that can be found."""

    @property
    def kind(self) -> str:
        """What the things on it are called in addresses."""

    # Whose signals tell that something on it became public; None where all of it is shipped.
    model: type | None

    @property
    def shipped(self) -> str:
        """A digest of what comes with the program; empty where nothing does."""

    def current_versions(
        self, at: datetime, session: Session, *, among: Iterable[str] | None = None
    ) -> Mapping[str, int]:
        """Return the version of everything that may be found at ``at``, by its reference.

        ``among`` asks for some references only.
        """

    def list_documents(
        self, refs: Iterable[str], at: datetime, session: Session
    ) -> Sequence[Document]:
        """Return those of these things that may be found at ``at``."""

    def next_change_at(self, at: datetime, session: Session) -> datetime | None:
        """Return when the clock alone will next change what may be found, or None."""


SHELVES: tuple[Shelf, ...] = (
    ArticleShelf(),
    CardShelf(),
    LawShelf(),
    RumourShelf(),
    ConcernShelf(),
    AnnouncementShelf(),
    HelpShelf(),
)
KINDS = tuple(shelf.kind for shelf in SHELVES)


def marks(session: Session) -> str:
    """Return what changes with the tables whose rooms tell nobody of a change."""
    found = marks_of(session, TABLES)
    if found is None:  # what this transaction has changed itself is nobody else's yet
        return "unsettled"
    return "-".join(f"{mark:x}" for _name, mark in sorted(found.items()))


def shipped() -> str:
    """Return a digest of what is found but comes with the program, not from the database."""
    return ".".join(shelf.shipped for shelf in SHELVES if shelf.shipped)


def current_versions(at: datetime, session: Session) -> dict[str, int]:
    """Return the version of everything that may be found, of every kind."""
    found: dict[str, int] = {}
    for shelf in SHELVES:
        found |= shelf.current_versions(at, session)
    return found


def versions_of(refs: Iterable[str], at: datetime, session: Session) -> dict[str, int]:
    """Return the version of those of these things that may be found at ``at``."""
    found: dict[str, int] = {}
    for shelf, own in _by_shelf(refs):
        found |= shelf.current_versions(at, session, among=own)
    return found


def list_documents(refs: Iterable[str], at: datetime, session: Session) -> list[Document]:
    """Return those of these things that may be found at ``at``, of every kind."""
    return [
        document
        for shelf, own in _by_shelf(refs)
        for document in shelf.list_documents(own, at, session)
    ]


def _by_shelf(refs: Iterable[str]) -> list[tuple[Shelf, list[str]]]:
    wanted = list(refs)
    each = [(shelf, [r for r in wanted if r.startswith(f"{shelf.kind}:")]) for shelf in SHELVES]
    return [(shelf, own) for shelf, own in each if own]


def next_change_at(at: datetime, session: Session) -> datetime | None:
    """Return when the clock alone will next change what may be found, or None."""
    moments = (shelf.next_change_at(at, session) for shelf in SHELVES)
    return min((moment for moment in moments if moment), default=None)
