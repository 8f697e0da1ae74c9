"""Moving a failed batch on, step by step, each with its day and its paper."""

from datetime import date

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.sampling.limits import last_day
from portal.sampling.models import Disposal, DisposalStep
from portal.sampling.rules.disposals import (
    DISPOSAL_LIFECYCLE,
    ENDED,
    NEEDS_DOCUMENT,
    DisposalStage,
    missing_steps,
)
from portal.sampling.services.publication import overturn_batch
from portal.sampling.words import DISPOSAL_STAGES, REFUSALS


def record_step(
    disposal: Disposal,
    *,
    stage: DisposalStage,
    done_on: date,
    by: Actor,
    document: str = "",
    note: str = "",
) -> DisposalStep:
    """Record that a step was taken on a day.

    Raises MoveRefused for a step that does not follow, Refused with the field for a day in the
    future or before the last step, for a missing paper, and for closing with steps missing (A4).
    """
    document, note = document.strip(), note.strip()
    hold(disposal, "stage")
    _check(disposal, stage, done_on, document)
    step = DisposalStep(
        disposal=disposal,
        stage=stage,
        done_on=done_on,
        due_on=_answer_until(stage, done_on),
        document=document,
        note=note,
        recorded_by=by.name,
        recorded_at=clock.now(),
    )
    db.session.add(step)
    audit.record(
        "disposal.moved",
        subject=f"disposal:{disposal.batch.reference}",
        by=by,
        before={"stage": disposal.stage.value},
        after={"stage": stage.value},
    )
    _move(disposal, stage, done_on)
    if stage is DisposalStage.OVERTURNED:
        overturn_batch(disposal.batch, note=note or str(DISPOSAL_STAGES[stage]), by=by)
    return step


def _check(disposal: Disposal, stage: DisposalStage, done_on: date, document: str) -> None:
    DISPOSAL_LIFECYCLE.check(disposal.stage, stage)
    _check_day(disposal, done_on)
    if stage in NEEDS_DOCUMENT and not document:
        raise Refused(REFUSALS["document_missing"], field="document")
    if stage is DisposalStage.CLOSED:
        _check_complete(disposal)


def _check_day(disposal: Disposal, done_on: date) -> None:
    if done_on > clock.today():
        raise Refused(REFUSALS["date_in_future"], field="done_on")
    last = disposal.steps[-1].done_on if disposal.steps else None
    if last is not None and done_on < last:
        raise Refused(str(REFUSALS["date_before"]) % {"day": last}, field="done_on")


def _check_complete(disposal: Disposal) -> None:
    documents = {step.stage: step.document for step in disposal.steps}
    missing = missing_steps(documents)
    if missing:
        steps = "、".join(str(DISPOSAL_STAGES[stage]) for stage in missing)
        raise Refused(str(REFUSALS["steps_missing"]) % {"steps": steps})


def _answer_until(stage: DisposalStage, done_on: date) -> date | None:
    # From the day the report is served the enterprise may ask for a re-test (食品安全法 Art. 88).
    if stage is not DisposalStage.NOTIFIED:
        return None
    return last_day("sampling.retest_request_days", done_on)


def _move(disposal: Disposal, stage: DisposalStage, done_on: date) -> None:
    disposal.stage = stage
    if stage is DisposalStage.NOTIFIED:
        disposal.started_on = done_on
        disposal.due_on = last_day("sampling.disposal_days", done_on)
    if stage in ENDED:
        disposal.closed_on = done_on
