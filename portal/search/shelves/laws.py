"""Laws and rules in plain words, in both languages."""

from collections.abc import Mapping

from portal.laws.register import list_laws
from portal.laws.rules import Law
from portal.search.documents import Document
from portal.search.shelves.fixed import LANGUAGES, FixedShelf, Words, document_of


class LawShelf(FixedShelf):
    """The register of laws of the place."""

    kind = "law"

    def documents(self) -> Mapping[str, Document]:
        """Return every law in each language."""
        found = [_document(law, language) for law in list_laws() for language in LANGUAGES]
        return {document.entry.ref: document for document in found}


def _document(law: Law, language: str) -> Document:
    words = Words(
        title=law.name.in_(language),
        summary=law.about.in_(language),
        body="\n".join(f"{point.article} {point.in_(language)}" for point in law.points),
        keywords=(law.number,) if law.number else (),
        byline=law.number,
    )
    return document_of("law", law.code, language, words, "laws.show_law")
