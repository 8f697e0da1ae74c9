"""Claiming a page with the code of a letter."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.accounts import entering
from portal.accounts import services as accounts
from portal.kernel.errors import Refused
from portal.owners import services
from portal.owners.forms import ClaimForm
from portal.owners.services.claiming import Claim
from portal.owners.views.pages import owner_pages
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.visitors import bucket


@owner_pages.get("/claim")
@public
def claim_page() -> ResponseReturnValue:
    """Ask for the code of the bureau's letter, and for a name and a password."""
    return page("owners/claim.html", form=ClaimForm())


@owner_pages.post("/claim")
@public
def use_code() -> ResponseReturnValue:
    """Open the account, and let the enterprise in."""
    form = ClaimForm()
    try:
        if form.validate():
            claim = Claim(
                code=form.code.data or "",
                username=form.username.data or "",
                display_name=form.display_name.data or "",
                password=form.password.data or "",
            )
            services.count_claim(bucket())
            account = services.claim_page(claim)
            token = accounts.start_sign_in(account, is_proven=True)
            entering.remember(token, is_whole=True)
            return refresh(url_for(".show_own"))
    except Refused as refusal:
        form.refuse(refusal)
    return page("owners/claim.html", form=form, status=422)
