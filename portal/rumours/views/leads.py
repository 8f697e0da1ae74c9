"""The desk's leads: what people sent, like ones together."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.extensions import objects
from portal.kernel.errors import NotFound
from portal.kernel.permissions import Permission
from portal.rumours import queries, services, words
from portal.rumours.forms import AsideForm, JoinForm
from portal.rumours.models import RumourLead
from portal.rumours.rules import is_code
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.steps import take_step

lead_pages = Blueprint("rumour_leads", __name__, url_prefix="/desk/rumours/leads")
ONE_LEAD = "/<string:reference>"


def _show(lead: RumourLead, join: JoinForm, aside: AsideForm, status: int = 200) -> Response:
    return page(
        "rumours/desk/lead.html",
        status=status,
        lead=lead,
        join=join,
        aside=aside,
        alike=queries.rumours_like(lead.text),
        words=words,
    )


@lead_pages.get(ONE_LEAD)
@requires(Permission.ARTICLE_REVIEW)
def show_lead(reference: str) -> ResponseReturnValue:
    """Show one lead, and what it may belong to."""
    return _show(queries.get_lead(reference), JoinForm(), AsideForm())


@lead_pages.get(f"{ONE_LEAD}/picture")
@requires(Permission.ARTICLE_REVIEW)
def show_picture(reference: str) -> ResponseReturnValue:
    """Show the picture that came with a lead."""
    lead = queries.get_lead(reference)
    if lead.picture is None:
        raise NotFound(reference)
    return Response(objects().get(lead.picture, room=services.ROOM), mimetype=lead.picture_type)


@lead_pages.post(f"{ONE_LEAD}/open")
@requires(Permission.ARTICLE_REVIEW)
def open_rumour(reference: str) -> ResponseReturnValue:
    """Begin to look into what a lead says."""
    lead = queries.get_lead(reference, for_change=True)
    rumour = services.open_from(lead, by=signed_in())
    return refresh(url_for("rumours_desk.show_rumour", code=rumour.code))


@lead_pages.post(f"{ONE_LEAD}/join")
@requires(Permission.ARTICLE_REVIEW)
def add_lead(reference: str) -> ResponseReturnValue:
    """Say which rumour a lead belongs to; the desk confirms what was suggested."""
    lead, form = queries.get_lead(reference, for_change=True), JoinForm()

    def join() -> None:
        code = form.rumour.data if is_code(form.rumour.data or "") else ""
        services.join_lead(lead, queries.named(code), by=signed_in())

    onward = url_for(".show_lead", reference=reference)
    return take_step(form, join, onward=onward, again=lambda: _show(lead, form, AsideForm(), 422))


@lead_pages.post(f"{ONE_LEAD}/release")
@requires(Permission.ARTICLE_REVIEW)
def release_lead(reference: str) -> ResponseReturnValue:
    """Look at a lead anew."""
    services.release_lead(queries.get_lead(reference, for_change=True), by=signed_in())
    return refresh(url_for(".show_lead", reference=reference))


@lead_pages.post(f"{ONE_LEAD}/set-aside")
@requires(Permission.ARTICLE_REVIEW)
def decline_lead(reference: str) -> ResponseReturnValue:
    """Not look into a lead, and tell the sender why."""
    lead, form = queries.get_lead(reference, for_change=True), AsideForm()
    return take_step(
        form,
        lambda: services.set_aside(lead, reason=form.reason.data, by=signed_in()),
        onward=url_for("rumours_desk.list_rumours"),
        again=lambda: _show(lead, JoinForm(), form, 422),
    )
