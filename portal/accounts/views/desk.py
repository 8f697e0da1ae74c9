"""The desk's front page: what waits for whom."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.accounts import services
from portal.accounts.forms import PasswordForm
from portal.accounts.sessions import signed_in
from portal.accounts.views.pages import accounts_pages
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page, refresh


@accounts_pages.get("/desk/")
@requires(Permission.DESK_OPEN)
def show_desk() -> ResponseReturnValue:
    """Show what this person's roles open."""
    return page("accounts/desk.html", password_is_old=services.password_is_old(signed_in()))


@accounts_pages.get("/desk/password")
@requires(Permission.DESK_OPEN)
def show_password_form() -> ResponseReturnValue:
    """Offer to change one's own password."""
    return page("accounts/password.html", form=PasswordForm())


@accounts_pages.post("/desk/password")
@requires(Permission.DESK_OPEN)
def change_password() -> ResponseReturnValue:
    """Take the new password; whoever changed it signs in again with it."""
    form = PasswordForm()
    try:
        if form.validate():
            old, new = form.old.data or "", form.password.data or ""
            services.change_password(signed_in(), old=old, new=new)
            return refresh(url_for(".sign_in"))
    except Refused as refusal:
        form.refuse(refusal)
    return page("accounts/password.html", form=form, status=422)
