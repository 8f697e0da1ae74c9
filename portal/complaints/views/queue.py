"""The queue: what is due, found, kept as a view, and given to handlers."""

from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.models import Account
from portal.accounts.queries import find_account
from portal.complaints import access, board, queries, queue, services
from portal.complaints.forms.desk import ManyForm, QueueForm, ViewForm
from portal.complaints.queue import QueueFilter
from portal.complaints.rules import OPEN, Stage, Track, Urgency
from portal.complaints.views.desk import desk_pages, person
from portal.complaints.words import REFUSALS
from portal.kernel.errors import NotAllowed, NotFound, Refused
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page, refresh

__all__ = ["desk_pages"]
MARK = ":"


def _wanted(form: QueueForm) -> QueueFilter:
    due, stage, track = form.due.data or "", form.stage.data or "", form.track.data or ""
    return QueueFilter(
        departments=access.departments_of(person()),
        track=Track(track) if track in set(Track) else None,
        stage=Stage(stage) if stage in set(Stage) else None,
        handler_id=person().id if form.whose.data == "mine" else None,
        is_unassigned=form.whose.data == "unassigned",
        is_closed=form.whose.data == "closed",
        urgency=Urgency(due) if due in set(Urgency) else None,
        words=form.words,
    )


def _receivers() -> list[Any]:
    may = person().may(Permission.CASE_HANDLE) or person().may(Permission.CASE_LEAD)
    return list(queries.list_handlers(person().department or "")) if may else []


def _queue_page(status: int = 200, **tried: Any) -> Response:
    form = QueueForm(request.args)
    found = queue.page_of_queue(_wanted(form), request.args.get("after"))
    following: dict[str, Any] = {**form.wanted, "after": found.earlier}
    departments = access.departments_of(person())
    return page(
        "complaints/desk/queue.html",
        fragment="complaints/desk/_queue.html",
        status=status,
        form=form,
        found=found,
        groups=board.groups_of(found.items, tried.get("picked", ())),
        openings=OPEN,
        lights=board.lights_of(queue.count_urgency(departments)),
        told=board.told_of(request.args.get("assigned", ""), request.args.get("changed", "")),
        views=queue.list_views(person()),
        following=url_for(".list_queue", **following) if found.earlier else None,
        may_enter=person().may(Permission.CASE_ENTER),
        may_lead=person().may(Permission.CASE_LEAD),
        digest=queue.find_digest(person().department or ""),
        many=tried.get("many") or ManyForm(_receivers(), formdata=None),
        may_assign=bool(_receivers()),
        naming=tried.get("naming") or ViewForm(formdata=None),
    )


@desk_pages.get("/")
@requires(Permission.CASE_READ)
def list_queue() -> ResponseReturnValue:
    """Show the department's cases, the nearest time limit first."""
    return _queue_page()


def _chosen(form: ManyForm) -> Account:
    handler = find_account(form.handler.data)
    if handler is None:
        raise Refused(REFUSALS["handler_unknown"], field="handler")
    return handler


@desk_pages.post("/")
@requires(Permission.CASE_READ)
def assign_cases() -> ResponseReturnValue:
    """Give the ticked cases to one handler; rows changed since are shown again."""
    form = ManyForm(_receivers())
    picked = [one.partition(MARK)[::2] for one in request.form.getlist("cases")]
    if form.validate():
        try:
            told = services.assign_cases(picked, handler=_chosen(form), by=person())
        except (NotAllowed, NotFound):
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            wanted: dict[str, Any] = {**QueueForm(request.args).wanted, "assigned": len(told.done)}
            changed = board.SEPARATOR.join(told.changed) or None
            return refresh(url_for(".list_queue", **wanted, changed=changed))
    return _queue_page(422, many=form, picked=[number for number, _mark in picked])


@desk_pages.post("/views")
@requires(Permission.CASE_READ)
def save_view() -> ResponseReturnValue:
    """Keep what the queue is narrowed to under a name."""
    form, wanted = ViewForm(), dict[str, Any](QueueForm(request.args).wanted)
    if form.validate():
        try:
            services.keep_view(name=form.name.data or "", wanted=wanted, by=person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return refresh(url_for(".list_queue", **wanted))
    return _queue_page(422, naming=form)


@desk_pages.post("/views/<int:number>/removal")
@requires(Permission.CASE_READ)
def remove_view(number: int) -> ResponseReturnValue:
    """Throw a kept view away."""
    services.remove_view(number, by=person())
    return refresh(url_for(".list_queue"))
