"""The desk: the queue, one case, files."""

from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts.models import Account
from portal.complaints import (
    access,
    actions,
    background,
    board,
    downloads,
    pages,
    queries,
    services,
    timetable,
)
from portal.complaints.models import Case
from portal.complaints.panels import DESK_PANELS
from portal.complaints.rules import Identity
from portal.complaints.words import LABELS
from portal.kernel.permissions import Permission
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page

desk_pages = Blueprint("complaints_desk", __name__, url_prefix="/desk/cases")
background.register()


def person() -> Account:
    """Return who is signed in."""
    account: Account = current_user
    return account


def own_case(reference: str) -> Case:
    """Return a case that this person may see; another department's is refused (403)."""
    case = queries.get_case(reference)
    access.check_may_see(case, person())
    return case


def _told_of(case: Case) -> dict[str, Any]:
    return {
        "facts": pages.facts_of(case),
        "history": pages.history_of(case),
        "promises": timetable.case_promises(case),
        "files": pages.file_marks(case.evidence),
        "related": queries.list_related(case, access.departments_of(person())),
        "panels": DESK_PANELS.collect(case),
        **board.beside(case, access.departments_of(person())),
        "names": LABELS,
    }


def _message_form(case: Case) -> BaseForm:
    form: Any = actions.FORMS["message"](case)
    begun = board.find_reply(person(), request.args.get("reply", ""))
    if begun is not None:
        form.text.data = begun.text
    kept: BaseForm = form
    return kept


def _deeds_of(case: Case, forms: dict[str, BaseForm]) -> dict[str, Any]:
    offered = actions.actions_for(case, person(), forms)
    shown = {*(action.name for action in offered), "step", "message", "identity", "note"}
    # What was refused and is not on offer any more has no form to stand at.
    elsewhere = (form for name, form in forms.items() if name not in shown)
    return {
        "actions": offered,
        "refused": [text for form in elsewhere for _field, text in form.error_list],
        "step_form": forms.get("step") or actions.FORMS["step"](case),
        "message": forms.get("message") or _message_form(case),
        "noting": forms.get("note") or actions.FORMS["note"](case),
        "asking": forms.get("identity") or actions.FORMS["identity"](case),
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
        **_deeds_of(case, forms),
        steps=actions.next_steps(case) if is_own else [],
        replies=board.replies_for(person()) if is_own else [],
        identity=shown,
        has_identity=queries.has_identity(case),
        is_own=is_own,
    )


@desk_pages.get("/<string:reference>")
@requires(Permission.CASE_READ)
def show_case(reference: str) -> ResponseReturnValue:
    """Show one case and what may be done next."""
    case = own_case(reference)
    services.note_look(case, by=person())
    return show_page(case)


@desk_pages.get("/<string:reference>/files/<string:key>")
@requires(Permission.CASE_READ)
def show_file(reference: str, key: str) -> ResponseReturnValue:
    """Send a file's cleaned copy; what could not be cleaned goes to the assigned handler alone."""
    case = own_case(reference)
    file = queries.get_file(case, key)
    answer = downloads.shown_copy(file)
    if answer is not None:
        return answer
    kind = file.media_type
    original = services.pieces_of_original(case, file, by=person())
    return downloads.response_for(original, kind, is_download=True)
