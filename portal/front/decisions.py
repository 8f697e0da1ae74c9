"""Which decisions a negative case of the science desk may rest on, and when each is final."""

from flask_babel import lazy_gettext as _

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.penalties.queries import penalties
from portal.sampling import queries as sampling
from portal.sampling.rules.batches import Result
from portal.sampling.rules.disposals import DisposalStage
from portal.science import decisions
from portal.science.decisions import Decision, DecisionKind


def find_penalty(number: str) -> Decision | None:
    """Return the penalty with this decision number; final while everybody may read it.

    Neither what was withdrawn, revoked or repaired nor what the rule never shows is exposed here.
    """
    penalty = penalties.find_by_number(number) or penalties.find_penalty(number)
    if penalty is None:
        return None
    is_shown = penalties.is_shown_on(penalty, clock.today())
    endpoint = "penalties.show_penalty" if is_shown else ""
    title = f"{penalty.respondent} · {penalty.conduct}" if is_shown else ""
    return Decision(
        penalty.number, title, endpoint, penalty.reference, penalty.decided_on, is_shown
    )


def find_result(number: str) -> Decision | None:
    """Return the public failing result with this number; final once its disposal is closed."""
    try:
        batch = sampling.get_result(number)
    except Refused:
        return None
    if batch.result is not Result.FAILED:
        return None
    disposal = batch.disposal
    is_final = disposal is not None and disposal.stage is DisposalStage.CLOSED
    closed_on = disposal.closed_on if disposal else None
    number = batch.reference
    return Decision(number, batch.product, "sampling.show_result", number, closed_on, is_final)


def register() -> None:
    """Let negative cases rest on penalties and on failing results."""
    decisions.register(DecisionKind("penalty", _("行政处罚决定"), find_penalty))
    decisions.register(DecisionKind("result", _("不合格抽检结果（核查处置已结束）"), find_result))
