"""Answering applications."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.kernel.permissions import Permission
from portal.members import queries, services, words
from portal.members.forms import RefusalForm, TermForm
from portal.members.models import MemberApplication
from portal.members.queries import Applicant
from portal.places.profile import current_place
from portal.web.guards import requires
from portal.web.htmx import page, refresh

desk_pages = Blueprint("members_desk", __name__, url_prefix="/desk/members")
ONE_APPLICATION = "/<string:reference>"


def _show(
    application: MemberApplication,
    applicant: Applicant | None,
    form: RefusalForm | None = None,
    term: TermForm | None = None,
) -> ResponseReturnValue:
    return page(
        "members/desk/application.html",
        status=422 if form or term else 200,
        application=application,
        applicant=applicant,
        form=form or RefusalForm(formdata=None),
        term=term or TermForm.for_application(application),
        regions=current_place().regions,
        words=words,
    )


@desk_pages.get("/")
@requires(Permission.MEMBER_ADMIT)
def list_applications() -> ResponseReturnValue:
    """List who waits for an answer, and who had one last."""
    return page(
        "members/desk/list.html",
        waiting=queries.list_waiting(),
        decided=queries.list_decided(),
        words=words,
    )


@desk_pages.get(ONE_APPLICATION)
@requires(Permission.MEMBER_ADMIT)
def show_application(reference: str) -> ResponseReturnValue:
    """Show one application, with who sent it."""
    application = queries.get_application(reference)
    return _show(application, services.read_applicant(application, by=signed_in()))


@desk_pages.post(f"{ONE_APPLICATION}/admit")
@requires(Permission.MEMBER_ADMIT)
def admit_applicant(reference: str) -> ResponseReturnValue:
    """Enter somebody on the roll and show the first password of a new account, this once."""
    application = queries.get_application(reference, for_change=True)
    form = TermForm.for_application(application)
    applicant = services.read_applicant(application, by=signed_in())
    if not form.validate_on_submit():
        return _show(application, applicant, term=form)
    try:
        password = services.admit(application, wish=form.wish, by=signed_in())
    except MoveRefused:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _show(application, applicant, term=form)
    return page(
        "members/desk/admitted.html",
        application=application,
        applicant=applicant,
        password=password,
    )


@desk_pages.post(f"{ONE_APPLICATION}/refuse")
@requires(Permission.MEMBER_ADMIT)
def refuse_applicant(reference: str) -> ResponseReturnValue:
    """Say no, with a reason the applicant can read."""
    application = queries.get_application(reference, for_change=True)
    form = RefusalForm()
    if not form.validate_on_submit():
        return _show(application, services.read_applicant(application, by=signed_in()), form)
    services.refuse(application, reason=form.reason.data, by=signed_in())
    return refresh(url_for(".list_applications"))


@desk_pages.post(f"{ONE_APPLICATION}/erase")
@requires(Permission.MEMBER_ADMIT)
def delete_contact(reference: str) -> ResponseReturnValue:
    """Forget name and contact, at the applicant's wish."""
    application = queries.get_application(reference, for_change=True)
    services.erase_applicant(application, by=signed_in())
    return refresh(url_for(".show_application", reference=reference))
