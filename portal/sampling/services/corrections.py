"""What is done to a public batch: correcting it, taking a failure off it, withdrawing it."""

from collections.abc import Mapping, Sequence

from portal.kernel import audit, clock, signals
from portal.kernel.audit import Actor
from portal.kernel.db import hold
from portal.kernel.errors import Refused
from portal.sampling import postings
from portal.sampling.linking import link_enterprises
from portal.sampling.models import SampleBatch
from portal.sampling.rules.batches import BATCH_LIFECYCLE, CORRECTABLE, BatchStage, Result
from portal.sampling.services.versions import keep_version
from portal.sampling.words import REFUSALS


def correct_batch(
    batch: SampleBatch,
    *,
    changes: Mapping[str, str],
    note: str,
    by: Actor,
    also: Sequence[str] = (),
) -> None:
    """Correct what a public batch says; the note is published and the old version is kept.

    ``also`` names what the caller changed of it beside these fields. Raises Refused without a
    note, or where nothing changes.
    """
    if not note.strip():
        raise Refused(REFUSALS["note_missing"], field="note")
    hold(batch, "batch_stage", "version")
    changed = {
        name: text.strip()
        for name, text in changes.items()
        if name in CORRECTABLE and text.strip() != getattr(batch, name)
    }
    if not changed and not also:
        raise Refused(REFUSALS["nothing_changed"])
    for name, text in changed.items():
        setattr(batch, name, text)
    link_enterprises([batch])
    _correct(batch, note=note, by=by, fields=sorted({*changed, *also}))


def overturn_batch(batch: SampleBatch, *, note: str, by: Actor) -> None:
    """Take the failure off a batch whose re-test passed: it counts as failed nowhere (A6)."""
    hold(batch, "batch_stage", "version")
    batch.result, batch.largest_ratio = Result.PASSED, None
    for item in batch.items:
        item.is_failed = False
    _correct(batch, note=note, by=by, fields=["result"])


def _correct(batch: SampleBatch, *, note: str, by: Actor, fields: list[str]) -> None:
    BATCH_LIFECYCLE.check(batch.batch_stage, BatchStage.CORRECTED)
    batch.batch_stage = BatchStage.CORRECTED
    keep_version(batch, note=note.strip(), by=by)
    after = {"version": batch.version, "fields": fields}
    audit.record("sampling.corrected", subject=f"sample:{batch.reference}", by=by, after=after)
    postings.renew([batch.id])
    signals.published.send(SampleBatch, record=batch)


def withdraw_batch(batch: SampleBatch, *, reason: str, by: Actor) -> None:
    """Take a batch off the site; its address stays and tells why. Raises Refused without reason."""
    if not reason.strip():
        raise Refused(REFUSALS["reason_missing"], field="reason")
    hold(batch, "batch_stage", "version")
    BATCH_LIFECYCLE.check(batch.batch_stage, BatchStage.WITHDRAWN)
    batch.batch_stage, batch.is_listed = BatchStage.WITHDRAWN, False
    batch.withdrawn_at, batch.withdrawal_reason = clock.now(), reason.strip()
    keep_version(batch, note=reason.strip(), by=by)
    audit.record("sampling.withdrawn", subject=f"sample:{batch.reference}", by=by)
    postings.renew([batch.id])
    signals.withdrawn.send(SampleBatch, record=batch)
