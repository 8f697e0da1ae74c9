"""Ratings from a bureau's table: read, checked row by row, proposed.

A table has one row for each grade, or, where the factors are listed, one row for each factor; rows
that name the same enterprise, scheme and first day belong together. Enterprises are matched and
never made here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from portal.enterprises import rules as enterprise_rules
from portal.enterprises.kinds.parties import (
    enterprises_of,
    hold_parties,
    judged_by_party,
    party_of,
)
from portal.enterprises.matching import Party
from portal.enterprises.models import Enterprise
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.places.rules import Text
from portal.ratings import services
from portal.ratings.import_words import FAULTS
from portal.ratings.models import RatingImport
from portal.ratings.rules import Factor, exact_score
from portal.ratings.scheme_files import named_scheme
from portal.ratings.services import Proposal
from portal.tables import kinds
from portal.tables import services as tables
from portal.tables.kinds import Origin, TableKind, fields_of
from portal.tables.rows import Row
from portal.tables.rules.verdicts import NEW, SAME, Verdict, refused
from portal.tables.summary import TableReport, rehearse, report_on


@dataclass(frozen=True)
class Grade:
    """A grade as a table tells it, and whose it is."""

    party: Party
    proposal: Proposal


def check_ratings(content: bytes, *, document: str) -> TableReport:
    """Report what a table of any format holds, without keeping anything.

    Raises Refused for a file as a whole: too large, empty, not a table, without its header row.
    """
    return rehearse(content, kind=RATINGS.code, source=_checked_document(document))


def import_ratings(content: bytes, *, document: str, by: Actor) -> TableReport:
    """Propose every good grade of a table; the report says what was not taken.

    Raises Refused as ``check_ratings`` does.
    """
    named = _checked_document(document)
    table = tables.bring_in(content=content, file_name="", kind=RATINGS.code, source=named, by=by)
    report = report_on(table)
    brought = _brought(table.sha256, named, by)
    brought.read_count, brought.accepted_count = report.read, report.accepted
    brought.duplicate_count, brought.rejected_count = report.duplicate, report.rejected
    return report


def _checked_document(document: str) -> str:
    named = enterprise_rules.plain(document)[:200]
    if not named:
        raise Refused(FAULTS["document_missing"], field="document")
    return named


def group_of(row: Row) -> str:
    """Return what the rows of one grade share."""
    who = row.text("credit_code") or enterprise_rules.name_key(row.text("name"))
    return f"{who}|{row.text('scheme')}|{row.text('effective_on')}"


def read_grade(row: Row) -> Grade:
    """Return the grade that a row and those that belong to it propose; raises Refused."""
    return Grade(party_of(row), _proposal_of((row, *row.more)))


def judge_grade(enterprise: Enterprise, grade: Grade, origin: Origin) -> Verdict:
    """Say whether a grade is new, there already, or contradicts its scheme."""
    proposal = replace(grade.proposal, document=origin.source)
    try:
        services.check_proposal(enterprise, proposal)
    except Refused as refusal:
        return refused(refusal.reason, field=refusal.field)
    return NEW if services.same_as(enterprise, proposal) is None else SAME


def add_grades(records: Sequence[Grade], origin: Origin) -> None:
    """Propose grades; somebody else checks and publishes them."""
    brought = _brought(origin.sha256, origin.source, origin.by)
    taken: list[str] = []
    for enterprise, grade in zip(enterprises_of(records), records, strict=True):
        if enterprise is None:
            continue
        proposal = replace(grade.proposal, document=origin.source)
        rating = services.propose_rating(enterprise, proposal, by=origin.by, brought_by=brought)
        taken.append(f"{rating.reference} {rating.enterprise_id} {rating.level}")
    brought.accepted_count += len(taken)
    after = {"count": len(taken), "digest": audit.digest_of_rows(taken)}
    audit.record(
        "rating.imported", subject=f"rating-import:{brought.id}", by=origin.by, after=after
    )


def _brought(sha256: str, document: str, by: Actor) -> RatingImport:
    """Return the entry of this file in the list of imports; made where it is not there yet."""
    asked = select(RatingImport).filter_by(digest=sha256, document=document)
    found = db.session.scalar(asked.order_by(RatingImport.id.desc()).limit(1))
    if found is not None:
        return found
    brought = RatingImport(
        digest=sha256,
        document=document,
        read_count=0,
        accepted_count=0,
        duplicate_count=0,
        rejected_count=0,
        imported_by=by.name,
        imported_at=clock.now(),
    )
    db.session.add(brought)
    db.session.flush()
    return brought


def _proposal_of(rows: Sequence[Row]) -> Proposal:
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


RATINGS = TableKind(
    code="ratings",
    title=Text("评级、量化等级", "Grades"),
    fields=fields_of(Path(__file__).with_name("table_fields.yaml")),
    permission=Permission.RATING_IMPORT,
    read=read_grade,
    judge=judged_by_party(judge_grade),
    add=add_grades,
    key=lambda one: (
        f"{one.party[1] or enterprise_rules.name_key(one.party[0])}"
        f"|{one.proposal.scheme.code}|{one.proposal.effective_on}"
    ),
    group=group_of,
    hold=hold_parties("评级"),
)
kinds.register(RATINGS)
