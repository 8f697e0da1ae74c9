"""Arranging visits and days of bases."""

from collections.abc import Callable

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.kernel.permissions import Permission
from portal.places.profile import current_place
from portal.visits import queries, services, words
from portal.visits.forms import DayForm, DeclineForm, ProposeForm, ReportForm
from portal.visits.models import Visit
from portal.visits.rules import LIFECYCLE, VisitStage
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh

desk_pages = Blueprint("visits_desk", __name__, url_prefix="/desk/visits")
ONE = "/<string:reference>"
FORMS: dict[str, tuple[type[BaseForm], VisitStage]] = {
    "propose": (ProposeForm, VisitStage.PROPOSED),
    "decline": (DeclineForm, VisitStage.DECLINED),
    "finish": (ReportForm, VisitStage.DONE),
}


@desk_pages.get("/")
@requires(Permission.VISIT_ARRANGE)
def list_visits() -> ResponseReturnValue:
    """List what waits for an answer or for its day, and the days of bases."""
    return _list(DayForm(formdata=None))


def _list(form: DayForm, status: int = 200) -> ResponseReturnValue:
    days = queries.list_base_days()
    return page(
        "visits/desk/list.html",
        status=status,
        waiting=queries.list_open_visits(),
        ended=queries.list_ended_visits(),
        days=days,
        bases={item.code: item.label for item in queries.bases()},
        form=form,
        words=words,
    )


@desk_pages.post("/bases")
@requires(Permission.VISIT_ARRANGE)
def open_day() -> ResponseReturnValue:
    """Open a base on a day."""
    form = DayForm()
    if form.validate_on_submit():
        try:
            services.open_day(
                base=form.base.data or "",
                open_on=form.open_on.data,
                hours=form.hours.data or "",
                quota=form.quota.data,
                by=signed_in(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return refresh(url_for(".list_visits"))
    return _list(form, status=422)


@desk_pages.get("/bases/<int:number>")
@requires(Permission.VISIT_ARRANGE)
def show_day(number: int) -> ResponseReturnValue:
    """Show who booked a day; the look at their contacts is on record."""
    day = queries.get_base_day(number)
    told = [(one, services.read_contact(one, by=signed_in())) for one in queries.list_bookings(day)]
    bases = {item.code: item.label for item in queries.bases()}
    return page("visits/desk/day.html", day=day, bookings=told, bases=bases, words=words)


def _show(visit: Visit, contact: str, **failed: BaseForm) -> ResponseReturnValue:
    allowed = LIFECYCLE.next_stages(visit.stage)
    forms = {
        name: form(formdata=None, prefix=name)
        for name, (form, stage) in FORMS.items()
        if stage in allowed
    }
    return page(
        "visits/desk/visit.html",
        status=422 if failed else 200,
        visit=visit,
        contact=contact,
        forms={**forms, **failed},
        failed=next(iter(failed.values()), None),
        may_agree=VisitStage.AGREED in allowed and visit.stage is VisitStage.REQUESTED,
        regions=current_place().regions,
        places={item.code: item.label for item in queries.five_items()},
        words=words,
    )


@desk_pages.get(ONE)
@requires(Permission.VISIT_ARRANGE)
def show_visit(reference: str) -> ResponseReturnValue:
    """Show one request, with how to reach whoever sent it."""
    visit = queries.get_visit(reference)
    return _show(visit, services.read_contact(visit, by=signed_in()))


def _take_step(
    reference: str, name: str, form: BaseForm, step: Callable[[Visit], None]
) -> ResponseReturnValue:
    visit = queries.get_visit(reference, for_change=True)
    contact = services.read_contact(visit, by=signed_in())
    if form.validate_on_submit():
        try:
            step(visit)
        except MoveRefused:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return refresh(url_for(".show_visit", reference=reference))
    return _show(visit, contact, **{name: form})


@desk_pages.post(f"{ONE}/accept")
@requires(Permission.VISIT_ARRANGE)
def accept_visit(reference: str) -> ResponseReturnValue:
    """Agree to the day that was wished for."""
    services.agree_visit(queries.get_visit(reference, for_change=True), by=signed_in())
    return refresh(url_for(".show_visit", reference=reference))


@desk_pages.post(f"{ONE}/propose")
@requires(Permission.VISIT_ARRANGE)
def propose_day(reference: str) -> ResponseReturnValue:
    """Propose another day."""
    form = ProposeForm(prefix="propose")
    return _take_step(
        reference,
        "propose",
        form,
        lambda one: services.propose_day(
            one,
            day=form.day.data,
            reason=form.reason.data or "",
            by=signed_in(),
        ),
    )


@desk_pages.post(f"{ONE}/decline")
@requires(Permission.VISIT_ARRANGE)
def decline_visit(reference: str) -> ResponseReturnValue:
    """Say that it cannot be done, and why."""
    form = DeclineForm(prefix="decline")
    return _take_step(
        reference,
        "decline",
        form,
        lambda one: services.decline_visit(one, reason=form.reason.data or "", by=signed_in()),
    )


@desk_pages.post(f"{ONE}/finish")
@requires(Permission.VISIT_ARRANGE)
def record_visit(reference: str) -> ResponseReturnValue:
    """Tell everybody what came of it."""
    form = ReportForm(prefix="finish")
    return _take_step(
        reference,
        "finish",
        form,
        lambda one: services.finish_visit(one, form.report, by=signed_in()),
    )
