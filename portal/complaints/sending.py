"""From a draft to a case: every step is looked at once more, then it is filed."""

from collections.abc import Sequence

from portal.complaints import drafting, gate, policy, queries, services
from portal.complaints.files import CheckedFile
from portal.complaints.forms.answers import filings_of, form_again
from portal.complaints.forms.doors import RiderForm
from portal.complaints.forms.filing import CaseForm, PassForm
from portal.complaints.models import Draft
from portal.complaints.rules import STEPS, Filing, Step, Way
from portal.complaints.words import REFUSALS
from portal.kernel.audit import CITIZEN
from portal.kernel.errors import Busy, Refused
from portal.web.visitors import bucket

# Beside the answers a draft keeps the way in which it was told last.
TOLD_AS = "way"


def form_to_show(way: Way, step: Step) -> CaseForm:
    """Return one step's form with what was already written."""
    kept = services.read_draft(drafting.current_draft())
    return form_again(way, step, kept, is_shown=True)


def forms_of(way: Way, draft: Draft | None) -> dict[Step, CaseForm]:
    """Return the steps of a draft as they were filled in."""
    kept = services.read_draft(draft)
    return {step: form_again(way, step, kept) for step in STEPS[way] if step is not Step.CHECK}


def way_of_draft() -> Way:
    """Return the way in which this browser's draft is told."""
    kept = services.read_draft(drafting.current_draft())
    told = (kept.get(TOLD_AS) or [""])[0]
    return Way(told) if told in set(Way) else Way.TIP


def first_unfinished(forms: dict[Step, CaseForm]) -> Step | None:
    """Return the first step that still needs something, or None."""
    return next((step for step, form in forms.items() if not form.validate()), None)


def is_sent() -> bool:
    """Whether this browser's draft is a case already; its receipt is the next to be shown."""
    token = drafting.find_token()
    return drafting.receipt_case() is not None if token is None else drafting.is_case(token)


def send_draft(way: Way, passing: PassForm) -> None:
    """File this browser's draft; sent again it stays the same case and the same receipt.

    Raises Busy where a wait is asked, and Refused where the draft is gone or not finished. What
    was written stays kept in each of these.
    """
    # Held before anything is looked up: whoever pressed twice waits here for the first answer.
    draft = drafting.current_draft(locked=True)
    if is_sent():
        return
    if draft is None:
        raise Refused(REFUSALS["draft_elsewhere" if drafting.is_elsewhere() else "draft_gone"])
    forms = forms_of(way, draft)
    if first_unfinished(forms) is not None:
        raise Refused(REFUSALS["unfinished"])
    file_now(filings_of(way, forms), passing, token=drafting.find_token() or "", draft=draft)


def send_at_once(form: CaseForm, page_token: str) -> None:
    """File what was told on one page; the same words from the same page are one case.

    Raises Busy where a wait is asked.
    """
    files = form.files.checked
    token = services.token_of_words(page_token, form.answers(), files)
    # Whoever sends again may have paid already; below the thresholds nobody has to be looked up.
    if gate.toll_of(gate.FILING, form) is not None and drafting.is_case(token):
        return
    filings = filings_of(form.way, {form.step: form})
    file_now(filings, form, token=token, files=files)


def keep_photos(form: RiderForm, token: str) -> bool:
    """Keep the photos of a rider's tip that has to be put right; False where one is lost.

    They took longest to send. Call it before any other work of the request.
    """
    files = form.files.checked
    if not files:
        return not form.files.data or bool(form.files.errors)
    try:
        paid = gate.let_in(gate.DRAFT, form)
    except Busy:
        return False
    return not services.keep_draft(token, {}, files=files, bucket=bucket(), paid=paid)


def file_rider_tip(form: RiderForm, token: str) -> None:
    """File a rider's tip with the photos kept for it; raises Busy, and Refused at files."""
    draft = queries.find_draft(token, locked=True)
    kept = queries.list_draft_files(draft) if draft is not None else []
    if len(kept) + len(form.files.checked) > policy.file_limits().count:
        raise Refused(REFUSALS["files_many"], field="files")
    file_now([form.filing()], form, token=token, draft=draft, files=form.files.checked)


def file_now(
    filings: list[Filing],
    passing: PassForm,
    *,
    token: str,
    draft: Draft | None = None,
    files: Sequence[CheckedFile] = (),
) -> None:
    """File what is finished, as one case or as two; this browser holds the receipts."""
    paid = gate.let_in(gate.FILING, passing)
    if paid is not None:
        services.spend_pass(paid)
    cases = services.file_together(filings, token=token, by=CITIZEN, draft=draft, files=files)
    services.note_passage(gate.FILING, bucket())
    if len(cases) > 1:
        drafting.show_receipt_of(services.token_beside(token))
    drafting.show_receipt_of(token)
