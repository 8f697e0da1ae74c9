"""The shelves: every kind of thing that can be found, and how the index reads it.

A room that has something to be found adds a class with these methods and one line to SHELVES.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from portal.science import queries as science
from portal.science.models import Article
from portal.search.rules import Entry
from portal.web import prose


@dataclass(frozen=True)
class Document:
    """What is known of one thing: its entry, its words, and where it is shown."""

    entry: Entry
    title: str
    summary: str
    body: str
    keywords: tuple[str, ...]
    byline: str
    published_at: datetime
    endpoint: str
    values: Mapping[str, str]


class Shelf(Protocol):
    """One kind of thing that can be found."""

    kind: str
    model: type

    def current_versions(self, at: datetime, session: Session) -> Mapping[str, int]:
        """Return the version of everything that may be found at ``at``, by its reference."""

    def list_documents(
        self, refs: Iterable[str], at: datetime, session: Session
    ) -> Sequence[Document]:
        """Return those of these things that may be found at ``at``."""

    def next_change_at(self, at: datetime, session: Session) -> datetime | None:
        """Return when the clock alone will next change what may be found, or None."""


class ArticleShelf:
    """Articles of popular science."""

    kind = "article"
    model: type = Article

    def current_versions(self, at: datetime, session: Session) -> Mapping[str, int]:
        """Return the version of every article that is public and in date."""
        versions = science.current_versions(at, session)
        return {f"{self.kind}:{number}": version for number, version in versions.items()}

    def list_documents(
        self, refs: Iterable[str], at: datetime, session: Session
    ) -> Sequence[Document]:
        """Return those of these articles that are public and in date."""
        numbers = [int(ref.partition(":")[2]) for ref in refs]
        return [self._document(article) for article in science.list_current(numbers, at, session)]

    def next_change_at(self, at: datetime, session: Session) -> datetime | None:
        """Return when a scheduled article appears or one passes its review day."""
        return science.next_change_at(at, session)

    def _document(self, article: Article) -> Document:
        entry = Entry(
            ref=f"{self.kind}:{article.id}",
            version=article.version,
            group=f"{self.kind}:{article.slug}",
            language=article.language.value,
            column=article.column,
        )
        return Document(
            entry=entry,
            title=article.title,
            summary=article.summary,
            body=prose.plain(article.body),
            keywords=(*article.items, *article.topics),
            byline=article.byline,
            published_at=article.published_at or article.created_at,
            endpoint="science.show_article",
            values={"column": article.column, "slug": article.slug},
        )


SHELVES: tuple[Shelf, ...] = (ArticleShelf(),)


def current_versions(at: datetime, session: Session) -> dict[str, int]:
    """Return the version of everything that may be found, of every kind."""
    found: dict[str, int] = {}
    for shelf in SHELVES:
        found |= shelf.current_versions(at, session)
    return found


def list_documents(refs: Iterable[str], at: datetime, session: Session) -> list[Document]:
    """Return those of these things that may be found at ``at``, of every kind."""
    wanted = list(refs)
    return [
        document
        for shelf in SHELVES
        for document in shelf.list_documents(
            [ref for ref in wanted if ref.startswith(f"{shelf.kind}:")], at, session
        )
    ]


def next_change_at(at: datetime, session: Session) -> datetime | None:
    """Return when the clock alone will next change what may be found, or None."""
    moments = (shelf.next_change_at(at, session) for shelf in SHELVES)
    return min((moment for moment in moments if moment), default=None)
