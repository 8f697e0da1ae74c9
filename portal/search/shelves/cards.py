"""What tested items mean: the explanation cards, shipped with the program, in both languages."""

from collections.abc import Mapping
from functools import cache

from portal.sampling import cards
from portal.search.documents import Document
from portal.search.rules import Entry
from portal.search.shelves.fixed import LANGUAGES, FixedShelf, version_of


class CardShelf(FixedShelf):
    """Explanation cards."""

    kind = "card"

    def documents(self) -> Mapping[str, Document]:
        """Return every card in each language."""
        return _documents()


@cache
def _documents() -> Mapping[str, Document]:
    found = [_document(card, language) for card in cards.list_cards() for language in LANGUAGES]
    return {document.entry.ref: document for document in found}


def _document(card: cards.Card, language: str) -> Document:
    names = (*(name.in_(language) for name in card.covers), card.hazard.name.in_(language))
    keywords = (*card.aliases, *names) if language == "zh" else names
    parts = (card.why_limit, card.health, card.advice)
    body = "\n".join(part.in_(language) for part in parts)
    summary, title = card.what.in_(language), card.name.in_(language)
    entry = Entry(
        ref=f"card:{card.code}.{language}",
        version=version_of(title, *keywords, summary, body),
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
