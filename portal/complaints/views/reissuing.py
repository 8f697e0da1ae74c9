"""A new secret for somebody who lost the old one, at the desk, after the identity was checked."""

from flask import Response, session, url_for
from flask.typing import ResponseReturnValue

from portal.complaints import pages, services, timetable
from portal.complaints.forms.following import ReceiptForm
from portal.complaints.forms.reissuing import ReissueForm
from portal.complaints.models import Case
from portal.complaints.panels import DESK_PANELS
from portal.complaints.rules import Identity
from portal.complaints.views.desk import desk_pages, own_case, person
from portal.complaints.words import REFUSALS
from portal.kernel.errors import NotFound, Refused
from portal.kernel.panels import Panel
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page, refresh

REISSUED = "case_reissued"
# After what the handler does with the case.
PLACE = 90


def _form_page(case: Case, form: ReissueForm, status: int = 200) -> Response:
    return page("complaints/desk/reissue.html", status=status, case=case, form=form)


@desk_pages.get("/<string:reference>/secret")
@requires(Permission.CASE_ENTER)
def check_identity(reference: str) -> ResponseReturnValue:
    """Ask what the person says, to compare with what was filed."""
    case = own_case(reference)
    return _form_page(case, ReissueForm(services.mark_of_secret(case)))


@desk_pages.post("/<string:reference>/secret")
@requires(Permission.CASE_ENTER)
def renew_secret(reference: str) -> ResponseReturnValue:
    """Make a new secret where the identity is right; every try is recorded."""
    case = own_case(reference)
    form = ReissueForm(services.mark_of_secret(case))
    if form.validate_on_submit():
        told = Identity(name=form.name.data or "", telephone=form.telephone.data or "")
        try:
            token = services.reissue_secret(
                case, told=told, check=form.check.data, seen=form.seen.data or "", by=person()
            )
        except Refused as refusal:
            form.refuse(refusal)
            return _form_page(case, form, 422)
        session[REISSUED] = [case.reference, token]
        return refresh(url_for(".show_new_secret", reference=case.reference))
    return _form_page(case, form, 422)


def _reissued(reference: str) -> tuple[Case, str]:
    known, token = session.get(REISSUED, ["", ""])
    case = own_case(reference)
    if case.reference != known:
        raise NotFound("secret")
    if not services.is_in_force(case, token):
        raise Refused(REFUSALS["reissued_again"])
    return case, token


@desk_pages.get("/<string:reference>/secret/new")
@requires(Permission.CASE_ENTER)
def show_new_secret(reference: str) -> ResponseReturnValue:
    """Show the new secret, to be read out or printed, until it is written down."""
    return _secret_page(reference, ReceiptForm())


def _secret_page(reference: str, form: ReceiptForm, status: int = 200) -> Response:
    case, token = _reissued(reference)
    return page(
        "complaints/desk/receipt.html",
        status=status,
        form=form,
        facts=pages.facts_of(case),
        words=pages.secret_words(token),
        promises=timetable.case_promises(case),
    )


@desk_pages.post("/<string:reference>/secret/new")
@requires(Permission.CASE_ENTER)
def confirm_new_secret(reference: str) -> ResponseReturnValue:
    """Note that the person has it; it is never shown again."""
    form, (case, _token) = ReceiptForm(), _reissued(reference)
    if not form.validate_on_submit():
        return _secret_page(reference, form, 422)
    session.pop(REISSUED, None)
    return refresh(url_for(".show_case", reference=case.reference))


def show_reissue(case: Case) -> Panel | None:
    """Offer a new secret on the page of a named case to whoever may enter cases."""
    if case.is_anonymous or not person().may(Permission.CASE_ENTER):
        return None
    return Panel("complaints/desk/_reissue.html", {"reference": case.reference})


DESK_PANELS.register(PLACE, show_reissue)
