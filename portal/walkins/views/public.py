"""Booking a test, the page of the receipt, results by number, and the figures of each month."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from portal.kernel import clock
from portal.kernel.errors import NotFound, Refused
from portal.walkins import policy, queries, services, words
from portal.walkins.forms import BookingForm
from portal.walkins.models import WalkInBooking
from portal.walkins.rules import Stage
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.locale import language
from portal.web.once_forms import once_page
from portal.web.visitors import bucket

public_pages = Blueprint("walkins", __name__, url_prefix="/walkins")
OTHERS_SHOWN = 4
ONE_BOOKING = "/bookings/<string:reference>"


@public_pages.get("/")
@public
def list_slots() -> ResponseReturnValue:
    """Show when samples are taken in, what can be brought and what not, and what came of it."""
    return page(
        "walkins/list.html",
        slots=queries.list_upcoming(),
        months=queries.list_months(),
        smallest=policy.small_cell(),
        products=policy.products(),
        untestable=policy.untestable(),
        per_person=policy.per_person(),
        kinds=policy.kinds(),
        words=words,
    )


@public_pages.route("/slots/<string:reference>/book", methods=["GET", "POST"])
@public
def book(reference: str) -> ResponseReturnValue:
    """Let anyone book a test, without an account."""
    slot = queries.get_slot(reference)
    form = BookingForm(slot)
    if form.is_submitted():
        try:
            if form.validate():
                made = services.book(slot, form.facts, once=form.sent_once, network=bucket())
                return refresh(url_for(".show_booking", reference=made.reference))
            services.check_open(slot)
        except Refused as refusal:
            form.refuse_alone(refusal)
            slot = queries.get_slot(reference)
    others = [one for one in queries.list_upcoming() if one.id != slot.id and one.is_open]
    return once_page(
        "walkins/book.html",
        form,
        slot=slot,
        now=clock.now(),
        others=others[:OTHERS_SHOWN],
        days=policy.contact_days(),
        kinds=policy.kinds(),
        words=words,
    )


def _show(booking: WalkInBooking, refusal: Refused | None = None) -> ResponseReturnValue:
    kind = policy.kinds().get(booking.kind)
    answer = page(
        "walkins/booking.html",
        status=422 if refusal else 200,
        booking=booking,
        slot=booking.slot,
        kind=kind.in_(language()) if kind else booking.kind,
        refusal=refusal.reason if refusal else "",
        may_cancel=booking.stage is Stage.BOOKED and not booking.slot.cancelled_at,
        words=words,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@public_pages.get(ONE_BOOKING)
@public
def show_booking(reference: str) -> ResponseReturnValue:
    """Show how far a booking has come; nothing on the page says who made it."""
    return _show(queries.get_booking(reference))


@public_pages.post(f"{ONE_BOOKING}/cancel")
@public
def cancel_booking(reference: str) -> ResponseReturnValue:
    """Give a booking up; somebody else may have the test."""
    try:
        services.cancel_booking(reference)
    except NotFound:
        raise
    except Refused as refusal:
        return _show(queries.get_booking(reference), refusal)
    return refresh(url_for(".show_booking", reference=reference))


@public_pages.get("/results/")
@public
def find_result() -> ResponseReturnValue:
    """Lead whoever has a number to the result, or to the booking."""
    told = request.args.get("number", "").strip()
    if not told:
        return page("walkins/find.html", told="", is_unknown=False)
    if queries.is_booking(told):
        return refresh(url_for(".show_booking", reference=told.lower()))
    try:
        queries.get_result(told)
    except NotFound:
        return page("walkins/find.html", told=told[:40], is_unknown=True, status=404)
    return refresh(url_for(".show_result", number=told.lower()))


@public_pages.get("/results/<string:number>")
@public
def show_result(number: str) -> ResponseReturnValue:
    """Show one result, for reference only, with what it means and what it does not."""
    found = queries.get_result(number)
    kind = policy.kinds().get(found.kind)
    return page(
        "walkins/result.html",
        result=found,
        kind=kind.in_(language()) if kind else found.kind,
        words=words,
    )
