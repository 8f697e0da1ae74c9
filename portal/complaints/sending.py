"""From a draft to a case: every step is looked at once more, then it is filed."""

from portal.complaints import drafting, policy, queries, services
from portal.complaints.forms.filing import (
    CaseForm,
    filing_of,
    form_again,
)
from portal.complaints.models import Case
from portal.complaints.rules import STEPS, Step, Track
from portal.complaints.words import REFUSALS
from portal.kernel import throttle
from portal.kernel.audit import CITIZEN
from portal.kernel.errors import Refused
from portal.web.visitors import bucket


def form_to_show(track: Track, step: Step) -> CaseForm:
    """Return one step's form with what was already written."""
    kept = services.read_draft(drafting.current_draft())
    return form_again(step, track, kept.get(step.value, {}), is_shown=True)


def forms_of(track: Track) -> dict[Step, CaseForm]:
    """Return the steps of this browser's draft as they were filled in."""
    kept = services.read_draft(drafting.current_draft())
    return {
        step: form_again(step, track, kept.get(step.value, {}))
        for step in STEPS[track]
        if step is not Step.CHECK
    }


def first_unfinished(forms: dict[Step, CaseForm]) -> Step | None:
    """Return the first step that still needs something, or None."""
    return next((step for step, form in forms.items() if not form.validate()), None)


def send_draft(track: Track) -> Case:
    """File this browser's draft and return the case; sent again it returns the same case.

    Raises Busy where the network files too much, and Refused where the draft is gone or not
    finished. What was written stays kept in each of these.
    """
    throttle.count_try("file case", bucket(), limit=policy.filing_limit())
    token = drafting.find_token()
    # Held before anything is looked up: whoever pressed twice waits here for the first answer.
    draft = drafting.current_draft(locked=True)
    already = queries.find_by_token(token) if token else drafting.receipt_case()
    if already is not None:
        drafting.show_receipt_of(token or drafting.receipt_token() or "")
        return already
    if token is None or draft is None:
        raise Refused(REFUSALS["draft_gone"])
    forms = forms_of(track)
    if first_unfinished(forms) is not None:
        raise Refused(REFUSALS["unfinished"])
    case = services.file_case(filing_of(track, forms), token=token, by=CITIZEN, draft=draft)
    drafting.show_receipt_of(token)
    return case
