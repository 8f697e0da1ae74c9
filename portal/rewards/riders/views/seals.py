"""What the handler found of a takeaway's seal."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.complaints import access
from portal.complaints import queries as complaints
from portal.complaints.models import Case
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.rewards.riders import queries, services
from portal.rewards.riders.forms import SealForm
from portal.rewards.riders.views.desk import riders_desk
from portal.rewards.riders.words import FOUND
from portal.web.guards import requires
from portal.web.htmx import page, refresh


def _case(reference: str) -> Case:
    case = complaints.get_case(reference)
    access.check_may_see(case, signed_in())
    return case


def _seal_page(case: Case, form: SealForm, status: int = 200) -> Response:
    facts = {"case": case, "finding": queries.find_seal(case), "found": FOUND, "form": form}
    return page("rewards/riders/desk/seal.html", status=status, facts=facts)


@riders_desk.get("/seals/<string:reference>")
@requires(Permission.CASE_HANDLE)
def show_seal(reference: str) -> ResponseReturnValue:
    """Show what was told of the seal and what was found."""
    case = _case(reference)
    return _seal_page(case, SealForm.of(queries.find_seal(case)))


@riders_desk.post("/seals/<string:reference>")
@requires(Permission.CASE_HANDLE)
def note_seal(reference: str) -> ResponseReturnValue:
    """Note what was found; the merchant's page counts verified seals alone."""
    case, form = _case(reference), SealForm(prefix="seal-")
    if not form.validate():
        return _seal_page(case, form, 422)
    try:
        services.note_seal(case, found=form.told(), by=signed_in())
    except Refused as refusal:
        form.refuse(refusal)
        return _seal_page(case, form, 422)
    return refresh(url_for("complaints_desk.show_case", reference=case.reference))
