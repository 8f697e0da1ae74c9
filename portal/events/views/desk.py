"""The desk of events: who signed up, who came, what is called off."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.sessions import signed_in
from portal.events import policy, queries, services, words
from portal.events.forms import AttendanceForm, EventForm, ReasonForm
from portal.events.models import EventSeats
from portal.events.rules import Stage
from portal.kernel import clock
from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.web.downloads import csv_answer
from portal.web.filters import moment
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.locale import language
from portal.web.steps import take_step

desk_pages = Blueprint("events_desk", __name__, url_prefix="/desk/events")
ONE_EVENT = "/<string:slug>"


@desk_pages.get("/")
@requires(Permission.EVENT_KEEP)
def list_events() -> ResponseReturnValue:
    """Show what takes place, with the seats taken, and whose contacts are past their time."""
    return page(
        "events/desk/list.html",
        groups=[
            (_("接下来"), queries.list_upcoming(language())),
            (_("最近结束"), queries.list_past(language())),
        ],
        due=queries.count_due(),
        days=policy.contact_days(),
        words=words,
    )


@desk_pages.route(f"{ONE_EVENT}/seats", methods=["GET", "POST"])
@requires(Permission.EVENT_KEEP)
def edit_event(slug: str) -> ResponseReturnValue:
    """Let the desk open signing up, or change how."""
    card = queries.get_card(slug, language())
    seats = card.seats
    begins = clock.in_china(card.event.starts_at)
    if seats is None:
        known: dict[str, object] = {"seats": card.article.seats_count, "closes_at": begins}
    else:
        closes_at = clock.in_china(seats.closes_at)
        helped = {"helpers_wanted": seats.helpers_wanted, "seen": str(seats.changed_count)}
        known = {"seats": seats.seats_count, "closes_at": closes_at, **helped}
    form = EventForm(data=known)
    if form.validate_on_submit():
        try:
            by, seen = signed_in().actor, form.seen_count
            services.set_event(slug, form.setting, by=by, seen=seen)
            return refresh(url_for(".list_sign_ups", slug=slug))
        except Refused as refusal:
            form.refuse(refusal)
    status = 422 if form.error_list else 200
    return page("events/desk/seats.html", card=card, form=form, status=status)


def _show(
    event: EventSeats,
    attendance: AttendanceForm,
    reason: ReasonForm,
    *,
    came: frozenset[str] | None = None,
) -> ResponseReturnValue:
    people = services.read_people(event, by=signed_in())
    event = queries.get_event(event.slug)
    noted = {one.reference for one, _person in people if one.stage is Stage.ATTENDED}
    form = reason if reason.error_list else attendance
    return page(
        "events/desk/sign_ups.html",
        status=422 if form.error_list else 200,
        event=event,
        card=queries.find_card(event.slug, language()),
        people=people,
        came=noted if came is None else came,
        has_begun=queries.has_begun(event),
        attendance=attendance,
        reason=reason,
        form=form,
        words=words,
    )


@desk_pages.get(f"{ONE_EVENT}/sign-ups")
@requires(Permission.EVENT_KEEP)
def list_sign_ups(slug: str) -> ResponseReturnValue:
    """Show who signed up; the look is on record."""
    return _show(queries.get_event(slug), AttendanceForm(), ReasonForm())


@desk_pages.post(f"{ONE_EVENT}/attendance")
@requires(Permission.EVENT_KEEP)
def note_attendance(slug: str) -> ResponseReturnValue:
    """Note who came, and for how long helpers helped."""
    event, form = queries.get_event(slug), AttendanceForm()
    came = frozenset(request.form.getlist("came"))
    return take_step(
        form,
        lambda: services.note_attendance(
            event, came=came, minutes=form.minutes.data, by=signed_in().actor
        ),
        onward=url_for(".list_sign_ups", slug=slug),
        again=lambda: _show(event, form, ReasonForm(formdata=None), came=came),
    )


@desk_pages.post(f"{ONE_EVENT}/cancel")
@requires(Permission.EVENT_KEEP)
def cancel_event(slug: str) -> ResponseReturnValue:
    """Call an event off."""
    event, form = queries.get_event(slug), ReasonForm()
    return take_step(
        form,
        lambda: services.cancel_event(event, reason=form.reason.data, by=signed_in().actor),
        onward=url_for(".list_sign_ups", slug=slug),
        again=lambda: _show(event, AttendanceForm(formdata=None), form),
    )


@desk_pages.get(f"{ONE_EVENT}/sign-ups.csv")
@requires(Permission.EVENT_KEEP)
def download_sign_ups(slug: str) -> ResponseReturnValue:
    """Send the list for the door; the look is on record."""
    event = queries.get_event(slug)
    people = services.read_people(event, by=signed_in())
    header = [_("回执编号"), _("称呼"), _("联系方式"), _("人数"), _("现在"), _("报名时间")]
    rows = [
        (
            one.reference,
            person.name if person else _("已删除"),
            person.contact if person else "",
            one.people_count,
            words.STAGES[one.stage],
            moment(one.signed_up_at),
        )
        for one, person in people
    ]
    answer = csv_answer(slug, header, rows)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@desk_pages.post("/contacts/erase")
@requires(Permission.EVENT_KEEP)
def delete_contacts() -> ResponseReturnValue:
    """Forget the contacts that are past their time."""
    if policy.contact_days() is None:
        raise NotFound("contact_days")
    services.erase_old_contacts(by=signed_in().actor)
    return refresh(url_for(".list_events"))
