"""What pages show of documents: the list on a case, and one of them to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.complaints.documents.content import opened
from portal.complaints.documents.reading import list_documents, list_for_citizen
from portal.complaints.documents.wording import wording_file, wording_of
from portal.complaints.models import Case, CaseDocument
from portal.complaints.panels import CASE_PANELS, DESK_PANELS
from portal.complaints.rules import Reader
from portal.kernel.panels import Panel
from portal.web.locale import language

# After a reward, before the talk.
PLACE = 40


@dataclass(frozen=True)
class DocumentMark:
    """A document as a list names it."""

    document: CaseDocument
    name: str

    @property
    def is_void(self) -> bool:
        """Whether it was declared void."""
        return self.document.voided_at is not None


def mark_of(document: CaseDocument) -> DocumentMark:
    """Return a document with its name in the reader's language."""
    return DocumentMark(document, wording_of(document.kind).name.in_(language()))


def sheet_of(document: CaseDocument, reader: Reader) -> dict[str, Any]:
    """Return the words of one reader's copy, naming nobody who filed a case."""
    return opened(document.content, reader, None)


def readers_of(document: CaseDocument) -> Sequence[Reader]:
    """Return whom copies are for."""
    return [Reader(one) for one in document.content["copies"]]


def is_wording_confirmed() -> bool:
    """Whether the bureau has put the wording beside the official forms."""
    return wording_file().confirmed_on is not None


def show_to_citizen(case: Case) -> Panel | None:
    """Return the documents addressed to whoever filed the case."""
    marks = [mark_of(one) for one in list_for_citizen(case)]
    return Panel("complaints/documents/_mine.html", {"marks": marks}) if marks else None


def show_to_desk(case: Case) -> Panel | None:
    """Return every document of the case."""
    marks = [mark_of(one) for one in list_documents(case)]
    facts = {"marks": marks, "case": case}
    return Panel("complaints/documents/_issued.html", facts) if marks else None


CASE_PANELS.register(PLACE, show_to_citizen)
DESK_PANELS.register(PLACE, show_to_desk)
