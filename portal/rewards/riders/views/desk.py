"""The desk of riders: codes for stations, a new code for one rider. No tip is shown here."""

import secrets

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.complaints.pages import qr_of
from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.rewards.riders import policy, queries, services
from portal.rewards.riders.forms import CodesForm, EndForm, RenewalForm, RevocationForm
from portal.rewards.riders.models import RiderBatch
from portal.web.addresses import absolute
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh

riders_desk = Blueprint("riders_desk", __name__, url_prefix="/desk/riders")
TOKEN_BYTES = 32
RENEWED = "-"


def _desk_page(status: int = 200, **tried: BaseForm) -> Response:
    forms = {
        "codes": CodesForm(None, prefix="codes-"),
        "renewal": RenewalForm(None, prefix="renewal-"),
        "ending": EndForm(None, prefix="ending-"),
        "revocation": RevocationForm(None, prefix="revocation-"),
        **tried,
    }
    for name in ("codes", "renewal"):
        # Whoever sends this page twice gets the same sheet, not a second set of codes.
        token: BaseForm = forms[name]
        if not token["token"].data:
            token["token"].data = secrets.token_hex(TOKEN_BYTES)
    return page(
        "rewards/riders/desk/codes.html",
        status=status,
        batches=queries.list_batches(),
        riders_count=queries.count_riders(),
        expires_on=policy.code_expires_on(),
        today=clock.today(),
        **forms,
    )


@riders_desk.get("/")
@requires(Permission.RIDER_ADMIT)
def list_codes() -> ResponseReturnValue:
    """Show the batches of codes and what became of them."""
    return _desk_page()


def _sheet(batch: RiderBatch, token: str) -> Response:
    address = absolute(url_for("riders.show_enrolment"))
    answer = page(
        "rewards/riders/desk/sheet.html",
        batch=batch,
        codes=services.codes_of_batch(batch, token),
        address=address,
        drawing=qr_of(address),
    )
    # The codes are readable on this answer alone.
    answer.headers["Cache-Control"] = "no-store"
    return answer


@riders_desk.post("/codes")
@requires(Permission.RIDER_ADMIT)
def make_codes() -> ResponseReturnValue:
    """Make codes for a station and show them as a sheet to print, this once."""
    form = CodesForm(prefix="codes-")
    if not form.validate():
        return _desk_page(422, codes=form)
    token = form.token.data or secrets.token_hex(TOKEN_BYTES)
    station, count = form.station.data or "", form.count.data or 0
    try:
        batch = services.make_codes(
            token=token, station=station, count=count, by=current_user.actor
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _desk_page(422, codes=form)
    return _sheet(batch, token)


@riders_desk.post("/renewal")
@requires(Permission.RIDER_ADMIT)
def renew_rider() -> ResponseReturnValue:
    """Make a new code for a rider who lost phone or PIN; no tip is shown."""
    form = RenewalForm(prefix="renewal-")
    if not form.validate():
        return _desk_page(422, renewal=form)
    token = form.token.data or secrets.token_hex(TOKEN_BYTES)
    told = {"number": form.number.data or "", "station": RENEWED}
    try:
        batch = services.renew_rider(token=token, by=current_user.actor, **told)
    except Refused as refusal:
        form.refuse(refusal)
        return _desk_page(422, renewal=form)
    return _sheet(batch, token)


@riders_desk.post("/revocation")
@requires(Permission.RIDER_ADMIT)
def revoke_codes() -> ResponseReturnValue:
    """Revoke one code of a batch, or all that are open."""
    form = RevocationForm(prefix="revocation-")
    if not form.validate():
        return _desk_page(422, revocation=form)
    reference, serial = form.batch.data or "", form.serial.data
    try:
        services.revoke_codes(reference, serial=serial, by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _desk_page(422, revocation=form)
    return refresh(url_for(".list_codes"))


@riders_desk.post("/ending")
@requires(Permission.RIDER_ADMIT)
def end_rider() -> ResponseReturnValue:
    """End an enrolment."""
    form = EndForm(prefix="ending-")
    if not form.validate():
        return _desk_page(422, ending=form)
    told = {"number": form.number.data or "", "reason": form.reason.data or ""}
    try:
        services.end_rider(by=current_user.actor, **told)
    except Refused as refusal:
        form.refuse(refusal)
        return _desk_page(422, ending=form)
    return refresh(url_for(".list_codes"))
