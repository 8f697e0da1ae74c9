"""What can be done to inspection records. Callers commit."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from portal.enterprises import facts
from portal.enterprises import rules as enterprise_rules
from portal.enterprises.models import Enterprise
from portal.inspections import queries
from portal.inspections.models import InspectionRecord
from portal.inspections.rules import (
    INSPECTORS,
    RECORD_LIFECYCLE,
    InspectionKind,
    InspectionResult,
    RecordStage,
)
from portal.inspections.words import REFUSALS
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.places.profile import current_place

LONGEST = {"document": 120, "scope": 200, "findings": 2000, "licence_number": 80, "source": 200}
MOST_SCORE = Decimal(100)
LARGEST_COUNT = 2**31 - 1  # what a column holds
BECAUSE = "监督检查记录有变动：{reference}"


@dataclass(frozen=True)
class Sheet:
    """What the sheet of one inspection says."""

    document: str
    kind: InspectionKind
    inspected_on: date
    concluded_on: date
    item_count: int
    failed_count: int
    result: InspectionResult
    inspector_count: int
    critical_count: int = 0
    score: Decimal | None = None
    scope: str = ""
    findings: str = ""
    licence_number: str = ""
    source: str = ""


def check_sheet(sheet: Sheet) -> None:
    """Refuse a sheet that contradicts itself or the rules; the field is named.

    总局令49号 Art.23: at least two inspectors.
    """
    if not enterprise_rules.plain(sheet.document):
        raise Refused(REFUSALS["document_missing"], field="document")
    _check_days(sheet)
    _check_counts(sheet)
    _check_score(sheet.score)
    least = current_place().parameters.value(INSPECTORS, on=sheet.inspected_on)
    if isinstance(least, int) and sheet.inspector_count < least:
        raise Refused(REFUSALS["inspectors"] % {"least": least}, field="inspector_count")


def record_inspections(
    sheets: Sequence[tuple[Enterprise, Sheet]], *, by: Actor
) -> Sequence[InspectionRecord]:
    """Keep inspections; each is public on its last day at the latest. Raises as check_sheet."""
    records = []
    for enterprise, sheet in sheets:
        check_sheet(sheet)
        record = InspectionRecord(
            reference=f"I-{secrets.token_hex(5)}",
            enterprise=enterprise,
            stage=RecordStage.RECORDED,
            entered_by=by.name,
            entered_at=clock.now(),
            **_columns(sheet),
        )
        db.session.add(record)
        records.append(record)
    db.session.flush()
    _note("inspection.recorded", records, by)
    return records


def change_record(record: InspectionRecord, sheet: Sheet, *, by: Actor) -> None:
    """Let a record say what its sheet says now; grades that counted it are derived anew."""
    check_sheet(sheet)
    hold(record, "stage")
    for name, value in _columns(sheet).items():
        setattr(record, name, value)
    record.changed_by = by.name
    db.session.flush()
    _note("inspection.changed", [record], by)
    _tell(record)


def publish_records(records: Sequence[InspectionRecord], *, by: Actor) -> None:
    """Make records public today, before their last day."""
    for record in records:
        hold(record, "stage")
        RECORD_LIFECYCLE.check(record.stage, RecordStage.PUBLISHED)
        record.stage, record.published_on = RecordStage.PUBLISHED, clock.today()
        record.published_by = by.name
        record.enterprise.changed_at = clock.now()
    if records:
        db.session.flush()
        _note("inspection.published", records, by)


def withdraw_record(record: InspectionRecord, *, reason: str, by: Actor) -> None:
    """Take a record off the pages because it is wrong; the reason is required."""
    written = enterprise_rules.plain(reason)[:300]
    if not written:
        raise Refused(REFUSALS["reason_missing"], field="reason")
    hold(record, "stage")
    RECORD_LIFECYCLE.check(record.stage, RecordStage.WITHDRAWN)
    due = queries.publication_due(record)
    if record.published_on is None and due is not None and due <= clock.today():
        record.published_on = due
    record.stage, record.withdrawal_reason = RecordStage.WITHDRAWN, written
    db.session.flush()
    _note("inspection.withdrawn", [record], by)
    _tell(record)


def _check_days(sheet: Sheet) -> None:
    if sheet.inspected_on > clock.today():
        raise Refused(REFUSALS["in_future"], field="inspected_on")
    if sheet.concluded_on < sheet.inspected_on:
        raise Refused(REFUSALS["concluded_first"], field="concluded_on")
    if sheet.concluded_on > clock.today():
        raise Refused(REFUSALS["concluded_in_future"], field="concluded_on")


def _check_counts(sheet: Sheet) -> None:
    for name in ("item_count", "failed_count", "critical_count", "inspector_count"):
        if getattr(sheet, name) < 0:
            raise Refused(REFUSALS["negative"], field=name)
        if getattr(sheet, name) > LARGEST_COUNT:
            raise Refused(REFUSALS["too_many"], field=name)
    if sheet.failed_count > sheet.item_count:
        raise Refused(REFUSALS["counts"], field="failed_count")
    if sheet.critical_count > sheet.failed_count:
        raise Refused(REFUSALS["critical"], field="critical_count")


def _check_score(score: Decimal | None) -> None:
    if score is None:
        return
    if not 0 <= score <= MOST_SCORE or score * 100 != int(score * 100):
        raise Refused(REFUSALS["score"], field="score")


def _columns(sheet: Sheet) -> dict[str, object]:
    values = {one.name: getattr(sheet, one.name) for one in fields(sheet) if one.name != "score"}
    for name, longest in LONGEST.items():
        values[name] = enterprise_rules.plain(values[name])[:longest]
    values["score_hundredths"] = None if sheet.score is None else int(sheet.score * 100)
    return values


def _tell(record: InspectionRecord) -> None:
    because = BECAUSE.format(reference=record.reference)
    facts.changed([record.enterprise_id], because=because)


def _note(action: str, records: Sequence[InspectionRecord], by: Actor) -> None:
    if not records:
        return
    rows = (f"{record.reference} {record.stage} {record.result}" for record in records)
    one = records[0]
    after = (
        {"stage": one.stage, "result": one.result}
        if len(records) == 1
        else {"count": len(records), "digest": audit.digest_of_rows(rows)}
    )
    subject = f"inspection:{one.reference}" if len(records) == 1 else "inspection:many"
    audit.record(action, subject=subject, by=by, after=after)
