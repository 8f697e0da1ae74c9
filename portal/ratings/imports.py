"""Ratings from a bureau's table: read, checked row by row, proposed.

A table has one row for each grade, or, where the factors are listed, one row for each factor; rows
that name the same enterprise, scheme and first day belong together. Enterprises are matched and
never made here.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from portal.enterprises import queries as enterprises
from portal.enterprises import rules as enterprise_rules
from portal.enterprises.models import Enterprise
from portal.enterprises.tables import Row, TableReport, read_rows
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

NEEDED = {"scheme", "level", "effective_on"}
NAMED = {"credit_code", "name"}


def check_ratings(content: bytes, *, document: str) -> TableReport:
    """Report what a table (CSV, UTF-8 or GB18030) holds, without keeping anything.

    Raises Refused for a file as a whole: too large, empty, not text, without its header row.
    """
    _checked_document(document)
    report = TableReport()
    for rows in _grades_of(content):
        _take(rows, report, document)
    return report


def import_ratings(content: bytes, *, document: str, by: Actor) -> TableReport:
    """Propose every good grade of a table; the report says what was not taken.

    Raises Refused as ``check_ratings`` does.
    """
    report = TableReport()
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
    rows = list(read_rows(content, COLUMNS, is_header=_is_header))
    for _key, group in groupby(rows, key=_grade_key):
        yield list(group)


def _is_header(found: set[str]) -> bool:
    return found >= NEEDED and bool(found & NAMED)


def _grade_key(row: Row) -> tuple[str, str, str]:
    """Return what the rows of one grade share."""
    who = row.text("credit_code") or enterprise_rules.name_key(row.text("name"))
    return who, row.text("scheme"), row.text("effective_on")


def _take(
    rows: list[Row], report: TableReport, document: str
) -> tuple[Enterprise, Proposal] | None:
    """Return the grade that these rows propose; count it as read, accepted, double or false."""
    report.read += 1
    try:
        enterprise = _enterprise_of(rows[0])
        proposal = replace(_proposal_of(rows), document=document)
        services.check_proposal(enterprise, proposal)
    except Refused as refusal:
        report.reject(rows[0].line, refusal, TITLES)
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
    effective_on = first.day("effective_on")
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
        expires_on=first.day("expires_on"),
        notified_on=first.day("notified_on"),
        objection_until=first.day("objection_until"),
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


def _keep_counts(brought: RatingImport, report: TableReport) -> None:
    brought.read_count, brought.accepted_count = report.read, report.accepted
    brought.duplicate_count, brought.rejected_count = report.duplicate, report.rejected
