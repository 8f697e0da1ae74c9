"""The rider's pages: enrol, sign in, own tips and sums. Made for one thumb, at night."""

import secrets
from typing import TypeVar

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.complaints import tracking
from portal.kernel.errors import Busy, NotFound, Refused
from portal.rewards.riders import browser, own, queries, services
from portal.rewards.riders.forms import EnrolmentForm, SignInForm
from portal.rewards.riders.models import Rider
from portal.rewards.riders.words import WORDS
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.visitors import bucket

riders_pages = Blueprint("riders", __name__, url_prefix="/riders")
TOKEN_BYTES, BUSY = 32, 429
Form = TypeVar("Form", EnrolmentForm, SignInForm)


@riders_pages.get("/")
@public
def show_own() -> ResponseReturnValue:
    """Show the rider of this phone their own tips and sums; others how to begin."""
    rider = browser.current_rider()
    if rider is None:
        return _door_page(SignInForm())
    answer = page("rewards/riders/own.html", own=own.page_of(rider))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _door_page(form: SignInForm, status: int = 200) -> Response:
    scheme, is_in_force = own.riders_scheme()
    return page(
        "rewards/riders/door.html",
        status=status,
        form=form,
        scheme=scheme,
        is_in_force=is_in_force,
    )


@riders_pages.post("/")
@public
def open_own() -> ResponseReturnValue:
    """Sign in with number and PIN; a wrong PIN and no such number have the same answer."""
    form = SignInForm()
    if not form.validate():
        return _door_page(form, 422)
    number, pin, network = form.number.data or "", form.pin.data or "", bucket()
    try:
        services.count_pin_try(number, network)
        services.check_pin(number, pin)
    except Busy as busy:
        return _slowed(_door_page(_told_busy(form), BUSY), busy)
    except Refused as refusal:
        services.count_failure(network)
        form.refuse(refusal)
        return _door_page(form, 422)
    services.forget_pin_tries(number, network)
    return _welcome(services.check_pin(number, pin))


def _enrolment_page(form: EnrolmentForm, status: int = 200) -> Response:
    return page("rewards/riders/enrol.html", status=status, form=form)


@riders_pages.get("/enrolment")
@public
def show_enrolment() -> ResponseReturnValue:
    """Ask for the code on the paper and a PIN of one's own."""
    return _enrolment_page(EnrolmentForm())


@riders_pages.post("/enrolment")
@public
def enrol() -> ResponseReturnValue:
    """Enrol with a code, once; every refused code is written down."""
    form = EnrolmentForm()
    if not form.validate():
        return _enrolment_page(form, 422)
    if browser.current_rider() is not None:
        form.refuse(Refused(WORDS["enrolled_already"], field="code"))
        return _enrolment_page(form, 422)
    try:
        services.check_network(bucket())
        rider = services.enrol(form.told(), token=secrets.token_hex(TOKEN_BYTES))
    except Busy as busy:
        return _slowed(_enrolment_page(_told_busy(form), BUSY), busy)
    except Refused as refusal:
        return _refused(form, refusal)
    return _welcome(rider)


def _refused(form: EnrolmentForm, refusal: Refused) -> Response:
    if refusal.field == "code":
        services.count_failure(bucket())
        services.note_refusal(form.code.data or "")
    form.refuse(refusal)
    return _enrolment_page(form, 422)


def _welcome(rider: Rider) -> Response:
    return browser.remember(refresh(url_for(".show_own")), services.sign_in(rider))


def _told_busy(form: Form) -> Form:
    form.refuse(Refused(WORDS["too_often"]))
    return form


def _slowed(answer: Response, busy: Busy) -> Response:
    answer.headers["Retry-After"] = str(busy.retry_after)
    return answer


@riders_pages.post("/leaving")
@public
def leave() -> ResponseReturnValue:
    """Sign out on this phone."""
    held = browser.token()
    if held:
        services.leave_phone(held)
    return browser.forget(refresh(url_for(".show_own")))


@riders_pages.post("/tips/<string:key>")
@public
def open_tip(key: str) -> ResponseReturnValue:
    """Open one of the rider's own cases here, as its number and secret would."""
    rider = browser.current_rider()
    if rider is None:
        return refresh(url_for(".show_own"))
    tip = queries.get_own_tip(rider, key)
    if rider.renewed_at is not None and tip.case.received_at < rider.renewed_at:
        raise NotFound("tip")
    tracking.open_for_this_browser(tip.case)
    return refresh(url_for("tracking.show_case"))
