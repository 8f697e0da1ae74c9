"""The receipt: shown again until the citizen confirms that it is written down, then never."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.complaints import drafting, pages, printed, queries, receipts, services, timetable
from portal.complaints import tracking as opened
from portal.complaints.forms.following import ReceiptForm, UncoverForm
from portal.complaints.models import Case
from portal.complaints.words import REFUSALS, label
from portal.kernel.audit import CITIZEN
from portal.kernel.errors import NotFound, Refused
from portal.web.guards import public
from portal.web.htmx import page, refresh

receipt_pages = Blueprint("receipts", __name__, url_prefix="/complaints")


@receipt_pages.after_request
def keep_private(response: Response) -> Response:
    """Leave no copy of a receipt in any cache."""
    response.headers["Cache-Control"] = "no-store"
    return response


@receipt_pages.get("/receipt")
@public
def show_receipt() -> ResponseReturnValue:
    """Show number and secret, again and again until the citizen confirms, then never."""
    return _receipt_page(ReceiptForm())


def _receipt_page(form: ReceiptForm, status: int = 200) -> ResponseReturnValue:
    token = drafting.receipt_token()
    shown = receipts.find_receipt(token) if token else None
    if shown is None or token is None or shown.confirmed_at is not None:
        return refresh(url_for("tracking.open_case"))
    if drafting.is_receipt_hidden():
        return page("complaints/hidden_receipt.html", status=status, form=UncoverForm())
    return page(
        "complaints/receipt.html",
        status=status,
        form=form,
        case=shown,
        track=label(shown.track),
        words=pages.secret_words(token),
        qr=pages.qr_of(shown.reference),
        promises=timetable.receipt_promises(shown),
        signed=shown.signed,
    )


@receipt_pages.post("/receipt")
@public
def confirm_receipt() -> ResponseReturnValue:
    """Note that number and secret are written down, and open the case."""
    form, case = ReceiptForm(), drafting.receipt_case()
    if case is None or drafting.is_receipt_hidden() or not form.validate_on_submit():
        return _receipt_page(form, 422)
    services.confirm_receipt(case, by=CITIZEN)
    drafting.forget_receipt()
    if drafting.receipt_case() is not None:
        return refresh(url_for(".show_receipt"))  # told together, received as two
    opened.open_for_this_browser(case)
    return refresh(url_for("tracking.show_case"))


def _unconfirmed() -> tuple[Case, str]:
    case, token = drafting.receipt_case(), drafting.receipt_token()
    if case is None or token is None or drafting.is_receipt_hidden():
        raise NotFound("receipt")
    return case, token


@receipt_pages.get("/receipt.pdf")
@public
def print_receipt() -> ResponseReturnValue:
    """Give the receipt as a sheet to print, with the secret, until it is confirmed."""
    opened.count_sheet()
    case, token = _unconfirmed()
    sheet = printed.print_receipt(case, pages.secret_words(token))
    return printed.as_download(sheet, "receipt.pdf")


@receipt_pages.get("/receipt.txt")
@public
def save_receipt() -> ResponseReturnValue:
    """Give the signed receipt, which holds no secret."""
    told = queries.find_signed_receipt(_unconfirmed()[0])
    if told is None:
        raise NotFound("receipt")
    return printed.as_download(told, "receipt.txt")


@receipt_pages.post("/receipt/leave")
@public
def leave_receipt() -> ResponseReturnValue:
    """Leave at once; the receipt is put away, and its number shows it again."""
    drafting.hide_receipt()
    return opened.answer_leaving()


@receipt_pages.post("/receipt/number")
@public
def open_receipt() -> ResponseReturnValue:
    """Show a receipt that was put away to whoever knows its number."""
    form = UncoverForm()
    if form.validate_on_submit():
        if drafting.uncover_receipt(form.number.data or ""):
            return refresh(url_for(".show_receipt"))
        form.refuse(Refused(REFUSALS["number_wrong"], field="number"))
    return page("complaints/hidden_receipt.html", status=422, form=form)
