"""Deeds beside deciding: asking, meeting, joining and splitting, linking, notes."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.complaints import board, links, meetings, queries, services
from portal.complaints.forms.desk import ReplyForm
from portal.complaints.models import Case
from portal.complaints.rules import MeetingOutcome
from portal.complaints.views.desk import desk_pages, person
from portal.complaints.views.handling import act
from portal.complaints.words import REFUSALS
from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page, refresh

__all__ = ["desk_pages"]


@desk_pages.post("/<string:reference>/question")
@requires(Permission.CASE_HANDLE)
def ask_citizen(reference: str) -> ResponseReturnValue:
    """Ask the citizen something, to be answered by a day."""
    return act(
        reference,
        "question",
        lambda case, form: services.ask_citizen(
            case, text=form.text.data or "", until=form.until.data, by=person()
        ),
    )


@desk_pages.post("/<string:reference>/enterprise-question")
@requires(Permission.CASE_HANDLE)
def ask_enterprise(reference: str) -> ResponseReturnValue:
    """Ask the enterprise something; it learns neither why nor of whom."""
    return act(
        reference,
        "enterprise-question",
        lambda case, form: services.ask_enterprise(
            case, text=form.text.data or "", until=form.until.data, by=person()
        ),
    )


@desk_pages.post("/<string:reference>/question-withdrawal")
@requires(Permission.CASE_HANDLE)
def withdraw_question(reference: str) -> ResponseReturnValue:
    """Take a question to the enterprise back."""

    def deed(case: Case, form: Any) -> None:
        question = meetings.get_question(form.number.data or "")
        if question.case_id != case.id:
            raise NotFound("question")
        services.withdraw_question(question, by=person())

    return act(reference, "question-withdrawal", deed)


@desk_pages.post("/<string:reference>/meeting")
@requires(Permission.CASE_HANDLE)
def create_meeting(reference: str) -> ResponseReturnValue:
    """Plan a mediation meeting."""
    return act(
        reference,
        "meeting",
        lambda case, form: services.plan_meeting(
            case,
            starts_at=form.starts_at.moment,
            place=form.place.data or "",
            parties=form.chosen(),
            by=person(),
        ),
    )


@desk_pages.post("/<string:reference>/minutes")
@requires(Permission.CASE_HANDLE)
def record_meeting(reference: str) -> ResponseReturnValue:
    """Record who came to the meeting and what was agreed."""

    def deed(case: Case, form: Any) -> None:
        meeting = meetings.find_unrecorded(case)
        if meeting is None:
            raise Refused(REFUSALS["meeting_done"])
        minutes = services.Minutes(
            came=form.chosen(),
            outcome=MeetingOutcome(form.outcome.data),
            record=form.record.data or "",
            agreement=form.agreement.data or "",
        )
        services.record_meeting(case, meeting, minutes=minutes, by=person())

    return act(reference, "minutes", deed)


def _other(form: Any) -> Case:
    found = queries.find_case(form.other.data or "")
    if found is None:
        raise Refused(REFUSALS["link_unknown"], field="other")
    return found


@desk_pages.post("/<string:reference>/joining")
@requires(Permission.CASE_HANDLE)
def merge_case(reference: str) -> ResponseReturnValue:
    """Handle two cases as one matter."""
    return act(
        reference,
        "joining",
        lambda case, form: services.join_cases(case, _other(form), by=person()),
    )


@desk_pages.post("/<string:reference>/splitting")
@requires(Permission.CASE_HANDLE)
def split_case(reference: str) -> ResponseReturnValue:
    """Handle a case by itself again."""
    return act(
        reference,
        "splitting",
        lambda case, form: services.split_case(case, reason=form.reason.data or "", by=person()),
    )


@desk_pages.post("/<string:reference>/dismissal")
@requires(Permission.CASE_HANDLE)
def reject_double(reference: str) -> ResponseReturnValue:
    """Say that two cases are two matters."""
    return act(
        reference,
        "dismissal",
        lambda case, form: services.dismiss_double(case, _other(form), by=person()),
    )


@desk_pages.post("/<string:reference>/link")
@requires(Permission.CASE_HANDLE)
def add_link(reference: str) -> ResponseReturnValue:
    """Link a case with a record of another room."""
    return act(
        reference,
        "link",
        lambda case, form: links.link_record(
            case, kind=form.kind.data or "", number=form.number.data or "", by=person()
        ),
    )


@desk_pages.post("/<string:reference>/unlinking")
@requires(Permission.CASE_HANDLE)
def remove_link(reference: str) -> ResponseReturnValue:
    """Take a link back."""
    return act(
        reference,
        "unlinking",
        lambda case, form: links.unlink_record(case, number=_number(form), by=person()),
    )


def _number(form: Any) -> int:
    typed = form.number.data or ""
    if not typed.isascii() or not typed.isdigit() or len(typed) > 9:  # noqa: PLR2004 - a key's length
        raise NotFound("link")
    return int(typed)


@desk_pages.post("/<string:reference>/note")
@requires(Permission.CASE_READ)
def write_note(reference: str) -> ResponseReturnValue:
    """Leave a note for colleagues."""
    return act(
        reference,
        "note",
        lambda case, form: services.write_note(case, text=form.text.data or "", by=person()),
    )


@desk_pages.get("/replies/")
@requires(Permission.CASE_HANDLE)
def list_replies() -> ResponseReturnValue:
    """Show the replies that can be chosen, and those this person has kept."""
    return _replies_page(ReplyForm(formdata=None))


def _replies_page(form: ReplyForm, status: int = 200) -> ResponseReturnValue:
    replies = board.replies_for(person())
    return page("complaints/desk/replies.html", status=status, form=form, replies=replies)


@desk_pages.post("/replies/")
@requires(Permission.CASE_HANDLE)
def keep_reply() -> ResponseReturnValue:
    """Keep a reply for the next time."""
    form = ReplyForm()
    if form.validate():
        try:
            title, text = form.title.data or "", form.text.data or ""
            services.keep_reply(title=title, text=text, by=person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return refresh(url_for(".list_replies"))
    return _replies_page(form, 422)


@desk_pages.post("/replies/<int:number>/removal")
@requires(Permission.CASE_HANDLE)
def remove_reply(number: int) -> ResponseReturnValue:
    """Throw a kept reply away."""
    services.remove_reply(number, by=person())
    return refresh(url_for(".list_replies"))
