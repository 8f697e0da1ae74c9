"""Moving a failed batch on, step by step, each with its day and its paper."""

from datetime import date

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.sampling import postings
from portal.sampling.models import Disposal, DisposalExtension, DisposalStep
from portal.sampling.rules.disposals import (
    ENDED,
    NEEDS_DOCUMENT,
    DisposalStage,
    StepTaken,
    check_step,
    missing_steps,
)
from portal.sampling.services.publication import overturn_batch
from portal.sampling.words import DISPOSAL_REFUSALS, DISPOSAL_STAGES, REFUSALS


def record_step(
    disposal: Disposal,
    *,
    stage: DisposalStage,
    done_on: date,
    by: Actor,
    document: str = "",
    note: str = "",
) -> DisposalStep:
    """Record that a step was taken on a day; ``take_step`` with less to say."""
    return take_step(disposal, StepTaken(stage, done_on, document, note), by=by)


def take_step(disposal: Disposal, step: StepTaken, *, by: Actor) -> DisposalStep:
    """Record that a step was taken on a day.

    Raises MoveRefused for a step that does not follow, Refused with the field for a day in the
    future or before the last step, for a missing paper, and for closing with steps missing (A4).
    """
    hold(disposal, "stage")
    document = step.document.strip()
    _check(disposal, step, document)
    taken = DisposalStep(
        disposal=disposal,
        stage=step.stage,
        done_on=step.done_on,
        document=document,
        note=step.note.strip(),
        is_met=step.is_met if step.stage is DisposalStage.RECHECKED else None,
        facts=dict(step.facts),
        notice_id=step.notice_id,
        recorded_by=by.name,
        recorded_at=clock.now(),
    )
    db.session.add(taken)
    audit.record(
        "disposal.moved",
        subject=subject_of(disposal),
        by=by,
        before={"stage": disposal.stage.value},
        after={"stage": step.stage.value},
    )
    _move(disposal, step.stage, step.done_on)
    if step.stage is DisposalStage.OVERTURNED:
        note = taken.note or str(DISPOSAL_STAGES[step.stage])
        overturn_batch(disposal.batch, note=note, by=by)
    return taken


def subject_of(disposal: Disposal) -> str:
    """Return what the log calls this disposal."""
    return f"disposal:{disposal.batch.reference}"


def _check(disposal: Disposal, step: StepTaken, document: str) -> None:
    check_step(disposal.stage, step.stage, recheck=disposal.recheck)
    check_day(step.done_on, after=disposal.steps[-1].done_on if disposal.steps else None)
    if step.stage in NEEDS_DOCUMENT and not document:
        raise Refused(REFUSALS["document_missing"], field="document")
    if step.stage is DisposalStage.CLOSED:
        _check_complete(disposal)


def check_day(day: date, *, after: date | None, field: str = "done_on") -> None:
    """Refuse a day in the future, or before the day of what came before."""
    if day > clock.today():
        raise Refused(REFUSALS["date_in_future"], field=field)
    if after is not None and day < after:
        raise Refused(str(REFUSALS["date_before"]) % {"day": after}, field=field)


def _check_complete(disposal: Disposal) -> None:
    documents = {step.stage: step.document for step in disposal.steps}
    missing = missing_steps(documents)
    if missing:
        steps = "、".join(str(DISPOSAL_STAGES[stage]) for stage in missing)
        raise Refused(str(REFUSALS["steps_missing"]) % {"steps": steps})


def _move(disposal: Disposal, stage: DisposalStage, done_on: date) -> None:
    disposal.stage = stage
    if stage is DisposalStage.NOTIFIED:
        disposal.started_on = done_on
    if stage in ENDED:
        disposal.closed_on = done_on
    postings.renew([disposal.batch_id])


def note_receipt(disposal: Disposal, *, received_on: date, by: Actor) -> None:
    """Note when the bureau had the failing report: from that day it has to be served.

    Raises Refused for a day in the future or before the report's own, and once it was served.
    """
    hold(disposal, "stage")
    if disposal.stage is not DisposalStage.WAITING:
        raise Refused(DISPOSAL_REFUSALS["already_started"])
    check_day(received_on, after=disposal.batch.reported_on, field="received_on")
    disposal.received_on = received_on
    audit.record(
        "disposal.receipt-noted",
        subject=subject_of(disposal),
        by=by,
        after={"received_on": received_on.isoformat()},
    )


def extend_disposal(
    disposal: Disposal, *, until: date, approved_on: date, document: str, reason: str, by: Actor
) -> DisposalExtension:
    """Put the last day off, as a written approval allows (食品安全抽样检验管理办法 Art. 46).

    Raises Refused without the approval's paper or its reason, where no time runs, where it was
    approved only after the time had ended, and where it would not be later than it is.
    """
    hold(disposal, "stage", "extended_until")
    _check_extension(disposal, until, approved_on, (document.strip(), reason.strip()))
    extension = DisposalExtension(
        disposal=disposal,
        until_on=until,
        approved_on=approved_on,
        document=document.strip(),
        reason=reason.strip(),
        recorded_by=by.name,
        recorded_at=clock.now(),
    )
    db.session.add(extension)
    before = disposal.due_on
    disposal.extended_until = until
    audit.record(
        "disposal.extended",
        subject=subject_of(disposal),
        by=by,
        before={"due_on": before.isoformat() if before else None},
        after={"due_on": until.isoformat()},
    )
    return extension


def _check_extension(
    disposal: Disposal, until: date, approved_on: date, papers: tuple[str, str]
) -> None:
    due = disposal.due_on
    if due is None or disposal.has_ended:
        raise Refused(DISPOSAL_REFUSALS["no_time_runs"])
    check_day(approved_on, after=disposal.started_on, field="approved_on")
    if approved_on > due:
        raise Refused(str(DISPOSAL_REFUSALS["approved_late"]) % {"day": due}, field="approved_on")
    if until <= due:
        raise Refused(str(DISPOSAL_REFUSALS["not_later"]) % {"day": due}, field="until")
    for text, field in zip(papers, ("document", "reason"), strict=True):
        if not text:
            raise Refused(DISPOSAL_REFUSALS[f"extension_{field}"], field=field)
