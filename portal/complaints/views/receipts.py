"""The receipt: shown again until the citizen confirms that it is written down, then never."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.complaints import drafting, pages, services, timetable, tracking
from portal.complaints.forms.following import ReceiptForm
from portal.kernel.audit import CITIZEN
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
    case, token = drafting.receipt_case(), drafting.receipt_token()
    if case is None or token is None:
        return refresh(url_for("tracking.open_case"))
    return page(
        "complaints/receipt.html",
        status=status,
        form=form,
        facts=pages.facts_of(case),
        words=pages.secret_words(token),
        qr=pages.qr_of(case.reference),
        promises=timetable.receipt_promises(case),
    )


@receipt_pages.post("/receipt")
@public
def confirm_receipt() -> ResponseReturnValue:
    """Note that number and secret are written down, and open the case."""
    form, case = ReceiptForm(), drafting.receipt_case()
    if case is None or not form.validate_on_submit():
        return _receipt_page(form, 422)
    services.confirm_receipt(case, by=CITIZEN)
    drafting.forget_receipt()
    tracking.open_for_this_browser(case)
    return refresh(url_for("tracking.show_case"))
