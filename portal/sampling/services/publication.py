"""From review to the public: publishing, correcting, withdrawing. Every version is kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.kernel import audit, clock, signals
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.sampling import queries
from portal.sampling.building import department_of, search_text_of
from portal.sampling.linking import link_enterprises
from portal.sampling.models import BatchVersion, Disposal, SampleBatch, SampleImport
from portal.sampling.rules.batches import (
    BATCH_LIFECYCLE,
    CORRECTABLE,
    IMPORT_LIFECYCLE,
    BatchStage,
    ImportStage,
    Result,
    hold_reason,
    needs_disposal,
)
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.words import REFUSALS

OPERATOR_KIND = "system"


class SamePerson(Refused):
    """Whoever brought a table in does not publish it."""


def publish_import(
    sample_import: SampleImport,
    *,
    by: Actor,
    announcement_title: str = "",
    announcement_number: str = "",
) -> int:
    """Publish what an import brought; return how many batches became public.

    Raises SamePerson where the publisher brought the file in (two people; an operator at the
    machine acts for the portal and leaves a line of its own kind). Undecided batches and risk
    monitoring are held back (capabilities.md A1, A7).
    """
    if by.kind != OPERATOR_KIND and by.name == sample_import.imported_by:
        raise SamePerson(REFUSALS["same_person"])
    hold(sample_import, "stage")
    IMPORT_LIFECYCLE.check(sample_import.stage, ImportStage.PUBLISHED)
    sample_import.announcement_title = announcement_title.strip()
    sample_import.announcement_number = announcement_number.strip()
    batches = queries.list_waiting_batches(sample_import)
    link_enterprises(batches)
    published = [batch for batch in batches if _publish(batch, sample_import, by)]
    sample_import.stage = ImportStage.PUBLISHED
    sample_import.decided_by, sample_import.decided_at = by.name, clock.now()
    by_operator = "-by-operator" if by.kind == OPERATOR_KIND else ""
    _record(f"sampling.published{by_operator}", sample_import, published, len(batches), by)
    db.session.flush()
    _tell(signals.published, published)
    return len(published)


def _publish(batch: SampleBatch, sample_import: SampleImport, by: Actor) -> bool:
    reason = hold_reason(batch.kind, batch.result)
    wanted = BatchStage.PUBLISHED if reason is None else BatchStage.HELD
    BATCH_LIFECYCLE.check(batch.batch_stage, wanted)
    batch.batch_stage, batch.hold_reason = wanted, reason
    if reason is not None:
        return False
    batch.announcement_title = batch.announcement_title or sample_import.announcement_title
    batch.announcement_number = batch.announcement_number or sample_import.announcement_number
    batch.is_listed, batch.published_at = True, clock.now()
    batch.shown_on = batch.announced_on or clock.today()
    batch.shown_year = batch.shown_on.year
    batch.search_text = search_text_of(batch)
    keep_version(batch, note="", by=by)
    if needs_disposal(batch.result):
        db.session.add(
            Disposal(
                batch=batch,
                department=department_of(batch.domain),
                stage=DisposalStage.WAITING,
                opened_on=clock.today(),
            )
        )
    return True


def _record(
    action: str,
    sample_import: SampleImport,
    published: list[SampleBatch],
    all_of_it: int,
    by: Actor,
) -> None:
    after = {
        "published": len(published),
        "held": all_of_it - len(published),
        "rows": audit.digest_of_rows(sorted(batch.reference for batch in published)),
    }
    audit.record(action, subject=f"sample-import:{sample_import.reference}", by=by, after=after)


def _tell(signal: Any, batches: Iterable[SampleBatch]) -> None:
    for batch in batches:
        signal.send(SampleBatch, record=batch)


def correct_batch(batch: SampleBatch, *, changes: Mapping[str, str], note: str, by: Actor) -> None:
    """Correct what a public batch says; the note is published and the old version is kept.

    Raises Refused without a note, or where nothing changes.
    """
    if not note.strip():
        raise Refused(REFUSALS["note_missing"], field="note")
    hold(batch, "batch_stage", "version")
    changed = {
        name: text.strip()
        for name, text in changes.items()
        if name in CORRECTABLE and text.strip() != getattr(batch, name)
    }
    if not changed:
        raise Refused(REFUSALS["nothing_changed"])
    for name, text in changed.items():
        setattr(batch, name, text)
    link_enterprises([batch])
    _correct(batch, note=note, by=by, fields=sorted(changed))


def overturn_batch(batch: SampleBatch, *, note: str, by: Actor) -> None:
    """Take the failure off a batch whose re-test passed: it counts as failed nowhere (A6)."""
    hold(batch, "batch_stage", "version")
    batch.result, batch.largest_ratio = Result.PASSED, None
    for item in batch.items:
        item.is_failed = False
    _correct(batch, note=note, by=by, fields=["result"])


def _correct(batch: SampleBatch, *, note: str, by: Actor, fields: list[str]) -> None:
    BATCH_LIFECYCLE.check(batch.batch_stage, BatchStage.CORRECTED)
    batch.batch_stage, batch.search_text = BatchStage.CORRECTED, search_text_of(batch)
    keep_version(batch, note=note.strip(), by=by)
    after = {"version": batch.version, "fields": fields}
    audit.record("sampling.corrected", subject=f"sample:{batch.reference}", by=by, after=after)
    db.session.flush()
    _tell(signals.published, [batch])


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
    db.session.flush()
    _tell(signals.withdrawn, [batch])


def keep_version(batch: SampleBatch, *, note: str, by: Actor) -> None:
    """Keep what a batch says from now on, beside everything it said before."""
    batch.version += 1
    db.session.add(
        BatchVersion(
            batch=batch,
            version=batch.version,
            snapshot=snapshot_of(batch),
            note=note,
            recorded_by=by.name,
            recorded_at=clock.now(),
        )
    )


def snapshot_of(batch: SampleBatch) -> dict[str, Any]:
    """Return what the public reads of a batch, as plain values."""
    shown = ("result", "product", "spec", "trademark", "product_date_text", "batch_number")
    facts: dict[str, Any] = {name: str(getattr(batch, name)) for name in shown}
    facts |= {
        "stage": batch.batch_stage.value,
        "maker": batch.maker_shown,
        "seller": batch.seller_shown,
        "remark": batch.remark_shown,
        "items": [
            {"name": item.name, "value": item.value_text, "limit": item.limit_text}
            | ({"failed": True} if item.is_failed else {})
            for item in batch.items
        ],
    }
    return facts
