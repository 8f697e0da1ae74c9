"""The desk of walk-in tests: slots, what was handed in, results and their release."""

from collections.abc import Callable

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.kernel.audit import Actor
from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.walkins import policy, queries, services, words
from portal.walkins.forms import QuotaForm, ReasonForm, ResultForm, SlotForm
from portal.walkins.models import WalkInBooking, WalkInSlot
from portal.walkins.rules import Stage
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.steps import take_step

desk_pages = Blueprint("walkins_desk", __name__, url_prefix="/desk/walkins")
ONE_SLOT = "/slots/<string:reference>"
ONE_BOOKING = "/bookings/<string:reference>"


@desk_pages.get("/")
@requires(Permission.WALKIN_TEST)
def list_slots() -> ResponseReturnValue:
    """Show the slots to come and the last ones."""
    return page(
        "walkins/desk/list.html",
        upcoming=queries.list_upcoming(),
        past=queries.list_past(),
        due=queries.count_due(),
        days=policy.contact_days(),
    )


@desk_pages.route("/slots/new", methods=["GET", "POST"])
@requires(Permission.WALKIN_TEST)
def add_slot() -> ResponseReturnValue:
    """Let the desk open a slot."""
    form = SlotForm()
    if form.validate_on_submit():
        try:
            made = services.make_slot(form.facts, by=signed_in().actor)
            return refresh(url_for(".show_slot", reference=made.reference))
        except Refused as refusal:
            form.refuse(refusal)
    status = 422 if form.error_list else 200
    return page("walkins/desk/slot_form.html", form=form, status=status)


def _show(
    slot: WalkInSlot, quota: QuotaForm | None = None, reason: ReasonForm | None = None
) -> ResponseReturnValue:
    form: BaseForm = quota or reason or BaseForm()
    reference = slot.reference
    people = services.read_people(slot, by=signed_in())
    slot = queries.get_slot(reference)
    return page(
        "walkins/desk/slot.html",
        status=422 if form.error_list else 200,
        slot=slot,
        people=people,
        form=form,
        quota=quota or QuotaForm(formdata=None, data={"seats": slot.seats_count}),
        reason=reason or ReasonForm(formdata=None),
        kinds=policy.kinds(),
        words=words,
    )


@desk_pages.get(ONE_SLOT)
@requires(Permission.WALKIN_TEST)
def show_slot(reference: str) -> ResponseReturnValue:
    """Show who booked a slot; the look is on record."""
    return _show(queries.get_slot(reference))


@desk_pages.post(f"{ONE_SLOT}/seats")
@requires(Permission.WALKIN_TEST)
def change_quota(reference: str) -> ResponseReturnValue:
    """Change how many tests a slot has."""
    slot, form = queries.get_slot(reference), QuotaForm()
    return take_step(
        form,
        lambda: services.set_quota(slot, form.seats.data, by=signed_in().actor),
        onward=url_for(".show_slot", reference=reference),
        again=lambda: _show(slot, quota=form),
    )


@desk_pages.post(f"{ONE_SLOT}/cancel")
@requires(Permission.WALKIN_TEST)
def cancel_slot(reference: str) -> ResponseReturnValue:
    """Call a slot off."""
    slot, form = queries.get_slot(reference), ReasonForm()
    return take_step(
        form,
        lambda: services.cancel_slot(slot, reason=form.reason.data, by=signed_in().actor),
        onward=url_for(".show_slot", reference=reference),
        again=lambda: _show(slot, reason=form),
    )


def _step(
    reference: str, step: Callable[..., None], *, by: Actor | None = None
) -> ResponseReturnValue:
    booking = queries.get_booking(reference)
    step(booking, by=by or signed_in().actor)
    return refresh(url_for(".show_slot", reference=booking.slot.reference))


@desk_pages.post(f"{ONE_BOOKING}/arrival")
@requires(Permission.WALKIN_TEST)
def note_arrival(reference: str) -> ResponseReturnValue:
    """Take a sample in; it is given its number."""
    return _step(reference, services.note_arrival)


@desk_pages.post(f"{ONE_BOOKING}/absence")
@requires(Permission.WALKIN_TEST)
def note_absence(reference: str) -> ResponseReturnValue:
    """Note that somebody did not come."""
    return _step(reference, services.note_missed)


@desk_pages.post(f"{ONE_BOOKING}/test")
@requires(Permission.WALKIN_TEST)
def begin_test(reference: str) -> ResponseReturnValue:
    """Note that a sample is being tested."""
    return _step(reference, services.begin_test)


@desk_pages.route(f"{ONE_BOOKING}/result", methods=["GET", "POST"])
@requires(Permission.WALKIN_TEST)
def enter_result(reference: str) -> ResponseReturnValue:
    """Let the desk write down what a test showed."""
    booking = queries.get_booking(reference)
    if booking.stage is not Stage.TESTING:
        raise NotFound(reference)
    form = ResultForm(data={"method": booking.method, "readings": _lines(booking)})
    if form.validate_on_submit():
        try:
            services.enter_result(booking, form.facts, by=signed_in())
            return refresh(url_for(".show_slot", reference=booking.slot.reference))
        except Refused as refusal:
            form.refuse(refusal)
    status = 422 if form.error_list else 200
    return page("walkins/desk/result.html", booking=booking, form=form, words=words, status=status)


def _lines(booking: WalkInBooking) -> str:
    rows = ((one["item"], one["value"], words.FINDINGS[one["finding"]]) for one in booking.readings)
    return "\n".join(" | ".join(str(part) for part in row) for row in rows)


@desk_pages.get("/results/")
@requires(Permission.WALKIN_RELEASE)
def list_results() -> ResponseReturnValue:
    """Show the results that wait for a second person."""
    return page(
        "walkins/desk/results.html",
        waiting=queries.list_entered(),
        kinds=policy.kinds(),
        words=words,
    )


def _check(booking: WalkInBooking, form: ReasonForm) -> ResponseReturnValue:
    return page(
        "walkins/desk/check.html",
        status=422 if form.error_list else 200,
        booking=booking,
        form=form,
        is_own=booking.entered_by_id == signed_in().id,
        kinds=policy.kinds(),
        words=words,
    )


@desk_pages.get(f"/results{ONE_BOOKING}")
@requires(Permission.WALKIN_RELEASE)
def check_result(reference: str) -> ResponseReturnValue:
    """Show one result to whoever decides whether it is given out."""
    booking = queries.get_booking(reference)
    if booking.stage is not Stage.ENTERED:
        raise NotFound(reference)
    return _check(booking, ReasonForm())


@desk_pages.post(f"/results{ONE_BOOKING}/release")
@requires(Permission.WALKIN_RELEASE)
def release_result(reference: str) -> ResponseReturnValue:
    """Give a result out."""
    services.release_result(queries.get_booking(reference), by=signed_in())
    return refresh(url_for(".list_results"))


@desk_pages.post(f"/results{ONE_BOOKING}/return")
@requires(Permission.WALKIN_RELEASE)
def return_result(reference: str) -> ResponseReturnValue:
    """Give a result back, saying why."""
    booking, form = queries.get_booking(reference), ReasonForm()
    return take_step(
        form,
        lambda: services.return_result(booking, reason=form.reason.data, by=signed_in()),
        onward=url_for(".list_results"),
        again=lambda: _check(booking, form),
    )


@desk_pages.post("/contacts/erase")
@requires(Permission.WALKIN_TEST)
def delete_contacts() -> ResponseReturnValue:
    """Forget the contacts that are past their time."""
    services.erase_old_contacts(by=signed_in().actor)
    return refresh(url_for(".list_slots"))
