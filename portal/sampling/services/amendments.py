"""Deciding about what a later file says otherwise: taken as a correction, or turned down."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.sampling.building import Regions
from portal.sampling.comparing import ITEM, RESULT_FIELD
from portal.sampling.models import Amendment, SampleBatch, TestItem
from portal.sampling.rules.amendments import AMENDMENT_LIFECYCLE, AmendmentStage
from portal.sampling.rules.batches import CORRECTABLE, BatchStage
from portal.sampling.rules.dates import parse_product_date
from portal.sampling.rules.details import DETAILS
from portal.sampling.rules.headers import folded, stage_in
from portal.sampling.services.corrections import correct_batch
from portal.sampling.services.publication import check_second_person
from portal.sampling.words import REFUSALS
from portal.sampling.words.amendments import NOTE_OF_AMENDMENT

DAYS = frozenset({"sampled_on", "reported_on"})


def accept_amendment(amendment: Amendment, *, by: Actor) -> None:
    """Take what a later file says into a batch: a correction whose note names the file.

    Raises SamePerson where the decider brought the file in; Refused where the file tells another
    verdict, which only a re-test changes, and where the batch was withdrawn meanwhile.
    """
    check_second_person(amendment.source, by)
    hold(amendment, "stage")
    AMENDMENT_LIFECYCLE.check(amendment.stage, AmendmentStage.ACCEPTED)
    changes: list[Mapping[str, Any]] = amendment.changes
    if any(change["field"] == RESULT_FIELD for change in changes):
        raise Refused(REFUSALS["verdict_by_retest"])
    note = str(NOTE_OF_AMENDMENT) % {"file": amendment.source.file_name, "line": amendment.line}
    _apply(amendment.batch, changes, note=note, by=by)
    _decide(amendment, AmendmentStage.ACCEPTED, by)


def accept_amendments(amendments: Iterable[Amendment], *, by: Actor) -> int:
    """Take every amendment that may be taken; return how many. Other verdicts stay proposed."""
    taken = 0
    for amendment in amendments:
        if not any(change["field"] == RESULT_FIELD for change in amendment.changes):
            accept_amendment(amendment, by=by)
            taken += 1
    return taken


def reject_amendment(amendment: Amendment, *, reason: str, by: Actor) -> None:
    """Turn an amendment down; the batch stays as it is. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused(REFUSALS["reason_missing"], field="reason")
    hold(amendment, "stage")
    AMENDMENT_LIFECYCLE.check(amendment.stage, AmendmentStage.REJECTED)
    amendment.reason = reason.strip()
    _decide(amendment, AmendmentStage.REJECTED, by)


def _decide(amendment: Amendment, stage: AmendmentStage, by: Actor) -> None:
    amendment.stage = stage
    amendment.decided_by, amendment.decided_at = by.name, clock.now()
    audit.record(
        f"sampling.amendment-{stage.value}",
        subject=f"sample:{amendment.batch.reference}",
        by=by,
        after={
            "import": amendment.source.reference,
            "fields": sorted({change["field"] for change in amendment.changes}),
        },
    )


def _apply(
    batch: SampleBatch, changes: Sequence[Mapping[str, Any]], *, note: str, by: Actor
) -> None:
    hold(batch, "batch_stage", "version")
    fields = {one["field"]: str(one["new"]) for one in changes if one["field"] != ITEM}
    texts = {name: text for name, text in fields.items() if name in CORRECTABLE}
    others = {name: text for name, text in fields.items() if name not in CORRECTABLE}
    items = [one for one in changes if one["field"] == ITEM]
    _tell_otherwise(batch, fields, others)
    for change in items:
        _measure_otherwise(batch, change)
    also = [*others, *([ITEM] if items else [])]
    if batch.batch_stage is BatchStage.HELD:
        for name, text in texts.items():
            setattr(batch, name, text)
        return
    correct_batch(batch, changes=texts, also=also, note=note, by=by)


def _tell_otherwise(
    batch: SampleBatch, fields: Mapping[str, str], others: Mapping[str, str]
) -> None:
    details = dict(batch.details or {})
    for name, text in others.items():
        if name in DETAILS:
            details[name] = text
        elif name in DAYS:
            setattr(batch, name, date.fromisoformat(text) if text else None)
        else:
            setattr(batch, name, text)
    batch.details = {name: text for name, text in details.items() if text}
    if "stage_text" in fields:
        batch.stage = stage_in(fields["stage_text"])
    if "product_date_text" in fields:
        dated = parse_product_date(fields["product_date_text"])
        batch.product_date_on, batch.product_date_kind = dated.on, dated.kind
    if fields.keys() & {"seller_address", "seller_name"}:
        address = fields.get("seller_address", batch.seller_address)
        name = fields.get("seller_name", batch.seller_name)
        batch.region_code = Regions().region_of(address, name)


def _measure_otherwise(batch: SampleBatch, change: Mapping[str, Any]) -> None:
    facts: dict[str, Any] = change["facts"]
    known = {folded(item.name): item for item in batch.items}
    item = known.get(folded(change["item"]))
    if item is None:
        item = TestItem(position=len(batch.items), line=change["line"])
        batch.items.append(item)
    for name, fact in facts.items():
        setattr(item, name, fact)
    ratios = [one.ratio for one in batch.items if one.is_failed and one.ratio is not None]
    batch.largest_ratio = max(ratios, default=None)
    db.session.flush()
