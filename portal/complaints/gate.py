"""The door on one page: whether this request has to wait, and what its form says then."""

from flask_babel import ngettext

from portal.complaints import intake, passes, services
from portal.complaints.forms.filing import PassForm
from portal.complaints.passes import Toll
from portal.complaints.rules import Gate
from portal.kernel.errors import Busy, Refused
from portal.web.visitors import bucket

DRAFT, FILING = "draft", "filing"


def _gate(what: str) -> Gate:
    return intake.draft_gate() if what == DRAFT else intake.filing_gate()


def toll_of(what: str, form: PassForm) -> Toll | None:
    """Return what this visitor is asked before going on, or None where nothing is."""
    if not form.is_weighed:
        form.is_weighed = True
        seconds = services.asked_wait(what, bucket(), _gate(what))
        form.toll = passes.give_out(seconds, form.ticket.data or "") if seconds else None
    return form.toll


def let_in(what: str, form: PassForm) -> str | None:
    """Let this visitor go on; raises Busy where a wait is asked that was not yet kept.

    Returns the name of the pass that was shown, to be spent with what it lets in. Call it before
    the request's own work.
    """
    toll = toll_of(what, form)
    if toll is None:
        return None
    paid = passes.find_paid(form.ticket.data or "", form.proof.data or "")
    if paid is not None:
        return paid
    if not passes.is_running(form.ticket.data or ""):
        services.note_turned_back(what, bucket())
    form.refuse(
        Refused(
            ngettext(
                "现在提交的人多，请等 %(num)s 秒再按一次；写好的都在。",
                "现在提交的人多，请等 %(num)s 秒再按一次；写好的都在。",
                toll.seconds,
            )
        )
    )
    raise Busy(what, retry_after=toll.seconds)
