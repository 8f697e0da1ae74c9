"""Re-test and objection on the desk."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import NotFound
from portal.kernel.permissions import Permission
from portal.sampling import queries, services
from portal.sampling.disposal_forms import (
    ConclusionForm,
    DecisionForm,
    DisputeForm,
    HandOverForm,
    LaboratoryForm,
)
from portal.sampling.models import Dispute
from portal.sampling.views.disposals import answer, disposal_desk
from portal.web.guards import requires


def _dispute(reference: str) -> Dispute:
    disposal = queries.get_disposal(reference, department=current_user.department)
    if disposal.dispute is None:
        raise NotFound(reference)
    return disposal.dispute


@disposal_desk.post("/<string:reference>/dispute")
@requires(Permission.DISPOSAL_RECORD)
def lodge_dispute(reference: str) -> ResponseReturnValue:
    """Enter that a re-test was asked for, or an objection made."""
    disposal = queries.get_disposal(reference, department=current_user.department)
    form, by = DisputeForm.of(disposal), current_user.actor

    def lodge() -> None:
        kind, asked_by = form.told()
        services.lodge_dispute(
            disposal,
            kind=kind,
            asked_by=asked_by,
            days=(form.served_on.data, form.asked_on.data),
            document=form.document.data,
            by=by,
        )

    return answer(disposal, "dispute", form, lodge)


@disposal_desk.post("/<string:reference>/dispute/decision")
@requires(Permission.DISPOSAL_RECORD)
def decide_dispute(reference: str) -> ResponseReturnValue:
    """Accept what was asked, or refuse it for a lawful ground."""
    dispute = _dispute(reference)
    form, by = DecisionForm.of(dispute), current_user.actor

    def decide() -> None:
        if form.answer.data == "accept":
            services.accept_dispute(dispute, on=form.on.data, by=by)
        else:
            papers = {"ground": form.ground.data or "", "document": form.document.data or ""}
            services.refuse_dispute(dispute, on=form.on.data, by=by, **papers)

    return answer(dispute.disposal, "decision", form, decide)


@disposal_desk.post("/<string:reference>/dispute/laboratory")
@requires(Permission.DISPOSAL_RECORD)
def choose_laboratory(reference: str) -> ResponseReturnValue:
    """Note which laboratory tests again."""
    dispute = _dispute(reference)
    form, by = LaboratoryForm.of(dispute), current_user.actor

    def choose() -> None:
        name = form.laboratory.data
        services.choose_laboratory(dispute, laboratory=name, on=form.on.data, by=by)

    return answer(dispute.disposal, "laboratory", form, choose)


@disposal_desk.post("/<string:reference>/dispute/spare")
@requires(Permission.DISPOSAL_RECORD)
def hand_over_spare(reference: str) -> ResponseReturnValue:
    """Note when the laboratory had the spare sample."""
    dispute = _dispute(reference)
    form, by = HandOverForm.of(dispute), current_user.actor
    return answer(
        dispute.disposal,
        "spare",
        form,
        lambda: services.hand_over_spare(dispute, on=form.on.data, by=by),
    )


@disposal_desk.post("/<string:reference>/dispute/result")
@requires(Permission.DISPOSAL_RECORD)
def conclude_dispute(reference: str) -> ResponseReturnValue:
    """Record that the finding stands, or that it was overturned."""
    dispute = _dispute(reference)
    form, by = ConclusionForm.of(dispute), current_user.actor

    def conclude() -> None:
        services.conclude_dispute(
            dispute,
            is_overturned=form.outcome.data == "overturned",
            on=form.on.data,
            document=form.document.data,
            note=form.note.data or "",
            by=by,
        )

    return answer(dispute.disposal, "result", form, conclude)
