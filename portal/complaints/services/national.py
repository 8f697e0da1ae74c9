"""Numbers of the national platform on cases, and cases handed over to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from sqlalchemy import select

from portal.accounts.models import Account
from portal.complaints import access, policy, queries
from portal.complaints.models import Case
from portal.complaints.national.files import Wanted, list_cases, rows_of
from portal.complaints.national.pairs import Pair
from portal.complaints.national.words import REFUSALS
from portal.complaints.services.recording import note_at_each
from portal.kernel import audit
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused

# What any number may be made of, until the platform's own pattern is set.
PLAIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{4,58}[0-9A-Za-z]")


def _checked(number: str) -> str:
    plain, pattern = number.strip(), policy.national_number_pattern()
    if PLAIN.fullmatch(plain) is None or (pattern and re.fullmatch(pattern, plain) is None):
        raise Refused(REFUSALS["number"], field="number")
    return plain


def set_national_number(case: Case, *, number: str, by: Account) -> None:
    """Note under which number the national platform has a case; empty takes it off again.

    Raises Refused for what cannot be one, and for one that another case of the track has.
    """
    access.check_same_department(case, by)
    hold(case, "national_12315_no")
    before, after = case.national_12315_no, _checked(number) if number.strip() else None
    if before == after:
        return
    if after and _has_another(case, after):
        raise Refused(REFUSALS["taken"], field="number")
    case.national_12315_no = after
    _record(case, before, by)


def _has_another(case: Case, number: str) -> bool:
    # A complaint and a report of one letter are handled apart under one number (分别处理).
    other = select(Case.id).filter_by(national_12315_no=number, track=case.track)
    return db.session.scalar(other.where(Case.id != case.id).limit(1)) is not None


def _record(case: Case, before: str | None, by: Account) -> None:
    audit.record(
        "case.national-number-set",
        subject=case.subject,
        by=by.actor,
        before={"number": before},
        after={"number": case.national_12315_no},
    )


@dataclass(frozen=True)
class PairRefused:
    """A row that was not taken, and why."""

    pair: Pair
    reason: str | LazyString


def take_numbers(pairs: Sequence[Pair], *, by: Account) -> tuple[int, list[PairRefused]]:
    """Set the numbers of a table; return how many were new, and the rows that were not taken.

    A row that is wrong keeps no other from being taken; a number that is there already is no fault.
    """
    taken, refused = 0, []
    for pair in pairs:
        case = queries.find_case(pair.reference)
        if case is None or case.department != by.department:
            refused.append(PairRefused(pair, REFUSALS["unknown"]))
            continue
        if case.national_12315_no not in {None, pair.number}:
            refused.append(PairRefused(pair, REFUSALS["other"]))
            continue
        is_new = case.national_12315_no is None
        try:
            set_national_number(case, number=pair.number, by=by)
        except Refused as refusal:
            refused.append(PairRefused(pair, str(refusal)))
            continue
        taken += is_new
    digest = audit.digest_of_rows(f"{pair.reference} {pair.number}" for pair in pairs)
    after = {"rows": len(pairs), "new": taken, "refused": len(refused), "digest": digest}
    audit.record("case.national-numbers-taken", subject="cases:12315", by=by.actor, after=after)
    return taken, refused


def hand_over(wanted: Wanted, *, by: Account) -> list[dict[str, str]]:
    """Return the rows of a hand-over file; what left the house is on record."""
    cases = list_cases(wanted)
    rows = rows_of(cases)
    after = {
        "from": wanted.first.isoformat(),
        "until": wanted.last.isoformat(),
        "departments": sorted(wanted.departments),
        "rows": len(rows),
        "digest": note_at_each("case.handed-over-12315", cases, by=by.actor),
    }
    audit.record("case.handed-over", subject="cases:12315", by=by.actor, after=after)
    return rows
