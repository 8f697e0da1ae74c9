"""The counter: somebody brings a claim code. For clerks and for finance alike."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.rewards import services
from portal.rewards.forms import CounterForm
from portal.rewards.views.desk import desk_pages
from portal.web.guards import requires
from portal.web.htmx import page, refresh


@desk_pages.get("/counter/")
@requires(Permission.CASE_ENTER)
def open_counter() -> ResponseReturnValue:
    """Ask a clerk for a claim code."""
    return _counter_page(CounterForm(), url_for(".verify_at_counter"))


@desk_pages.post("/counter/")
@requires(Permission.CASE_ENTER)
def verify_at_counter() -> ResponseReturnValue:
    """Let a clerk accept a claim."""
    return _verify(url_for(".verify_at_counter"), url_for(".open_counter", done=1))


@desk_pages.get("/payments/verification")
@requires(Permission.REWARD_PAY)
def open_verification() -> ResponseReturnValue:
    """Ask finance for a claim code."""
    return _counter_page(CounterForm(), url_for(".verify_claim"))


@desk_pages.post("/payments/verification")
@requires(Permission.REWARD_PAY)
def verify_claim() -> ResponseReturnValue:
    """Let finance accept a claim."""
    return _verify(url_for(".verify_claim"), url_for(".list_payments"))


def _verify(address: str, leads_to: str) -> ResponseReturnValue:
    form = CounterForm()
    try:
        if form.validate():
            services.count_code_try(form.identity_code.data or "", by=current_user.actor)
            services.verify_claim(**form.verification(), by=current_user.actor)
            return refresh(leads_to)
    except Refused as refusal:
        form.refuse(refusal)
    return _counter_page(form, address, status=422)


def _counter_page(form: CounterForm, address: str, status: int = 200) -> Response:
    return page(
        "rewards/desk/counter.html",
        status=status,
        form=form,
        address=address,
        is_done="done" in request.args,
    )
