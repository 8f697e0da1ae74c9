"""The table of inspections: how a bureau's sheet becomes records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from portal.enterprises import queries as enterprises
from portal.enterprises import rules as enterprise_rules
from portal.enterprises.models import Enterprise
from portal.inspections import queries, services
from portal.inspections.models import InspectionRecord
from portal.inspections.rules import InspectionKind, InspectionResult, RecordStage
from portal.inspections.services import Sheet, check_sheet
from portal.inspections.words import HELD, REFUSALS
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.places.rules import Text
from portal.tables.kinds import Origin, TableKind, fields_of, register
from portal.tables.rows import Row
from portal.tables.rules.verdicts import NEW, SAME, Difference, Verdict, changed, held

KIND_WORDS: Mapping[str, str] = {
    "日常检查": InspectionKind.ROUTINE,
    "日常监督检查": InspectionKind.ROUTINE,
    "飞行检查": InspectionKind.FLYING,
    "专项检查": InspectionKind.SPECIAL,
    "有因检查": InspectionKind.CAUSE,
    "复查": InspectionKind.REVIEW,
    "回头看": InspectionKind.REVIEW,
}
RESULT_WORDS: Mapping[str, str] = {
    "符合": InspectionResult.CONFORMS,
    "合格": InspectionResult.CONFORMS,
    "基本符合": InspectionResult.RECTIFY,
    "责令改正": InspectionResult.RECTIFY,
    "限期整改": InspectionResult.RECTIFY,
    "不符合": InspectionResult.FAILS,
    "不合格": InspectionResult.FAILS,
}
COMPARED = (
    "kind",
    "inspected_on",
    "concluded_on",
    "item_count",
    "failed_count",
    "critical_count",
    "score",
    "scope",
    "findings",
    "result",
    "inspector_count",
    "licence_number",
)


@dataclass(frozen=True)
class Entry:
    """One row: whom it names, and what its sheet says."""

    party: tuple[str, str]
    sheet: Sheet


def read_inspection(row: Row) -> Entry:
    """Return one inspection; raises Refused with the field where a cell cannot be."""
    code = row.text("credit_code")
    if code and enterprise_rules.clean_code(code) is None:
        raise Refused(REFUSALS["code_wrong"], field="credit_code")
    inspected_on = row.day("inspected_on")
    if inspected_on is None:
        raise Refused(REFUSALS["day_missing"], field="inspected_on")
    sheet = Sheet(
        document=row.text("document"),
        kind=InspectionKind(_word(row, "kind", KIND_WORDS, "kind_missing")),
        inspected_on=inspected_on,
        concluded_on=row.day("concluded_on") or inspected_on,
        item_count=_whole(row, "item_count"),
        failed_count=_whole(row, "failed_count"),
        critical_count=_whole(row, "critical_count"),
        score=row.number("score"),
        scope=row.text("scope"),
        findings=row.text("findings"),
        result=InspectionResult(_word(row, "result", RESULT_WORDS, "result_missing")),
        inspector_count=_whole(row, "inspector_count"),
        licence_number=row.text("licence_number"),
    )
    check_sheet(sheet)
    return Entry((row.text("name"), code), sheet)


def judge_inspections(entries: Sequence[Entry], _origin: Origin) -> Sequence[Verdict]:
    """Say of each whether it is new, known, changed, or of an enterprise nobody knows."""
    matched = enterprises.match_parties(entry.party for entry in entries)
    known = queries.known_documents(entry.sheet.document for entry in entries)
    return [_judge(entry, matched.get(entry.party), known) for entry in entries]


def add_inspections(entries: Sequence[Entry], origin: Origin) -> None:
    """Write what was judged new or changed."""
    matched = enterprises.match_parties(entry.party for entry in entries)
    known = queries.known_documents(entry.sheet.document for entry in entries)
    new: list[tuple[Enterprise, Sheet]] = []
    for entry in entries:
        sheet = replace(entry.sheet, source=origin.document)
        record = known.get(sheet.document)
        if record is not None:
            services.change_record(record, sheet, by=origin.by)
        elif entry.party in matched:
            new.append((matched[entry.party], sheet))
        else:
            raise Refused(REFUSALS["enterprise_unknown"], field="name")
    services.record_inspections(new, by=origin.by)


def _judge(
    entry: Entry, enterprise: Enterprise | None, known: Mapping[str, InspectionRecord]
) -> Verdict:
    if enterprise is None:
        return held(HELD)
    record = known.get(entry.sheet.document)
    if record is None:
        return NEW
    if record.stage is RecordStage.WITHDRAWN:
        return SAME
    return changed(
        *(
            Difference(name, _told(getattr(record, name)), _told(getattr(entry.sheet, name)))
            for name in COMPARED
        )
    )


def _told(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def _word(row: Row, name: str, words: Mapping[str, str], missing: str) -> str:
    found = row.chosen(name, words)
    if found is None:
        raise Refused(REFUSALS[missing], field=name)
    return found


def _whole(row: Row, name: str) -> int:
    found = row.number(name)
    if found is None:
        return 0
    if found != int(found):
        raise Refused(REFUSALS["not_whole"], field=name)
    return int(found)


KIND = TableKind(
    code="inspections",
    title=Text("监督检查", "Inspections"),
    fields=fields_of(Path(__file__).with_name("inspections.yaml")),
    permission=Permission.ENTERPRISE_EDIT,
    read=read_inspection,
    key=lambda entry: entry.sheet.document,
    judge=judge_inspections,
    add=add_inspections,
)
register(KIND)
