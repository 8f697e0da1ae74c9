"""A clerk enters what came by telephone, letter or at the counter; the caller gets a receipt."""

from dataclasses import replace

from flask import Response, session, url_for
from flask.typing import ResponseReturnValue

from portal.complaints import pages, queries, services, timetable
from portal.complaints.forms.answers import filing_of, report_beside
from portal.complaints.forms.entering import ClerkForm
from portal.complaints.forms.fields import evidence_hint
from portal.complaints.forms.following import ReceiptForm
from portal.complaints.models import Case
from portal.complaints.rules import Channel, Step, Track
from portal.complaints.views.desk import desk_pages, person
from portal.kernel.errors import NotFound
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page, refresh

ENTERED = "case_entered"


def _entry_page(form: ClerkForm, status: int = 200) -> Response:
    return page(
        "complaints/desk/enter.html", status=status, form=form, evidence_hint=evidence_hint()
    )


@desk_pages.get("/new")
@requires(Permission.CASE_ENTER)
def enter_case() -> ResponseReturnValue:
    """Let a clerk write down what came by telephone, letter or at the counter."""
    form = ClerkForm()
    form.submit_token.data = services.new_token()
    return _entry_page(form)


@desk_pages.post("/new")
@requires(Permission.CASE_ENTER)
def file_entered_case() -> ResponseReturnValue:
    """File what the clerk wrote; the caller gets the same receipt as anybody."""
    form = ClerkForm()
    if not form.validate_on_submit():
        return _entry_page(form, 422)
    asked = (Step.RESPONDENT, Step.STORY, *([] if form.track is Track.TIP else [Step.CONTACT]))
    parts = dict.fromkeys((step.value for step in asked), form)
    filing = replace(
        filing_of(parts, Channel(form.channel.data), track=form.track),
        national_12315_no=form.national_12315_no.data or None,
        received_on=form.received_on.data,
    )
    filings = [filing]
    if filing.track is Track.COMPLAINT and form.also_report.data:
        filings.append(report_beside(filing))
    token = form.submit_token.data
    cases = services.file_together(
        filings, token=token, by=person().actor, draft=None, files=form.files.checked
    )
    beside = [services.token_beside(token)] if len(cases) > 1 else []
    session[ENTERED] = [*beside, token]
    return refresh(url_for(".show_entered_receipt"))


def _entered() -> tuple[Case, str]:
    # The newest of those that the caller has not written down yet; two where it was told as two.
    for token in reversed(session.get(ENTERED, [])):
        case = queries.find_by_token(token)
        if case is not None and case.receipt_confirmed_at is None:
            return case, token
    raise NotFound("receipt")


@desk_pages.get("/new/receipt")
@requires(Permission.CASE_ENTER)
def show_entered_receipt() -> ResponseReturnValue:
    """Show the caller's number and secret, to be read out or printed."""
    return _entered_page(ReceiptForm())


def _entered_page(form: ReceiptForm, status: int = 200) -> Response:
    case, token = _entered()
    return page(
        "complaints/desk/receipt.html",
        status=status,
        form=form,
        facts=pages.facts_of(case),
        words=pages.secret_words(token),
        promises=timetable.receipt_promises(case),
    )


@desk_pages.post("/new/receipt")
@requires(Permission.CASE_ENTER)
def confirm_entered_receipt() -> ResponseReturnValue:
    """Note that the caller has the receipt; it is never shown again."""
    form, (case, token) = ReceiptForm(), _entered()
    if not form.validate_on_submit():
        return _entered_page(form, 422)
    services.confirm_receipt(case, by=person().actor)
    session[ENTERED] = [one for one in session[ENTERED] if one != token]
    following = ".show_entered_receipt" if session[ENTERED] else ".list_queue"
    return refresh(url_for(following))
