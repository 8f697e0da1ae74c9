"""Accounts, and the log of everything that was done."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts import log_reasons, queries, rules, services
from portal.accounts.forms import AccountForm
from portal.accounts.views.pages import accounts_pages
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page, refresh


@accounts_pages.get("/desk/accounts/")
@requires(Permission.ACCOUNT_MANAGE)
def list_accounts() -> ResponseReturnValue:
    """Show every account, and the form for a new one."""
    return page(
        "accounts/list.html",
        accounts=queries.list_accounts(),
        roles=rules.roles(),
        form=AccountForm(),
    )


@accounts_pages.post("/desk/accounts/")
@requires(Permission.ACCOUNT_MANAGE)
def create_account() -> ResponseReturnValue:
    """Open an account for a colleague."""
    form = AccountForm()
    try:
        if form.validate():
            services.create_account(facts=form.facts(), by=current_user.actor)
            return refresh(url_for(".list_accounts"))
    except Refused as refusal:
        form.refuse(refusal)
    accounts = queries.list_accounts()
    return page("accounts/list.html", accounts=accounts, roles=rules.roles(), form=form, status=422)


@accounts_pages.post("/desk/accounts/<string:username>/activity")
@requires(Permission.ACCOUNT_MANAGE)
def switch_account(username: str) -> ResponseReturnValue:
    """Close an account, or open it again; closing ends its sessions at once."""
    account = queries.get_account(username)
    services.switch_account(
        account, is_active=request.form.get("active") == "1", by=current_user.actor
    )
    return refresh(url_for(".list_accounts"))


@accounts_pages.post("/desk/accounts/<string:username>/second-factor")
@requires(Permission.ACCOUNT_MANAGE)
def reset_factor(username: str) -> ResponseReturnValue:
    """Take away a lost second factor; the person sets up a new one at the next sign-in."""
    services.reset_second_factor(queries.get_account(username), by=current_user.actor)
    return refresh(url_for(".list_accounts"))


@accounts_pages.post("/desk/accounts/<string:username>/sessions")
@requires(Permission.ACCOUNT_MANAGE)
def end_sessions(username: str) -> ResponseReturnValue:
    """End every session of somebody whose device is lost."""
    account = queries.get_account(username)
    services.end_other_sign_ins(account, but="", by=current_user.actor)
    return refresh(url_for(".list_accounts"))


@accounts_pages.get("/desk/log")
@requires(Permission.AUDIT_READ)
def list_audit_lines() -> ResponseReturnValue:
    """Show what was done, newest first, and whether the chain of lines is whole."""
    found = queries.page_of_audit_lines(
        subject=request.args.get("subject", ""),
        actor=request.args.get("actor", ""),
        before=request.args.get("before"),
    )
    return page(
        "accounts/log.html",
        found=found,
        reasons=log_reasons.reasons_of(found.items),
        broken=queries.find_broken_line(),
        asked=request.args,
    )
