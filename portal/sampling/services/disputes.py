"""Re-test and objection: entered by the desk, accepted or refused, decided."""

from datetime import date

from portal.kernel import audit
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.places.profile import current_place
from portal.sampling.cards import find_card
from portal.sampling.models import Disposal, Dispute, SampleBatch
from portal.sampling.rules.disposals import DisposalStage, StepTaken
from portal.sampling.rules.disputes import (
    LATE,
    MICROBIOLOGY,
    AskedBy,
    DisputeKind,
    DisputeStage,
    dispute_lifecycle,
    is_late,
)
from portal.sampling.services.disposals import check_day, subject_of, take_step
from portal.sampling.words import DISPOSAL_REFUSALS, NO_RETEST_REFUSALS

MICROBES = "microbes"
NO_RETEST = "sampling.no_retest"


def lodge_dispute(
    disposal: Disposal,
    *,
    kind: DisputeKind,
    asked_by: AskedBy,
    days: tuple[date, date],
    document: str,
    by: Actor,
) -> Dispute:
    """Enter what was asked; ``days`` are (report served on, asked on).

    A request that came too late is entered all the same, and can only be refused. Raises
    MoveRefused where nothing may be disputed now, Refused for impossible days or without a paper.
    """
    served_on, asked_on = days
    hold(disposal, "stage")
    check_day(served_on, after=disposal.batch.sampled_on, field="served_on")
    first = disposal.batch.sampled_on if kind is DisputeKind.PROCESS else served_on
    check_day(asked_on, after=first, field="asked_on")
    took = max(asked_on, disposal.steps[-1].done_on) if disposal.steps else asked_on
    take_step(disposal, StepTaken(DisposalStage.DISPUTED, took, document), by=by)
    dispute = Dispute(
        disposal=disposal,
        kind=kind,
        asked_by=asked_by,
        stage=DisputeStage.ASKED,
        served_on=served_on,
        asked_on=asked_on,
    )
    db.session.add(dispute)
    after = {"kind": kind.value, "asked_by": asked_by.value}
    audit.record("dispute.lodged", subject=subject_of(disposal), by=by, after=after)
    return dispute


def accept_dispute(dispute: Dispute, *, on: date, by: Actor) -> None:
    """Accept what was asked.

    Raises Refused where the rules leave no choice: asked too late, or nothing but microbes failed.
    """
    _begin(dispute, DisputeStage.ACCEPTED, on)
    ground = no_retest_ground(dispute)
    if ground:
        raise Refused(NO_RETEST_REFUSALS[ground])
    dispute.decided_on = on
    _go(dispute, DisputeStage.ACCEPTED, by)


def no_retest_ground(dispute: Dispute) -> str:
    """Return why this has to be refused, as sampling.no_retest codes it; nothing if it has not."""
    listed = {item.code for item in current_place().parameters.items(NO_RETEST, dispute.asked_on)}
    if is_late(dispute.asked_on, dispute.may_ask_until):
        return LATE
    of_retest = dispute.kind is DisputeKind.RETEST and MICROBIOLOGY in listed
    return MICROBIOLOGY if of_retest and has_only_microbes(dispute.disposal.batch) else ""


def has_only_microbes(batch: SampleBatch) -> bool:
    """Whether only microbes failed: they multiply and die, so a second test finds others."""
    cards = [find_card(item.name) for item in batch.failed_items]
    return bool(cards) and all(card is not None and card.hazard.code == MICROBES for card in cards)


def refuse_dispute(dispute: Dispute, *, on: date, ground: str, document: str, by: Actor) -> None:
    """Refuse what was asked, for a ground that the law lists; the finding stands.

    Raises Refused without a ground or without the paper.
    """
    _begin(dispute, DisputeStage.REFUSED, on)
    if dispute.kind is DisputeKind.RETEST and ground not in list_grounds(dispute.asked_on):
        raise Refused(DISPOSAL_REFUSALS["ground_missing"], field="ground")
    step = StepTaken(DisposalStage.UPHELD, on, document)
    take_step(dispute.disposal, step, by=by)
    dispute.decided_on, dispute.concluded_on, dispute.ground = on, on, ground
    _go(dispute, DisputeStage.REFUSED, by)


def list_grounds(on: date) -> list[str]:
    """Return the codes of every ground for refusing a re-test, as the parameter lists them."""
    return [item.code for item in current_place().parameters.items(NO_RETEST, on)]


def choose_laboratory(dispute: Dispute, *, laboratory: str, on: date, by: Actor) -> None:
    """Note which laboratory tests again; not the one that tested first (食品安全法 Art. 88)."""
    name = laboratory.strip()
    _begin(dispute, DisputeStage.LABORATORY, on)
    if not name:
        raise Refused(DISPOSAL_REFUSALS["laboratory_missing"], field="laboratory")
    if name == dispute.disposal.batch.laboratory.strip():
        raise Refused(DISPOSAL_REFUSALS["laboratory_same"], field="laboratory")
    dispute.laboratory, dispute.laboratory_on = name, on
    _go(dispute, DisputeStage.LABORATORY, by)


def hand_over_spare(dispute: Dispute, *, on: date, by: Actor) -> None:
    """Note when the laboratory had the spare sample."""
    _begin(dispute, DisputeStage.HANDED_OVER, on)
    dispute.handed_over_on = on
    _go(dispute, DisputeStage.HANDED_OVER, by)


def conclude_dispute(
    dispute: Dispute, *, is_overturned: bool, on: date, document: str, note: str, by: Actor
) -> None:
    """Record the result: the finding stands, or the failure is taken off everywhere (A6)."""
    wanted = DisputeStage.OVERTURNED if is_overturned else DisputeStage.UPHELD
    _begin(dispute, wanted, on)
    stage = DisposalStage.OVERTURNED if is_overturned else DisposalStage.UPHELD
    take_step(dispute.disposal, StepTaken(stage, on, document, note), by=by)
    dispute.concluded_on = on
    _go(dispute, wanted, by)


def _begin(dispute: Dispute, wanted: DisputeStage, on: date) -> None:
    hold(dispute, "stage")
    dispute_lifecycle(dispute.kind).check(dispute.stage, wanted)
    days = [dispute.asked_on, dispute.decided_on, dispute.laboratory_on, dispute.handed_over_on]
    check_day(on, after=max(day for day in days if day))


def _go(dispute: Dispute, wanted: DisputeStage, by: Actor) -> None:
    before, dispute.stage = dispute.stage, wanted
    audit.record(
        "dispute.moved",
        subject=subject_of(dispute.disposal),
        by=by,
        before={"stage": before.value},
        after={"stage": wanted.value},
    )
