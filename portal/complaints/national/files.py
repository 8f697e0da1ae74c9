"""Hand-over files: one row for each case, without anybody who filed one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.complaints import policy
from portal.complaints.models import Case
from portal.complaints.national.hiding import own_details, without
from portal.complaints.rules import Track
from portal.kernel import clock
from portal.kernel.db import db
from portal.places.masking import Names

HANDOVER_FILE = Path(__file__).with_name("handover.yaml")
HUNDRED = Decimal(100)
MOST_ROWS = 5000


@dataclass(frozen=True)
class Wanted:
    """Which cases are handed over: of these departments, received from a day to a day."""

    departments: frozenset[str]
    first: date
    last: date
    track: Track | None = None
    only_without_number: bool = True


@cache
def columns() -> Mapping[str, Sequence[str]]:
    """Return each column with its title and the other names it may have in a file."""
    told = yaml.safe_load(HANDOVER_FILE.read_text(encoding="utf-8"))["columns"]
    return {name: [row["title"], *row.get("also", ())] for name, row in told.items()}


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.CHINA).astimezone(UTC)


def list_cases(wanted: Wanted) -> Sequence[Case]:
    """Return the cases to hand over, the oldest first; at most as many as a file may hold."""
    found = select(Case).where(
        Case.department.in_(sorted(wanted.departments)),
        Case.received_at >= _moment(wanted.first),
        Case.received_at < _moment(wanted.last + timedelta(days=1)),
    )
    if wanted.track:
        found = found.where(Case.track == wanted.track)
    if wanted.only_without_number:
        found = found.where(Case.national_12315_no.is_(None))
    found = found.options(joinedload(Case.enterprise)).order_by(Case.id).limit(MOST_ROWS)
    return db.session.scalars(found).all()


def rows_of(cases: Iterable[Case]) -> list[dict[str, str]]:
    """Return a row for each case.

    In free text telephone and identity numbers are masked, and so are name, telephone and address
    of whoever filed the case, wherever the text has them. Other names cannot be told from words.
    """
    names, several = Names(), list(cases)
    known = own_details(several)
    return [_row(case, names, known.get(case.id, {})) for case in several]


def _hidden(text: str, names: Names, details: Mapping[str, str]) -> str:
    return names.text(without(text, details))


def _day(moment: datetime | None) -> str:
    return "" if moment is None else clock.in_china(moment).date().isoformat()


def _row(case: Case, names: Names, details: Mapping[str, str]) -> dict[str, str]:
    amount, result = case.amount_fen, case.outcome or case.verdict
    return {
        "reference": case.reference,
        "national_12315_no": case.national_12315_no or "",
        "track": case.track.value,
        "channel": case.channel.value,
        "received_on": _day(case.received_at),
        "department": case.department,
        "respondent": case.respondent,
        "respondent_address": case.respondent_address,
        "enterprise_code": (case.enterprise.address_key if case.enterprise else ""),
        "domain": policy.label(policy.domains(), case.domain, "zh"),
        "category": policy.label(policy.categories(), case.category, "zh"),
        "occurred_on": case.occurred_on.isoformat() if case.occurred_on else "",
        "amount_yuan": "" if amount is None else f"{Decimal(amount) / HUNDRED:.2f}",
        "told": _hidden(case.told, names, details),
        "request": _hidden(case.request, names, details),
        "stage": case.stage.value,
        "accepted_on": _day(case.accepted_at),
        "decided_on": _day(case.decided_at),
        "concluded_on": _day(case.concluded_at),
        "result": result.value if result else "",
        "rule_version": case.rule_version,
    }
