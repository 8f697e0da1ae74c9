"""Signing in and out."""

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts import entering, entrance
from portal.accounts.forms import SignInForm
from portal.accounts.sessions import signed_in
from portal.accounts.views.pages import accounts_pages
from portal.kernel.errors import Refused
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.preferences import own_address
from portal.web.visitors import bucket


@accounts_pages.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Ask staff and volunteers who they are."""
    if current_user.is_authenticated:
        return redirect(url_for(signed_in().home), 303)
    return page("accounts/sign-in.html", form=SignInForm(next=request.args.get("next", "")))


@accounts_pages.post("/sign-in")
@public
def try_sign_in() -> ResponseReturnValue:
    """Check user name and password, and ask for the second factor where the role needs it."""
    form = SignInForm()
    if not form.validate():
        return page("accounts/sign-in.html", form=form, status=422)
    try:
        entry = entrance.enter(
            username=form.username.data or "", password=form.password.data or "", bucket=bucket()
        )
    except Refused as refusal:
        form.refuse(refusal)
        return page("accounts/sign-in.html", form=form, status=422)
    entering.remember(entry.token, is_whole=entry.is_whole)
    session["next"] = own_address(form.next.data or url_for(entry.home))
    if entry.is_whole:
        return refresh(session.pop("next"))
    return refresh(url_for(".show_factor" if entry.has_factor else ".set_up_factor"))


@accounts_pages.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End this session, here and in the database."""
    token = session.get(entering.WHOLE) or session.get(entering.PENDING)
    if token:
        entrance.leave(token)
    session.clear()
    answer = refresh(url_for(".sign_in"))
    # Nobody who sits down here next turns the pages back.
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
