"""Reads of documents: all of a case for its desk, those addressed to the citizen for tracking."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.complaints.models import Case, CaseDocument
from portal.complaints.rules import Reader
from portal.kernel.db import db
from portal.kernel.errors import NotFound


def list_documents(case: Case) -> Sequence[CaseDocument]:
    """Return every document of a case, the newest first, voided ones as well."""
    found = select(CaseDocument).filter_by(case_id=case.id).order_by(CaseDocument.id.desc())
    return db.session.scalars(found).all()


def list_for_citizen(case: Case) -> Sequence[CaseDocument]:
    """Return the documents addressed to whoever filed the case."""
    return [one for one in list_documents(case) if is_for(one, Reader.CITIZEN)]


def is_for(document: CaseDocument, reader: Reader) -> bool:
    """Whether a copy is for this reader."""
    return reader.value in document.content["copies"]


def get_document(case: Case, key: str, reader: Reader) -> CaseDocument:
    """Return one document of this case that this reader gets a copy of; raises NotFound."""
    found = db.session.scalar(select(CaseDocument).filter_by(case_id=case.id, key=key))
    if found is None or not is_for(found, reader):
        raise NotFound("document")
    return found
