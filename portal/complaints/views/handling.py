"""The deeds of the desk: each has its own address and its own few lines."""

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.accounts.queries import find_account
from portal.complaints import actions, services
from portal.complaints.forms.matter import addressed, is_to_all
from portal.complaints.models import Case
from portal.complaints.rules import Outcome, Verdict
from portal.complaints.views.desk import desk_pages, own_case, person, show_page
from portal.complaints.words import REFUSALS
from portal.kernel.errors import NotAllowed, NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import refresh

__all__ = ["desk_pages"]


def act(reference: str, name: str, deed: Callable[[Case, Any], object]) -> ResponseReturnValue:
    """Do one deed with its form, or show what is to be put right at that form."""
    case = own_case(reference)
    form: Any = actions.FORMS[name](case)
    if form.validate_on_submit():
        try:
            deed(case, form)
        except (NotAllowed, NotFound, MoveRefused):
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return refresh(_back(case))
    return show_page(case, 422, **{name.replace("-", "_"): form})


def _back(case: Case) -> str:
    # A case handed to another department is no longer this reader's to see.
    if case.department != person().department:
        return url_for("complaints_desk.list_queue")
    return url_for("complaints_desk.show_case", reference=case.reference)


@desk_pages.post("/<string:reference>/assignment")
@requires(Permission.CASE_HANDLE)
def assign_case(reference: str) -> ResponseReturnValue:
    """Give the case to one handler of the department."""

    def deed(case: Case, form: Any) -> None:
        handler = find_account(form.handler.data)
        if handler is None:
            raise Refused(REFUSALS["handler_unknown"], field="handler")
        services.assign_case(case, handler=handler, by=person())

    return act(reference, "assignment", deed)


@desk_pages.post("/<string:reference>/transfer")
@requires(Permission.CASE_HANDLE)
def transfer_case(reference: str) -> ResponseReturnValue:
    """Hand the case to the department it belongs to."""
    return act(
        reference,
        "transfer",
        lambda case, form: services.transfer_case(
            case, to=form.department.data, reason=form.reason.data or "", by=person()
        ),
    )


@desk_pages.post("/<string:reference>/taking-over")
@requires(Permission.CASE_HANDLE)
def take_over(reference: str) -> ResponseReturnValue:
    """Take a case that was handed over."""
    return act(reference, "taking-over", lambda case, _form: services.take_over(case, by=person()))


@desk_pages.post("/<string:reference>/handing-back")
@requires(Permission.CASE_HANDLE)
def hand_back(reference: str) -> ResponseReturnValue:
    """Hand the case back to intake."""
    return act(
        reference,
        "handing-back",
        lambda case, form: services.hand_back(case, reason=form.reason.data or "", by=person()),
    )


@desk_pages.post("/<string:reference>/acceptance")
@requires(Permission.CASE_HANDLE)
def accept_case(reference: str) -> ResponseReturnValue:
    """Accept a complaint."""
    return act(reference, "acceptance", lambda case, _form: services.accept_case(case, by=person()))


@desk_pages.post("/<string:reference>/refusal")
@requires(Permission.CASE_HANDLE)
def refuse_case(reference: str) -> ResponseReturnValue:
    """Refuse a case on a legal ground."""
    return act(
        reference,
        "refusal",
        lambda case, form: services.refuse_case(
            case, ground=form.ground.data, note=form.note.data or "", by=person()
        ),
    )


@desk_pages.post("/<string:reference>/supplement")
@requires(Permission.CASE_HANDLE)
def ask_for_supplement(reference: str) -> ResponseReturnValue:
    """Ask for what is missing, until a day."""
    return act(
        reference,
        "supplement",
        lambda case, form: services.ask_for_supplement(
            case,
            until=form.until.data,
            note=form.note.data or "",
            asks_identity=form.asked.data == "identity",
            by=person(),
        ),
    )


@desk_pages.post("/<string:reference>/step")
@requires(Permission.CASE_HANDLE)
def advance_case(reference: str) -> ResponseReturnValue:
    """Take the next working step."""

    def deed(case: Case, form: Any) -> None:
        stage = form.stage()
        if stage is None:
            raise Refused(REFUSALS["outcome_missing"])
        services.advance_case(case, to=stage, by=person())

    return act(reference, "step", deed)


@desk_pages.post("/<string:reference>/decision")
@requires(Permission.CASE_HANDLE)
def decide_filing(reference: str) -> ResponseReturnValue:
    """Decide whether a report is filed as a case."""
    return act(
        reference,
        "decision",
        lambda case, form: services.decide_filing(
            case,
            is_filed=form.decision.data == "yes",
            note=form.note.data or "",
            by=person(),
            addressed=addressed(form),
        ),
    )


@desk_pages.post("/<string:reference>/notice")
@requires(Permission.CASE_HANDLE)
def record_notice(reference: str) -> ResponseReturnValue:
    """Note that the reporter has been told by other means."""
    return act(reference, "notice", lambda case, _form: services.record_notice(case, by=person()))


@desk_pages.post("/<string:reference>/outcome")
@requires(Permission.CASE_HANDLE)
def conclude_complaint(reference: str) -> ResponseReturnValue:
    """Conclude a complaint."""
    return act(
        reference,
        "outcome",
        lambda case, form: services.conclude_complaint(
            case,
            outcome=Outcome(form.outcome.data),
            ground=form.ground.data or None,
            answer=form.answer.data or "",
            by=person(),
            addressed=addressed(form),
        ),
    )


@desk_pages.post("/<string:reference>/verdict")
@requires(Permission.CASE_HANDLE)
def conclude_report(reference: str) -> ResponseReturnValue:
    """Conclude a report with its verdict."""
    return act(
        reference,
        "verdict",
        lambda case, form: services.conclude_report(
            case,
            verdict=Verdict(form.verdict.data),
            answer=form.answer.data or "",
            by=person(),
            addressed=addressed(form),
        ),
    )


@desk_pages.post("/<string:reference>/answer")
@requires(Permission.CASE_HANDLE)
def answer_report(reference: str) -> ResponseReturnValue:
    """Tell the reporter the result."""
    return act(
        reference,
        "answer",
        lambda case, form: services.answer_report(
            case, note=form.note.data or "", by=person(), addressed=addressed(form)
        ),
    )


@desk_pages.post("/<string:reference>/review")
@requires(Permission.CASE_HANDLE)
def decide_review(reference: str) -> ResponseReturnValue:
    """Answer a review."""
    return act(
        reference,
        "review",
        lambda case, form: services.decide_review(
            case,
            is_upheld=form.decision.data == "upheld",
            note=form.note.data or "",
            by=person(),
        ),
    )


@desk_pages.post("/<string:reference>/message")
@requires(Permission.CASE_HANDLE)
def write_message(reference: str) -> ResponseReturnValue:
    """Write to the citizen."""
    return act(
        reference,
        "message",
        lambda case, form: services.write_as_handler(
            case, text=form.text.data or "", by=person(), is_to_all=is_to_all(form)
        ),
    )


@desk_pages.post("/<string:reference>/identity")
@requires(Permission.IDENTITY_READ)
def read_identity(reference: str) -> ResponseReturnValue:
    """Show who filed the case, once, to the assigned handler; the look is on record."""
    case, shown = own_case(reference), []

    def deed(one: Case, form: Any) -> None:
        shown.append(services.read_identity(one, by=person(), reason=form.reason.data or ""))

    answer = act(reference, "identity", deed)
    return show_page(case, shown=shown[0]) if shown else answer
