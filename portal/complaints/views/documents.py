"""Documents of a case: read by whom they address, printed and voided by the handler."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from portal.complaints import access, documents, services, tracking
from portal.complaints.documents import showing
from portal.complaints.forms.documents import CopyForm, VoidForm
from portal.complaints.models import Case, CaseDocument
from portal.complaints.rules import Identity, Reader
from portal.complaints.views.desk import desk_pages, own_case, person
from portal.complaints.views.tracking import tracking_pages
from portal.kernel.errors import NotAllowed, Refused
from portal.kernel.permissions import Permission
from portal.web.guards import public, requires
from portal.web.htmx import page, refresh

__all__ = ["desk_pages", "tracking_pages"]


def _pdf(document: CaseDocument, reader: Reader, identity: Identity | None = None) -> Response:
    # The address says nothing, nor does the name of the file; no cache keeps it.
    answer = Response(
        documents.print_document(document, reader, identity), mimetype="application/pdf"
    )
    answer.headers["Content-Disposition"] = 'inline; filename="document.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@tracking_pages.get("/case/documents/<string:key>")
@public
def show_document(key: str) -> ResponseReturnValue:
    """Show a document addressed to whoever filed the open case."""
    case = tracking.current_case()
    document = documents.get_document(case, key, Reader.CITIZEN)
    return page(
        "complaints/documents/read.html",
        case=case,
        mark=showing.mark_of(document),
        sheet=showing.sheet_of(document, Reader.CITIZEN),
    )


@tracking_pages.get("/case/documents/<string:key>.pdf")
@public
def print_document(key: str) -> ResponseReturnValue:
    """Send a document addressed to whoever filed the open case, as PDF."""
    document = documents.get_document(tracking.current_case(), key, Reader.CITIZEN)
    return _pdf(document, Reader.CITIZEN)


def _desk_page(
    case: Case,
    document: CaseDocument,
    status: int = 200,
    copy: CopyForm | None = None,
    voiding: VoidForm | None = None,
) -> Response:
    return page(
        "complaints/documents/show.html",
        status=status,
        case=case,
        mark=showing.mark_of(document),
        sheet=showing.sheet_of(document, Reader.OFFICE),
        is_own=case.handler_id == person().id,
        is_confirmed=showing.is_wording_confirmed(),
        copy=copy or CopyForm(showing.readers_of(document), prefix="copy-"),
        voiding=voiding or VoidForm(prefix="voiding-"),
    )


@desk_pages.get("/<string:reference>/documents/<string:key>")
@requires(Permission.CASE_READ)
def show_document_of_case(reference: str, key: str) -> ResponseReturnValue:
    """Show a document as it was issued; it names nobody who filed a case."""
    case = own_case(reference)
    return _desk_page(case, documents.get_document(case, key, Reader.OFFICE))


@desk_pages.get("/<string:reference>/documents/<string:key>.pdf")
@requires(Permission.CASE_READ)
def print_file_copy(reference: str, key: str) -> ResponseReturnValue:
    """Send the copy for the file, without a name."""
    document = documents.get_document(own_case(reference), key, Reader.OFFICE)
    return _pdf(document, Reader.OFFICE)


@desk_pages.post("/<string:reference>/documents/<string:key>/copies")
@requires(Permission.IDENTITY_READ)
def print_copy(reference: str, key: str) -> ResponseReturnValue:
    """Print one reader's copy with the name on it, for the assigned handler, on record."""
    case = own_case(reference)
    document = documents.get_document(case, key, Reader.OFFICE)
    form = CopyForm(showing.readers_of(document), prefix="copy-")
    if form.validate_on_submit():
        try:
            access.check_handler(case, person())
            reason = f"{form.reason.data}（{document.number}）"
            identity = services.read_identity(case, by=person(), reason=reason)
            return _pdf(document, Reader(form.reader.data), identity)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
    return _desk_page(case, document, 422, copy=form)


@desk_pages.post("/<string:reference>/documents/<string:key>/voiding")
@requires(Permission.CASE_HANDLE)
def withdraw_document(reference: str, key: str) -> ResponseReturnValue:
    """Declare a document void, with the reason."""
    case = own_case(reference)
    document = documents.get_document(case, key, Reader.OFFICE)
    form = VoidForm(prefix="voiding-")
    if form.validate_on_submit():
        try:
            documents.void_document(document, reason=form.reason.data or "", by=person())
            return refresh(url_for(".show_document_of_case", reference=reference, key=key))
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
    return _desk_page(case, document, 422, voiding=form)
