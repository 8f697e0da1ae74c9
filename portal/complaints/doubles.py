"""Reads of cases that may be one matter, and of those that are handled together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from portal.complaints.likeness import Likened
from portal.complaints.models import Case, CaseDouble, CaseJoin, CaseMark
from portal.complaints.rules import OPEN, DoubleState, Stage
from portal.enterprises.rules import name_key
from portal.kernel.db import db
from portal.kernel.errors import NotFound

# Marks asked for in one statement; SQLite allows 32,766 variables, PostgreSQL 65,535.
AT_ONCE = 8000
# Of whom a mark tells too little: as many have the same closing sentence, or sent the same text.
MOST_OF_A_MARK = 300
COMPARED = (
    Case.id,
    Case.track,
    Case.stage,
    Case.told,
    Case.respondent,
    Case.enterprise_id,
    Case.batch,
    Case.product,
)


def likened(row: Any) -> Likened:
    """Return what of a case is compared."""
    return Likened(
        told=row.told,
        firm=name_key(row.respondent),
        entry=row.enterprise_id or 0,
        batch=name_key(row.batch or ""),
        product=name_key(row.product),
    )


def list_uncompared(limit: int) -> Sequence[Any]:
    """Return open cases that have not been compared with the others yet, oldest first."""
    has_marks = select(CaseMark.mark).where(CaseMark.case_id == Case.id).exists()
    found = select(*COMPARED).where(Case.stage.in_(OPEN), ~has_marks)
    return db.session.execute(found.order_by(Case.id).limit(limit)).all()


def list_marked(ids: Collection[int]) -> frozenset[int]:
    """Return which of these cases have been compared with the others."""
    wanted, found = sorted(ids), set[int]()
    for at in range(0, len(wanted), AT_ONCE):
        asked = select(CaseMark.case_id).where(CaseMark.case_id.in_(wanted[at : at + AT_ONCE]))
        found.update(db.session.scalars(asked.distinct()))
    return frozenset(found)


def read_compared(ids: Collection[int]) -> Mapping[int, Any]:
    """Return what is compared of these cases; those taken back are left out."""
    found: dict[int, Any] = {}
    wanted = sorted(ids)
    for at in range(0, len(wanted), AT_ONCE):
        part = wanted[at : at + AT_ONCE]
        asked = select(*COMPARED).where(Case.id.in_(part), Case.stage != Stage.WITHDRAWN)
        found.update({row.id: row for row in db.session.execute(asked)})
    return found


def cases_with(marks: Iterable[int]) -> dict[int, list[int]]:
    """Return the cases that have each of these marks, the oldest first."""
    found: dict[int, list[int]] = defaultdict(list)
    wanted = sorted(set(marks))
    for at in range(0, len(wanted), AT_ONCE):
        asked = select(CaseMark.mark, CaseMark.case_id).where(
            CaseMark.mark.in_(wanted[at : at + AT_ONCE])
        )
        for mark, case_id in db.session.execute(asked.order_by(CaseMark.case_id)):
            if len(found[mark]) < MOST_OF_A_MARK:
                found[mark].append(case_id)
    return found


@dataclass(frozen=True)
class Suggestion:
    """A case that may be the same matter: how sure that is, and what was said of it."""

    double: CaseDouble
    other: Case
    percent: int


def list_suggestions(case: Case, departments: frozenset[str] | None) -> list[Suggestion]:
    """Return the cases that may be the same matter as this one and that this reader may see."""
    asked = (
        select(CaseDouble)
        .where(
            or_(CaseDouble.first_id == case.id, CaseDouble.second_id == case.id),
            CaseDouble.state == DoubleState.SUGGESTED,
        )
        .options(joinedload(CaseDouble.first), joinedload(CaseDouble.second))
        .order_by(CaseDouble.score.desc(), CaseDouble.id)
    )
    found = []
    for double in db.session.scalars(asked):
        other = double.second if double.first_id == case.id else double.first
        if departments is None or other.department in departments:
            found.append(Suggestion(double, other, round(double.score * 100)))
    return found


def find_double(case: Case, other: Case) -> CaseDouble | None:
    """Return what is known of two cases as doubles of each other."""
    first, second = sorted((case.id, other.id))
    return db.session.scalar(select(CaseDouble).filter_by(first_id=first, second_id=second))


def list_pairs(second_ids: Collection[int]) -> frozenset[tuple[int, int]]:
    """Return the pairs of which something is known, by the later case of each."""
    columns = (CaseDouble.first_id, CaseDouble.second_id)
    wanted, found = sorted(second_ids), set[tuple[int, int]]()
    for at in range(0, len(wanted), AT_ONCE):
        asked = select(*columns).where(CaseDouble.second_id.in_(wanted[at : at + AT_ONCE]))
        found.update((row[0], row[1]) for row in db.session.execute(asked))
    return frozenset(found)


def get_double(case: Case, other: Case) -> CaseDouble:
    """Return what is known of two cases as doubles; raises NotFound."""
    double = find_double(case, other)
    if double is None:
        raise NotFound("double")
    return double


def count_suggested(cases: Sequence[Case]) -> Mapping[int, int]:
    """Return how many suggestions wait for each of these cases, by inner number."""
    ids = [case.id for case in cases]
    counts: dict[int, int] = defaultdict(int)
    for column in (CaseDouble.first_id, CaseDouble.second_id):
        asked = select(column, func.count()).where(
            column.in_(ids), CaseDouble.state == DoubleState.SUGGESTED
        )
        for case_id, count in db.session.execute(asked.group_by(column)):
            counts[case_id] += count
    return counts


def find_join(case: Case) -> CaseJoin | None:
    """Return by what this case is handled together with an earlier one today."""
    return db.session.scalar(select(CaseJoin).filter_by(member_id=case.id, split_at=None))


def list_joins(case: Case) -> Sequence[CaseJoin]:
    """Return the cases that are handled together with this one, the first received first."""
    asked = select(CaseJoin).filter_by(lead_id=case.id, split_at=None).join(CaseJoin.member)
    return db.session.scalars(asked.order_by(Case.received_at, Case.id)).all()


def list_members(case: Case) -> list[Case]:
    """Return the cases that every step of this one is taken for as well."""
    return [one.member for one in list_joins(case)]


def list_matter(case: Case) -> list[Case]:
    """Return every case of the matter that this one belongs to, the first received first.

    For whoever decides about rewards: each case has its own time of receipt and its own right.
    """
    join = find_join(case)
    lead = join.lead if join else case
    return [lead, *list_members(lead)]


def count_members(cases: Sequence[Case]) -> Mapping[int, int]:
    """Return how many cases are handled together with each of these, by inner number."""
    asked = select(CaseJoin.lead_id, func.count()).where(
        CaseJoin.lead_id.in_([case.id for case in cases]), CaseJoin.split_at.is_(None)
    )
    rows = db.session.execute(asked.group_by(CaseJoin.lead_id))
    return {row[0]: row[1] for row in rows}
