"""The deeds that move a case's clocks."""

from flask.typing import ResponseReturnValue

from portal.complaints import services
from portal.complaints.clocks import FactKind, Span
from portal.complaints.views.desk import desk_pages, person
from portal.complaints.views.handling import act
from portal.kernel.permissions import Permission
from portal.web.guards import requires

__all__ = ["desk_pages"]


@desk_pages.post("/<string:reference>/pause")
@requires(Permission.CASE_HANDLE)
def suspend_clock(reference: str) -> ResponseReturnValue:
    """Note a test or an appraisal whose days are not counted."""
    return act(
        reference,
        "pause",
        lambda case, form: services.begin_pause(
            case,
            cause=form.cause.data,
            span=Span(form.from_on.data, form.until_on.data),
            grounds=form.grounds(),
            by=person(),
        ),
    )


@desk_pages.post("/<string:reference>/pause-end")
@requires(Permission.CASE_HANDLE)
def resume_clock(reference: str) -> ResponseReturnValue:
    """Note the last day that a test took."""
    return act(
        reference,
        "pause-end",
        lambda case, form: services.end_pause(
            case, until_on=form.until_on.data, document=form.document.data or "", by=person()
        ),
    )


@desk_pages.post("/<string:reference>/extension")
@requires(Permission.CASE_HANDLE)
def extend_limit(reference: str) -> ResponseReturnValue:
    """Grant more time for the step that runs."""
    return act(
        reference,
        "extension",
        lambda case, form: services.extend_limit(
            case,
            grounds=form.grounds(),
            granted_on=form.granted_on.data,
            until_on=form.until_on.data,
            by=person(),
        ),
    )


@desk_pages.post("/<string:reference>/dispute")
@requires(Permission.CASE_HANDLE)
def record_dispute(reference: str) -> ResponseReturnValue:
    """Note that two bureaux dispute who is competent."""
    return act(
        reference,
        "dispute",
        lambda case, form: services.note_dispute(
            case, from_on=form.from_on.data, grounds=form.grounds(), by=person()
        ),
    )


@desk_pages.post("/<string:reference>/dispute-end")
@requires(Permission.CASE_HANDLE)
def conclude_dispute(reference: str) -> ResponseReturnValue:
    """Note the day a dispute over competence was settled."""
    return act(
        reference,
        "dispute-end",
        lambda case, form: services.settle_fact(
            case,
            FactKind.DISPUTE,
            until_on=form.until_on.data,
            document=form.document.data or "",
            by=person(),
        ),
    )


@desk_pages.post("/<string:reference>/clue")
@requires(Permission.CASE_HANDLE)
def record_clue(reference: str) -> ResponseReturnValue:
    """Note a clue of a breach found in a mediation."""
    return act(
        reference,
        "clue",
        lambda case, form: services.note_clue(
            case, from_on=form.from_on.data, grounds=form.grounds(), by=person()
        ),
    )


@desk_pages.post("/<string:reference>/clue-end")
@requires(Permission.CASE_HANDLE)
def decide_clue(reference: str) -> ResponseReturnValue:
    """Note the day the clue was decided on."""
    return act(
        reference,
        "clue-end",
        lambda case, form: services.settle_fact(
            case,
            FactKind.CLUE,
            until_on=form.until_on.data,
            document=form.document.data or "",
            by=person(),
        ),
    )
