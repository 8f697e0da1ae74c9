"""What tested items mean: the explanation cards, shipped with the program, in both languages."""

from collections.abc import Mapping
from functools import cache

from portal.sampling import cards
from portal.search.documents import Document
from portal.search.shelves.fixed import LANGUAGES, FixedShelf, Words, document_of


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
    hazard = card.hazard.name.in_(language)
    names = (*(name.in_(language) for name in card.covers), hazard)
    parts = (card.why_limit, card.health, card.advice)
    words = Words(
        title=card.name.in_(language),
        summary=card.what.in_(language),
        body="\n".join(part.in_(language) for part in parts),
        keywords=(*card.aliases, *names) if language == "zh" else names,
        byline=hazard,
    )
    return document_of("card", card.code, language, words, "sampling.show_item")
