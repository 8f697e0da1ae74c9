"""Laws and rules in plain words, in both languages."""

from collections.abc import Mapping

from portal.laws.register import list_laws
from portal.laws.rules import Law
from portal.search.documents import Document
from portal.search.rules import Entry
from portal.search.shelves.fixed import LANGUAGES, FixedShelf, version_of


class LawShelf(FixedShelf):
    """The register of laws of the place."""

    kind = "law"

    def documents(self) -> Mapping[str, Document]:
        """Return every law in each language."""
        found = [_document(law, language) for law in list_laws() for language in LANGUAGES]
        return {document.entry.ref: document for document in found}


def _document(law: Law, language: str) -> Document:
    summary, title = law.about.in_(language), law.name.in_(language)
    body = "\n".join(f"{point.article} {point.in_(language)}" for point in law.points)
    keywords = (law.number,) if law.number else ()
    entry = Entry(
        ref=f"law:{law.code}.{language}",
        version=version_of(title, *keywords, summary, body),
        kind="law",
        group=f"law:{law.code}",
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
        byline=law.number,
        published_at=None,
        endpoint="laws.show_law",
        values={"code": law.code},
    )
