"""Filing many cases at once, from a list of another system; one line of the log for each part."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import select

from portal.complaints import policy, queries
from portal.complaints.models import BatchRow, Case, CaseEvent
from portal.complaints.rules import Filing
from portal.complaints.services.doubles import ask_to_compare
from portal.complaints.services.filing import new_case
from portal.complaints.services.moves import refresh_due
from portal.complaints.words import REFUSALS
from portal.enterprises.models import Enterprise
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.places.profile import current_place

_department: ContextVar[str | None] = ContextVar("department of a batch", default=None)


@dataclass(frozen=True)
class BatchCase:
    """One row to be filed: what it says, its firm, its number there, the day it was received."""

    filing: Filing
    firm: Enterprise | None
    number: str
    received_on: date | None


@contextmanager
def filing_for(department: str | None) -> Iterator[None]:
    """File what is brought in inside for a department; for intake where none is named.

    Raises Refused where nobody there could take the cases.
    """
    office = current_place().departments.find(department) if department else None
    if department and (office is None or not queries.list_handlers(department)):
        raise Refused(REFUSALS["department_unknown"], field="department")
    token = _department.set(department)
    try:
        yield
    finally:
        _department.reset(token)


def numbers_known(source: str, numbers: Sequence[str]) -> frozenset[str]:
    """Return which of these numbers of a source have been filed."""
    asked = select(BatchRow.number).where(BatchRow.source == source, BatchRow.number.in_(numbers))
    return frozenset(db.session.scalars(asked))


def file_batch(
    rows: Sequence[BatchCase], *, import_reference: str, source: str, by: Actor
) -> list[Case]:
    """File rows of a list; their clocks begin on the day they were received."""
    cases = [_filed(row, source) for row in rows]
    db.session.add_all(cases)
    db.session.flush()
    for case, row in zip(cases, rows, strict=True):
        told = {"import_reference": import_reference, "source": source, "number": row.number}
        db.session.add(BatchRow(case_id=case.id, **told))
    db.session.flush()
    digest = audit.digest_of_rows(case.reference for case in cases)
    after = {"count": len(cases), "cases": digest, "department": _owner()}
    audit.record("case.batch-filed", subject=f"table:{import_reference}", by=by, after=after)
    ask_to_compare(by)
    return cases


def _owner() -> str:
    return _department.get() or current_place().departments.intake.code


def _filed(row: BatchCase, source: str) -> Case:
    filing = replace(row.filing, enterprise_id=row.firm.id if row.firm else None)
    case = new_case(filing, f"batch\n{source}\n{row.number}")
    case.department = _owner()
    if row.received_on is not None:
        case.received_at = datetime.combine(row.received_on, time(), clock.CHINA)
        case.rule_version = policy.rule_version(row.received_on)
        refresh_due(case)
    case.events.append(
        CaseEvent(stage=case.stage, at=clock.now(), department=case.department, note="")
    )
    return case
