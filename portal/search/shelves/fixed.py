"""What the search finds but no database holds: it comes with the program and its profiles."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.search.documents import Document
from portal.search.rules import Entry

LANGUAGES = ("zh", "en")


class FixedShelf:
    """A shelf whose things change with the program only."""

    kind: str
    model: type | None = None

    def documents(self) -> Mapping[str, Document]:
        """Return every thing on it by its reference; kept by whoever answers."""
        raise NotImplementedError

    @property
    def shipped(self) -> str:
        """A digest of everything on it as it is written."""
        versions = sorted((ref, one.entry.version) for ref, one in self.documents().items())
        return f"{zlib.crc32(repr(versions).encode()):x}"

    def current_versions(
        self,
        at: datetime,  # noqa: ARG002 - what is fixed has no time
        session: Session,  # noqa: ARG002 - nor a place in the database
        *,
        among: Iterable[str] | None = None,
    ) -> Mapping[str, int]:
        """Return the version of everything on it: a sum over its words."""
        known = self.documents()
        wanted = known if among is None else [ref for ref in among if ref in known]
        return {ref: known[ref].entry.version for ref in wanted}

    def list_documents(
        self,
        refs: Iterable[str],
        at: datetime,  # noqa: ARG002 - as above
        session: Session,  # noqa: ARG002 - as above
    ) -> Sequence[Document]:
        """Return these things."""
        known = self.documents()
        return [known[ref] for ref in refs if ref in known]

    def next_change_at(
        self,
        at: datetime,  # noqa: ARG002 - as above
        session: Session,  # noqa: ARG002 - as above
    ) -> datetime | None:
        """Return None: the clock changes nothing here."""
        return None


@dataclass(frozen=True)
class Words:
    """What a fixed thing says in one language."""

    title: str
    summary: str
    body: str
    keywords: tuple[str, ...]
    byline: str


def document_of(
    kind: str,
    code: str,
    language: str,
    words: Words,
    endpoint: str,
    values: Mapping[str, str] | None = None,
) -> Document:
    """Return one thing in one language; its version is a sum that changes with its words.

    Its page is found by its code, or by ``values``.
    """
    told = "\n".join((words.title, *words.keywords, words.summary, words.body))
    entry = Entry(
        ref=f"{kind}:{code}.{language}",
        version=zlib.crc32(told.encode()),
        kind=kind,
        group=f"{kind}:{code}",
        language=language,
        column="",
        on=None,
        title=words.title,
    )
    return Document(
        entry=entry,
        summary=words.summary,
        body=words.body,
        keywords=words.keywords,
        byline=words.byline,
        published_at=None,
        endpoint=endpoint,
        values={"code": code} if values is None else values,
    )
