"""Applying, and reading what became of it."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.members import queries, services, words
from portal.members.forms import ApplicationForm
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.visitors import bucket

public_pages = Blueprint("members", __name__, url_prefix="/members")


@public_pages.route("/apply", methods=["GET", "POST"])
@public
def apply() -> ResponseReturnValue:
    """Let anyone ask to become a volunteer author."""
    form = ApplicationForm()
    if form.validate_on_submit():
        application = services.submit_application(
            name=form.name.data,
            contact=form.contact.data,
            wish=form.wish.data,
            network=bucket(),
        )
        return refresh(url_for(".show_application", reference=application.reference))
    return page("members/apply.html", form=form, status=422 if form.errors else 200)


@public_pages.get("/applications/<string:reference>")
@public
def show_application(reference: str) -> ResponseReturnValue:
    """Show what became of an application; nothing on the page says who sent it."""
    application = queries.get_application(reference)
    response = page("members/application.html", application=application, words=words)
    response.headers["Cache-Control"] = "no-store"
    return response
