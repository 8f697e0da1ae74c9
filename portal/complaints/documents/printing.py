"""A document as PDF: a pure function of what was stored when it was issued, and who reads it."""

import json
from functools import lru_cache
from pathlib import Path

from portal.complaints.documents.content import opened
from portal.complaints.documents.telling import written_day
from portal.complaints.models import CaseDocument
from portal.complaints.rules import Identity, Reader
from portal.kernel import typesetting
from portal.kernel.typesetting import Standard

# A sheet is never changed once documents were issued on it: a new look is a new file.
LAYOUT = "1"
FOLDER = Path(__file__).parent
# Archives ask for PDF/A; PDF/UA lets it be read aloud.
STANDARDS: tuple[Standard, ...] = ("a-2a", "ua-1")
KEPT = 64


def print_document(
    document: CaseDocument, reader: Reader, identity: Identity | None = None
) -> bytes:
    """Return one reader's copy; without ``identity`` it names nobody who filed a case.

    Raises Unprintable where a text has a sign that no font at hand has.
    """
    facts = opened(document.content, reader, identity)
    void = {
        "day": written_day(document.voided_at) if document.voided_at else "",
        "reason": document.void_reason,
    }
    told = json.dumps({**facts, "void": void}, ensure_ascii=False, sort_keys=True)
    sheet = _printed if identity is None else _printed.__wrapped__
    return sheet(document.layout, told)


@lru_cache(maxsize=KEPT)
def _printed(layout: str, told: str) -> bytes:
    template = FOLDER / f"sheet-{layout}.typ"
    return typesetting.typeset(template, {"facts": told}, standards=STANDARDS)
