"""What tested items mean: the explanation cards, shipped with the program, in both languages."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy.orm import Session

from portal.sampling import cards
from portal.search.documents import Document
from portal.search.rules import Entry

LANGUAGES = ("zh", "en")


class CardShelf:
    """Explanation cards."""

    kind = "card"
    model: type | None = None

    @property
    def shipped(self) -> str:
        """A digest of every card as it is written."""
        return _digest()

    def current_versions(
        self,
        at: datetime,  # noqa: ARG002 - a card has no time
        session: Session,  # noqa: ARG002 - nor a place in the database
        *,
        among: Iterable[str] | None = None,
    ) -> Mapping[str, int]:
        """Return the version of every card: a sum over its words."""
        known = _documents()
        wanted = known if among is None else [ref for ref in among if ref in known]
        return {ref: known[ref].entry.version for ref in wanted}

    def list_documents(
        self,
        refs: Iterable[str],
        at: datetime,  # noqa: ARG002 - as above
        session: Session,  # noqa: ARG002 - as above
    ) -> Sequence[Document]:
        """Return these cards."""
        known = _documents()
        return [known[ref] for ref in refs if ref in known]

    def next_change_at(
        self,
        at: datetime,  # noqa: ARG002 - as above
        session: Session,  # noqa: ARG002 - as above
    ) -> datetime | None:
        """Return None: cards change with the program only."""
        return None


@cache
def _digest() -> str:
    return f"{zlib.crc32(repr(sorted(_documents().items())).encode()):x}"


@cache
def _documents() -> Mapping[str, Document]:
    found = [_document(card, language) for card in cards.list_cards() for language in LANGUAGES]
    return {document.entry.ref: document for document in found}


def _document(card: cards.Card, language: str) -> Document:
    names = (*(name.in_(language) for name in card.covers), card.hazard.name.in_(language))
    keywords = (*card.aliases, *names) if language == "zh" else names
    parts = (card.why_limit, card.health, card.advice)
    body = "\n".join(part.in_(language) for part in parts)
    summary = card.what.in_(language)
    title = card.name.in_(language)
    entry = Entry(
        ref=f"card:{card.code}.{language}",
        version=zlib.crc32("\n".join((title, *keywords, summary, body)).encode()),
        kind="card",
        group=f"card:{card.code}",
        language=language,
        column="",
        on=None,
        title=title,
    )
    return Document(
        entry=entry,
        summary=summary,
        body=body,
        keywords=keywords,
        byline=card.hazard.name.in_(language),
        published_at=None,
        endpoint="sampling.show_item",
        values={"code": card.code},
    )
