"""Asking for a visit, booking a day at a base, and what became of it."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.kernel.errors import Busy, Refused
from portal.places.profile import current_place
from portal.visits import queries, services, words
from portal.visits.forgetting import contact_days
from portal.visits.forms import BookingForm, RequestForm
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.once_forms import once_page
from portal.web.visitors import bucket

public_pages = Blueprint("visits", __name__, url_prefix="/visits")
ONE_REQUEST, ONE_BOOKING = "/requests/<string:reference>", "/bookings/<string:reference>"


@public_pages.get("/")
@public
def show_visits() -> ResponseReturnValue:
    """Show what can be asked for, what is coming, and what was carried out."""
    return page(
        "visits/home.html",
        five=queries.five_places(),
        bases={item.code: item.label for item in queries.bases()},
        days=queries.list_base_days(),
        coming=queries.list_coming_visits(),
        done=queries.list_done_visits(),
        regions=current_place().regions,
    )


@public_pages.route("/request", methods=["GET", "POST"])
@public
def request_visit() -> ResponseReturnValue:
    """Let an organisation ask for a visit."""
    form = RequestForm()
    if form.validate_on_submit():
        try:
            visit = services.request_visit(form.wish, once=form.sent_once, network=bucket())
        except Busy:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return refresh(url_for(".show_request", reference=visit.reference))
    return once_page("visits/request.html", form, kept_days=contact_days())


def _unkept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer


@public_pages.get(ONE_REQUEST)
@public
def show_request(reference: str) -> ResponseReturnValue:
    """Show what became of a request; nothing on the page says how to reach whoever sent it."""
    visit = queries.get_visit(reference)
    return _unkept(page("visits/receipt.html", visit=visit, words=words))


@public_pages.post(f"{ONE_REQUEST}/accept")
@public
def accept_day(reference: str) -> ResponseReturnValue:
    """Take the day that was proposed."""
    services.accept_day(queries.get_visit(reference, for_change=True))
    return refresh(url_for(".show_request", reference=reference))


@public_pages.post(f"{ONE_REQUEST}/cancel")
@public
def cancel_visit(reference: str) -> ResponseReturnValue:
    """Call a visit off."""
    services.cancel_visit(queries.get_visit(reference, for_change=True))
    return refresh(url_for(".show_request", reference=reference))


@public_pages.route("/bases/<int:number>", methods=["GET", "POST"])
@public
def apply_for_places(number: int) -> ResponseReturnValue:
    """Let a group take places on a day of a base."""
    day, form = queries.get_base_day(number), BookingForm()
    if form.is_submitted():
        try:
            if form.validate():
                booking = services.book_day(
                    day,
                    people=form.people.data,
                    contact=form.contact.data or "",
                    once=form.sent_once,
                    network=bucket(),
                )
                return refresh(url_for(".show_booking", reference=booking.reference))
            services.check_open(day)
        except Busy:
            raise
        except Refused as refusal:
            form.refuse_alone(refusal)
    bases = {item.code: item.label for item in queries.bases()}
    return once_page("visits/book.html", form, day=day, bases=bases, kept_days=contact_days())


@public_pages.get(ONE_BOOKING)
@public
def show_booking(reference: str) -> ResponseReturnValue:
    """Show what became of a booking."""
    bases = {item.code: item.label for item in queries.bases()}
    booking = queries.get_booking(reference)
    return _unkept(page("visits/booking.html", booking=booking, bases=bases, words=words))


@public_pages.post(f"{ONE_BOOKING}/cancel")
@public
def cancel_booking(reference: str) -> ResponseReturnValue:
    """Give the places back."""
    services.cancel_booking(queries.get_booking(reference))
    return refresh(url_for(".show_booking", reference=reference))
