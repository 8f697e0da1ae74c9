"""The desk's front page: what waits for whom."""

from flask import session, url_for
from flask.typing import ResponseReturnValue

from portal.accounts import entering, queries, services
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


@accounts_pages.get("/desk/sessions")
@requires(Permission.DESK_OPEN)
def list_sessions() -> ResponseReturnValue:
    """Show where one is signed in."""
    own = services.digest_of(session[entering.WHOLE])
    alive = [one for one in queries.list_sign_ins(signed_in()) if services.is_alive(one)]
    return page("accounts/sessions.html", sign_ins=alive, own=own)


@accounts_pages.post("/desk/sessions")
@requires(Permission.DESK_OPEN)
def end_other_sessions() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    person = signed_in()
    services.end_other_sign_ins(person, but=session[entering.WHOLE], by=person.actor)
    return refresh(url_for(".list_sessions"))
