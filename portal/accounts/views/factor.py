"""The second factor: shown at the door, set up once, a code or a passkey."""

import segno
from flask import Response, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.accounts import entering, entrance, passkeys, second_factor
from portal.accounts.forms import CodeForm, PasskeyForm
from portal.accounts.models import Account
from portal.accounts.passkeys import Site
from portal.accounts.sessions import signed_in
from portal.accounts.views.pages import accounts_pages
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.places.profile import current_place
from portal.web.guards import public, requires
from portal.web.htmx import page, refresh
from portal.web.locale import language

CHALLENGE = "passkey_challenge"


def _site() -> Site:
    name = current_place().place.site_name.in_(language())
    return Site(host=request.host.partition(":")[0], name=name, origin=request.host_url.rstrip("/"))


def _new_challenge() -> bytes:
    challenge = passkeys.new_challenge()
    session[CHALLENGE] = challenge.hex()
    return challenge


def _used_challenge() -> bytes:
    # Where none was given, one that nobody can have answered: an empty one could be signed at will.
    return bytes.fromhex(session.pop(CHALLENGE, "")) or passkeys.new_challenge()


def _come_in() -> Response:
    pending = entering.pending_sign_in()
    address = session.get("next")
    entering.remember(second_factor.prove(pending), is_whole=True)
    return refresh(address or url_for(".show_desk"))


def _factor_page(form: CodeForm, status: int = 200) -> Response:
    account = entering.pending_sign_in().account
    options = None
    if account.passkeys:
        options = passkeys.sign_in_options(account, _site(), _new_challenge())
    return page(
        "accounts/factor.html",
        form=form,
        passkey_form=PasskeyForm(),
        options=options,
        has_codes=account.totp_confirmed_at is not None,
        status=status,
    )


@accounts_pages.get("/sign-in/second-factor")
@public
def show_factor() -> ResponseReturnValue:
    """Ask for the second factor of somebody whose password was right."""
    return _factor_page(CodeForm())


@accounts_pages.post("/sign-in/second-factor/code")
@public
def use_code() -> ResponseReturnValue:
    """Take a code from the authenticator app."""
    form = CodeForm()
    if not form.validate():
        return _factor_page(form, status=422)
    account = entering.pending_sign_in().account
    try:
        entrance.count_code(account.username)
        second_factor.use_code(account, form.code.data or "")
    except Refused as refusal:
        form.refuse(refusal)
        return _factor_page(form, status=422)
    return _come_in()


@accounts_pages.post("/sign-in/second-factor/passkey")
@public
def use_passkey() -> ResponseReturnValue:
    """Take a passkey shown by the browser."""
    form = PasskeyForm()
    account = entering.pending_sign_in().account
    try:
        entrance.count_code(account.username)
        passkeys.use_passkey(account, _site(), _used_challenge(), form.answer.data or "")
    except Refused as refusal:
        code_form = CodeForm()
        code_form.refuse(refusal)
        return _factor_page(code_form, status=422)
    return _come_in()


def _set_up_page(account: Account, form: CodeForm, status: int = 200) -> Response:
    return page(
        "accounts/set-up-factor.html",
        form=form,
        secret=second_factor.secret_of(account),
        status=status,
    )


@accounts_pages.get("/sign-in/set-up")
@public
def set_up_factor() -> ResponseReturnValue:
    """Explain the second factor to somebody who has none yet, and offer to make one."""
    entering.pending_sign_in()
    return page("accounts/before-factor.html")


@accounts_pages.post("/sign-in/set-up")
@public
def begin_factor() -> ResponseReturnValue:
    """Make a secret and show it; it is in force only after the first right code."""
    account = entering.pending_sign_in().account
    if account.has_second_factor:
        return refresh(url_for(".show_factor"))
    second_factor.begin_totp(account)
    return refresh(url_for(".show_secret"))


@accounts_pages.get("/sign-in/set-up/secret")
@public
def show_secret() -> ResponseReturnValue:
    """Show the new secret as QR code and as letters."""
    account = entering.pending_sign_in().account
    if account.has_second_factor or account.totp_secret is None:
        return refresh(url_for(".show_factor"))
    return _set_up_page(account, CodeForm())


@accounts_pages.post("/sign-in/set-up/secret")
@public
def confirm_factor() -> ResponseReturnValue:
    """Take the first code of the new secret."""
    form = CodeForm()
    account = entering.pending_sign_in().account
    if account.has_second_factor or account.totp_secret is None:
        return refresh(url_for(".show_factor"))
    if not form.validate():
        return _set_up_page(account, form, status=422)
    try:
        entrance.count_code(account.username)
        second_factor.confirm_totp(account, form.code.data or "")
    except Refused as refusal:
        form.refuse(refusal)
        return _set_up_page(account, form, status=422)
    return _come_in()


@accounts_pages.get("/sign-in/set-up/secret.svg")
@public
def draw_secret() -> ResponseReturnValue:
    """Draw the QR code that the authenticator app reads."""
    account = entering.pending_sign_in().account
    issuer = current_place().place.site_name.in_("en")
    address = second_factor.provisioning_address(account, issuer=issuer)
    code = segno.make(address, error="m")
    drawing = code.svg_inline(border=2, scale=5, dark="#12201d", light="#ffffff")
    answer = Response(drawing, mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@accounts_pages.get("/desk/passkeys")
@requires(Permission.DESK_OPEN)
def list_passkeys() -> ResponseReturnValue:
    """Show one's own passkeys and offer to add one."""
    options = passkeys.registration_options(signed_in(), _site(), _new_challenge())
    return page("accounts/passkeys.html", form=PasskeyForm(), options=options)


@accounts_pages.post("/desk/passkeys")
@requires(Permission.DESK_OPEN)
def add_passkey() -> ResponseReturnValue:
    """Keep a passkey that the browser has just made."""
    form = PasskeyForm()
    try:
        passkeys.add_passkey(
            signed_in(),
            _site(),
            _used_challenge(),
            form.answer.data or "",
            form.label.data or "",
        )
    except Refused as refusal:
        form.refuse(refusal)
        options = passkeys.registration_options(signed_in(), _site(), _new_challenge())
        return page("accounts/passkeys.html", form=form, options=options, status=422)
    return refresh(url_for(".list_passkeys"))
