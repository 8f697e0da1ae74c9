"""Who has how much, who is away, and what is late: for handlers and whoever leads them."""

from datetime import date

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.queries import find_account
from portal.complaints import queries, queue, services
from portal.complaints.forms.desk import LeaveForm
from portal.complaints.views.desk import desk_pages, person
from portal.complaints.words import REFUSALS
from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page, refresh

__all__ = ["desk_pages"]


def _department() -> str:
    found = person().department
    if found is None:
        raise NotFound("department")
    return found


def _leave_form(*, is_empty: bool = False) -> LeaveForm:
    people = queries.list_handlers(_department())
    form = LeaveForm(people, formdata=None) if is_empty else LeaveForm(people)
    if is_empty:
        form.handler.data = person().username
    return form


def _workload_page(form: LeaveForm, status: int = 200) -> Response:
    department = _department()
    return page(
        "complaints/desk/workload.html",
        status=status,
        form=form,
        loads=queue.list_loads(department),
        leaves=queue.list_leaves(department),
        counts=queue.count_urgency(frozenset({department})),
        digest=queue.find_digest(department),
        may_lead=person().may(Permission.CASE_LEAD),
        own_id=person().id,
    )


@desk_pages.get("/workload/")
@requires(Permission.CASE_READ)
def list_workload() -> ResponseReturnValue:
    """Show what each handler of the department has, and who is away."""
    return _workload_page(_leave_form(is_empty=True))


@desk_pages.post("/workload/")
@requires(Permission.CASE_READ)
def record_leave() -> ResponseReturnValue:
    """Note that a handler is away, and who has the open cases meanwhile."""
    form = _leave_form()
    if form.validate():
        try:
            _mark(form, form.from_on.data, form.until_on.data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return refresh(url_for(".list_workload"))
    return _workload_page(form, 422)


def _mark(form: LeaveForm, from_on: date, until_on: date) -> None:
    handler = find_account(form.handler.data)
    if handler is None:
        raise Refused(REFUSALS["handler_unknown"], field="handler")
    deputy = find_account(form.deputy.data)
    services.mark_leave(handler, deputy=deputy, from_on=from_on, until_on=until_on, by=person())


@desk_pages.post("/workload/<int:number>/end")
@requires(Permission.CASE_READ)
def end_leave(number: int) -> ResponseReturnValue:
    """End a leave today; what is still open goes back."""
    services.end_leave(queue.get_leave(number), by=person())
    return refresh(url_for(".list_workload"))


@desk_pages.post("/workload/digest")
@requires(Permission.CASE_LEAD)
def confirm_digest() -> ResponseReturnValue:
    """Note that this morning's digest was seen."""
    digest = queue.find_digest(_department())
    if digest is None:
        raise NotFound("digest")
    services.acknowledge_digest(digest, by=person())
    return refresh(url_for(".list_workload"))
