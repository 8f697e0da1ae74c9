"""An enterprise's own desk: its record, and its people's passwords."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.accounts import services as accounts
from portal.accounts.forms import PasswordForm
from portal.accounts.sessions import signed_in
from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.owners import queries, record
from portal.owners.views.pages import own, owner_pages
from portal.ratings.objections.words import SUBJECTS
from portal.ratings.words import STAGE_MARKS, STAGES
from portal.web.guards import requires
from portal.web.htmx import page, refresh


@owner_pages.get("/")
@requires(Permission.OWNER_DESK)
def show_own() -> ResponseReturnValue:
    """Show an enterprise what is on record about it, and what it can do about that."""
    owner = own()
    return page(
        "owners/own.html",
        owner=owner,
        grades=record.list_grades(owner.enterprise),
        lines=[line for line in record.list_lines(owner.enterprise) if line.is_public],
        people=queries.list_people(owner.enterprise_id),
        stages=STAGES,
        marks=STAGE_MARKS,
        subjects=SUBJECTS,
        today=clock.today(),
    )


@owner_pages.get("/password")
@requires(Permission.OWNER_DESK)
def show_password_form() -> ResponseReturnValue:
    """Offer to change one's own password."""
    return page("owners/password.html", owner=own(), form=PasswordForm())


@owner_pages.post("/password")
@requires(Permission.OWNER_DESK)
def change_password() -> ResponseReturnValue:
    """Take the new password; whoever changed it signs in again with it."""
    form = PasswordForm()
    try:
        if form.validate():
            old, new = form.old.data or "", form.password.data or ""
            accounts.change_password(signed_in(), old=old, new=new)
            return refresh(url_for("accounts.sign_in"))
    except Refused as refusal:
        form.refuse(refusal)
    return page("owners/password.html", owner=own(), form=form, status=422)
