"""Batches held back: for a lawful reason, counted as held, released when the reason is gone."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select, update

from portal.kernel import audit
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.sampling.held_reasons import list_choosable
from portal.sampling.models import SampleBatch, SampleImport
from portal.sampling.rules.batches import (
    BATCH_LIFECYCLE,
    UNDECIDED,
    BatchStage,
    ImportStage,
    Result,
    TaskKind,
    result_for,
)
from portal.sampling.services.announced_batches import announce_released
from portal.sampling.services.going_public import make_public
from portal.sampling.services.publication import check_second_person
from portal.sampling.words import REFUSALS

AT_ONCE = 500
OPEN = frozenset({ImportStage.WAITING})


class NotHeld(Refused):
    """What was told does not say which batches to hold back, or by what reason."""


def hold_batches(
    sample_import: SampleImport, *, numbers: Sequence[str], reason: str, by: Actor
) -> int:
    """Hold some of an import's batches back before it is published; return how many.

    ``numbers`` are sampling numbers or references, ``reason`` a code of the parameters
    sampling.hold.*. Raises SamePerson; NotHeld for an unknown reason, or naming a number that is
    not among those that wait.
    """
    check_second_person(sample_import, by)
    if reason not in {one.code for one in list_choosable()}:
        raise NotHeld(REFUSALS["hold_reason_unknown"], field="reason")
    hold(sample_import, "stage")
    if sample_import.stage not in OPEN:
        raise NotHeld(REFUSALS["not_waiting"])
    found = _find(sample_import, numbers)
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        changing = update(SampleBatch.__table__).where(SampleBatch.id.in_(some))  # type: ignore[arg-type]
        values = {"batch_stage": BatchStage.HELD, "hold_reason": reason}
        db.session.execute(changing.values(values))
    db.session.expire_all()
    after = {"reason": reason, "held": len(found), "rows": audit.digest_of_rows(sorted(numbers))}
    audit.record(
        "sampling.held", subject=f"sample-import:{sample_import.reference}", by=by, after=after
    )
    return len(found)


def _find(sample_import: SampleImport, numbers: Sequence[str]) -> list[int]:
    wanted = list(dict.fromkeys(number.strip() for number in numbers if number.strip()))
    if not wanted:
        raise NotHeld(REFUSALS["numbers_missing"], field="numbers")
    found: dict[int, set[str]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        asked = select(SampleBatch.id, SampleBatch.number, SampleBatch.reference).where(
            SampleBatch.import_id == sample_import.id,
            SampleBatch.batch_stage == BatchStage.WAITING,
            or_(SampleBatch.number.in_(some), SampleBatch.reference.in_(some)),
        )
        for batch_id, number, reference in db.session.execute(asked):
            found[batch_id] = {number or "", reference}
    known = set().union(*found.values())
    missing = next((one for one in wanted if one not in known), None)
    if missing is not None:
        raise NotHeld(str(REFUSALS["number_not_waiting"]) % {"number": missing}, field="numbers")
    return sorted(found)


def put_back(batch: SampleBatch, *, by: Actor) -> None:
    """Let a batch wait again with its import, which is not public yet."""
    check_second_person(batch.source, by)
    hold(batch, "batch_stage")
    if batch.source.stage not in OPEN:
        raise Refused(REFUSALS["import_is_public"])
    BATCH_LIFECYCLE.check(batch.batch_stage, BatchStage.WAITING)
    batch.batch_stage, batch.hold_reason = BatchStage.WAITING, None
    audit.record("sampling.put-back", subject=f"sample:{batch.reference}", by=by)


def release_batch(batch: SampleBatch, *, note: str, by: Actor) -> None:
    """Publish a batch whose reason to hold it is gone.

    Raises SamePerson for whoever brought it in; Refused without a note on why, for risk
    monitoring (never), for what is still undecided, and before its import is public.
    """
    _check_release(batch, by)
    if not note.strip():
        raise Refused(REFUSALS["release_note_missing"], field="note")
    if batch.result in UNDECIDED:
        raise Refused(REFUSALS["still_undecided"])
    _release(batch, note, by)


def decide_batch(
    batch: SampleBatch, *, result: Result, failed: Collection[int], note: str, by: Actor
) -> None:
    """Settle an undecided batch as the laboratory did, and publish it.

    ``failed`` are the positions of its items that failed; ``note`` names the report. Raises as
    ``release_batch``, and Refused where a failure names no item or a pass names one.
    """
    _check_release(batch, by)
    if not note.strip():
        raise Refused(REFUSALS["report_missing"], field="note")
    if batch.result not in UNDECIDED or result in UNDECIDED:
        raise Refused(REFUSALS["already_decided"])
    told = result_for(batch.kind, result)
    if (told is Result.FAILED) != bool(failed):
        refusal = "failed_item_missing" if told is Result.FAILED else "passed_with_items"
        raise Refused(REFUSALS[refusal], field="failed")
    for item in batch.items:
        item.is_failed = told is Result.FAILED and item.position in failed
    ratios = [item.ratio for item in batch.items if item.is_failed and item.ratio is not None]
    batch.largest_ratio, batch.result = max(ratios, default=None), told
    _release(batch, note, by)


def _check_release(batch: SampleBatch, by: Actor) -> None:
    check_second_person(batch.source, by)
    hold(batch, "batch_stage", "result")
    if batch.kind is TaskKind.RISK_MONITORING:
        raise Refused(REFUSALS["monitoring_never"])
    BATCH_LIFECYCLE.check(batch.batch_stage, BatchStage.PUBLISHED)
    if batch.batch_stage is not BatchStage.HELD or batch.source.stage is not ImportStage.PUBLISHED:
        raise Refused(REFUSALS["import_first"])


def _release(batch: SampleBatch, note: str, by: Actor) -> None:
    before = {"reason": batch.hold_reason}
    after = {"result": batch.result.value, "digest": audit.digest_of_rows([note.strip()])}
    announce_released(batch, by=by)
    make_public(SampleBatch.id == batch.id, by=by)
    audit.record(
        "sampling.released", subject=f"sample:{batch.reference}", by=by, before=before, after=after
    )
