"""The desk: the queue, one case, files."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts.models import Account
from portal.complaints import batches as batches  # a kind of table that can be brought in
from portal.complaints import (
    access,
    actions,
    background,
    downloads,
    pages,
    queries,
    services,
    timetable,
)
from portal.complaints.forms.handling import QueueForm
from portal.complaints.models import Case
from portal.complaints.panels import DESK_PANELS
from portal.complaints.queries import QueueFilter
from portal.complaints.rules import Identity, Stage, Track
from portal.complaints.words import LABELS
from portal.kernel.permissions import Permission
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page

desk_pages = Blueprint("complaints_desk", __name__, url_prefix="/desk/cases")


def person() -> Account:
    """Return who is signed in."""
    account: Account = current_user
    return account


def own_case(reference: str) -> Case:
    """Return a case that this person may see; another department's is refused (403)."""
    case = queries.get_case(reference)
    access.check_may_see(case, person())
    return case


def _wanted(form: QueueForm) -> QueueFilter:
    stage, track = form.stage.data or "", form.track.data or ""
    return QueueFilter(
        departments=access.departments_of(person()),
        track=Track(track) if track in set(Track) else None,
        stage=Stage(stage) if stage in set(Stage) else None,
        handler_id=person().id if form.whose.data == "mine" else None,
        is_closed=form.whose.data == "closed",
    )


@desk_pages.get("/")
@requires(Permission.CASE_READ)
def list_queue() -> ResponseReturnValue:
    """Show the department's cases, the nearest time limit first."""
    form = QueueForm(request.args)
    found = queries.page_of_queue(_wanted(form), request.args.get("after"))
    following: dict[str, Any] = {**form.data, "after": found.earlier}
    return page(
        "complaints/desk/queue.html",
        fragment="complaints/desk/_queue.html",
        form=form,
        found=found,
        rows=[pages.facts_of(case) for case in found.items],
        waiting=queries.list_awaiting_reply(found.items),
        following=url_for(".list_queue", **following) if found.earlier else None,
        may_enter=person().may(Permission.CASE_ENTER),
    )


def _told_of(case: Case) -> dict[str, Any]:
    return {
        "facts": pages.facts_of(case),
        "history": pages.history_of(case),
        "promises": timetable.case_promises(case),
        "files": pages.file_marks(case.evidence),
        "related": queries.list_related(case, access.departments_of(person())),
        "panels": DESK_PANELS.collect(case),
        "names": LABELS,
    }


def show_page(
    case: Case, status: int = 200, shown: Identity | None = None, **tried: BaseForm
) -> Response:
    """Return the page of a case with the forms this person may use."""
    forms = {name.replace("_", "-"): form for name, form in tried.items()}
    is_own = case.handler_id == person().id
    return page(
        "complaints/desk/case.html",
        status=status,
        **_told_of(case),
        actions=actions.actions_for(case, person(), forms),
        steps=actions.next_steps(case) if is_own else [],
        step_form=forms.get("step") or actions.FORMS["step"](case),
        message=forms.get("message") or actions.FORMS["message"](case),
        asking=forms.get("identity") or actions.FORMS["identity"](case),
        identity=shown,
        has_identity=queries.has_identity(case),
        is_own=is_own,
    )


@desk_pages.get("/<string:reference>")
@requires(Permission.CASE_READ)
def show_case(reference: str) -> ResponseReturnValue:
    """Show one case and what may be done next."""
    return show_page(own_case(reference))


@desk_pages.get("/<string:reference>/files/<string:key>")
@requires(Permission.CASE_READ)
def show_file(reference: str, key: str) -> ResponseReturnValue:
    """Send a file's cleaned copy; what could not be cleaned goes to the assigned handler alone."""
    case = own_case(reference)
    file = queries.get_file(case, key)
    content = services.read_cleaned(file)
    if content is None:
        access.check_handler(case, person())
        content = services.read_original(file)
        return downloads.response_for(content, file.media_type, is_download=True)
    return downloads.response_for(content, file.media_type)
