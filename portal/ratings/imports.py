"""Ratings from a bureau's table: read, checked row by row, proposed.

A table has one row for each grade, or, where the factors are listed, one row for each factor; rows
that name the same enterprise, scheme and first day belong together. Enterprises are matched and
never made here.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from portal.enterprises import queries as enterprises
from portal.enterprises import rules as enterprise_rules
from portal.enterprises.models import Enterprise
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.ratings import services
from portal.ratings.import_words import COLUMNS, FAULTS, TITLES
from portal.ratings.models import RatingImport
from portal.ratings.rules import Factor, exact_score
from portal.ratings.scheme_files import named_scheme
from portal.ratings.services import Proposal

LARGEST_FILE = 8 * 1024 * 1024
HEADER_WITHIN = 25
NEEDED = ("scheme", "level", "effective_on")
DAY_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
Cells = Mapping[str, str]


@dataclass(frozen=True)
class RowFault:
    """Why one row was not taken: its line in the file, its column, the reason."""

    line: int
    column: str
    reason: str


@dataclass
class ImportReport:
    """What became of a table. Counts are of grades, not of lines."""

    read: int = 0
    accepted: int = 0
    duplicate: int = 0
    faults: list[RowFault] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        """How many grades were not taken."""
        return self.read - self.accepted - self.duplicate


@dataclass(frozen=True)
class Row:
    """One line of the table, by field."""

    line: int
    cells: Cells

    def text(self, name: str) -> str:
        """Return a cell, blanks folded; an absent one is empty."""
        return enterprise_rules.plain(self.cells.get(name, ""))

    @property
    def grade_key(self) -> tuple[str, str, str]:
        """What rows of one grade share."""
        who = self.text("credit_code") or enterprise_rules.name_key(self.text("name"))
        return who, self.text("scheme"), self.text("effective_on")


def check_ratings(content: bytes, *, document: str) -> ImportReport:
    """Report what a table (CSV, UTF-8 or GB18030) holds, without keeping anything.

    Raises Refused for a file as a whole: too large, empty, not text, without its header row.
    """
    _checked_document(document)
    report = ImportReport()
    for rows in _grades_of(content):
        _take(rows, report, document)
    return report


def import_ratings(content: bytes, *, document: str, by: Actor) -> ImportReport:
    """Propose every good grade of a table; the report says what was not taken.

    Raises Refused as ``check_ratings`` does.
    """
    report = ImportReport()
    brought = RatingImport(
        digest=hashlib.sha256(content).hexdigest(),
        document=_checked_document(document),
        read_count=0,
        accepted_count=0,
        duplicate_count=0,
        rejected_count=0,
        imported_by=by.name,
        imported_at=clock.now(),
    )
    db.session.add(brought)
    db.session.flush()
    taken: list[str] = []
    for rows in _grades_of(content):
        found = _take(rows, report, brought.document)
        if found is not None:
            rating = services.propose_rating(*found, by=by, brought_by=brought)
            taken.append(f"{rating.reference} {rating.enterprise_id} {rating.level}")
    _keep_counts(brought, report)
    after = {"count": len(taken), "digest": audit.digest_of_rows(taken)}
    audit.record("rating.imported", subject=f"rating-import:{brought.id}", by=by, after=after)
    return report


def _checked_document(document: str) -> str:
    named = enterprise_rules.plain(document)[:200]
    if not named:
        raise Refused(FAULTS["document_missing"], field="document")
    return named


def _grades_of(content: bytes) -> Iterator[list[Row]]:
    rows = list(_rows_of(content))
    for _key, group in groupby(rows, key=lambda row: row.grade_key):
        yield list(group)


def _take(
    rows: list[Row], report: ImportReport, document: str
) -> tuple[Enterprise, Proposal] | None:
    """Return the grade that these rows propose; count it as read, accepted, double or false."""
    report.read += 1
    try:
        enterprise = _enterprise_of(rows[0])
        proposal = replace(_proposal_of(rows), document=document)
        services.check_proposal(enterprise, proposal)
    except Refused as refusal:
        column = TITLES.get(refusal.field or "", "")
        report.faults.append(RowFault(rows[0].line, str(column), str(refusal.reason)))
        return None
    if services.same_as(enterprise, proposal) is not None:
        report.duplicate += 1
        return None
    report.accepted += 1
    return enterprise, proposal


def _enterprise_of(row: Row) -> Enterprise:
    code, name = row.text("credit_code"), row.text("name")
    if code and enterprise_rules.clean_code(code) is None:
        raise Refused(FAULTS["code_wrong"], field="credit_code")
    found = enterprises.match_name(name, code or None)
    if found is None:
        raise Refused(FAULTS["enterprise_unknown"], field="credit_code" if code else "name")
    return found


def _proposal_of(rows: list[Row]) -> Proposal:
    first = rows[0]
    scheme = named_scheme(first.text("scheme"))
    if scheme is None:
        raise Refused(FAULTS["scheme_unknown"], field="scheme")
    effective_on = _day(first, "effective_on")
    if effective_on is None:
        raise Refused(FAULTS["day_missing"], field="effective_on")
    parts = {part.name.zh: part.code for part in scheme.scale.parts} if scheme.scale else {}
    return Proposal(
        scheme=scheme,
        level=first.text("level"),
        score=_score(first, "score"),
        factors=tuple(_factor(row, parts) for row in rows if row.text("factor")),
        basis=first.text("basis"),
        adjustment=first.text("adjustment"),
        effective_on=effective_on,
        expires_on=_day(first, "expires_on"),
        notified_on=_day(first, "notified_on"),
        objection_until=_day(first, "objection_until"),
    )


def _factor(row: Row, parts: Mapping[str, str]) -> Factor:
    part = row.text("part")
    return Factor(
        name=row.text("factor")[:80],
        fact=row.text("fact")[:300],
        source=row.text("source")[:200],
        points=_score(row, "points") or Decimal(0),
        most=_score(row, "most"),
        part=parts.get(part, part),
    )


def _score(row: Row, name: str) -> Decimal | None:
    text = row.text(name)
    if not text:
        return None
    score = exact_score(text)
    if score is None:
        raise Refused(FAULTS["not_a_number"], field=name)
    return score


def _day(row: Row, name: str) -> date | None:
    text = row.text(name)
    if not text:
        return None
    for form in DAY_FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=clock.CHINA).date()
        except ValueError:
            continue
    raise Refused(FAULTS["not_a_day"], field=name)


def _rows_of(content: bytes) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(_decoded(content), newline=""))
    fields: dict[int, str] = {}
    try:
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if not fields:
                fields = _header(cells)
                if not fields and lines.line_num >= HEADER_WITHIN:
                    break
                continue
            named = {fields[at]: cell for at, cell in enumerate(cells) if at in fields}
            yield Row(lines.line_num, named)
    except csv.Error:
        raise Refused(FAULTS["not_a_table"], field="file") from None
    if not fields:
        raise Refused(FAULTS["header_missing"], field="file")


def _header(cells: list[str]) -> dict[int, str]:
    """Return which field stands in which column; nothing where this is not the header row."""
    fields = {
        at: COLUMNS[name]
        for at, cell in enumerate(cells)
        if (name := enterprise_rules.name_key(cell)) in COLUMNS
    }
    present = set(fields.values())
    is_header = present.issuperset(NEEDED) and present & {"credit_code", "name"}
    return fields if is_header else {}


def _decoded(content: bytes) -> str:
    if not content.strip():
        raise Refused(FAULTS["file_empty"], field="file")
    if len(content) > LARGEST_FILE:
        raise Refused(FAULTS["file_too_large"], field="file")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused(FAULTS["not_text"], field="file")


def _keep_counts(brought: RatingImport, report: ImportReport) -> None:
    brought.read_count, brought.accepted_count = report.read, report.accepted
    brought.duplicate_count, brought.rejected_count = report.duplicate, report.rejected
