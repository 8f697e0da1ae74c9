"""Disposals for tests, walked to where a test wants them."""

from datetime import date

from portal.sampling import services
from portal.sampling.models import Disposal
from portal.sampling.rules.disposals import USUAL_WAY, DisposalStage, StepTaken
from tests.factories.sampling import HANDLER, published_batch

TODAY = "2026-11-21T10:00:00+08:00"
YESTERDAY = date(2026, 11, 20)


def failed_disposal(number: int = 1, /, **cells: str) -> Disposal:
    """Return the disposal of a failed batch that was just published."""
    disposal = published_batch(number, **cells).disposal
    assert disposal is not None
    return disposal


def walk(disposal: Disposal, until: DisposalStage, on: date = YESTERDAY) -> Disposal:
    """Take every step of the usual way up to one; every re-check finds things put right."""
    for stage in USUAL_WAY[: USUAL_WAY.index(until) + 1]:
        step(disposal, stage, on)
    return disposal


def step(
    disposal: Disposal, stage: DisposalStage, on: date = YESTERDAY, *, is_met: bool = True
) -> None:
    """Take one step with a paper."""
    taken = StepTaken(stage, on, "示例文书〔2026〕1 号", is_met=is_met)
    services.take_step(disposal, taken, by=HANDLER)
