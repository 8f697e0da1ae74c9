"""Inspections as facts for the rooms that grade: how many items were not in order, the score."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, String, select, type_coerce

from portal.enterprises.facts import Fact, FactSource
from portal.enterprises.standing import among, parts_of
from portal.inspections.models import InspectionRecord
from portal.inspections.queries import DAYS, is_public
from portal.inspections.rules import InspectionKind
from portal.kernel.db import db
from portal.places.profile import Profile, current_place

TOLD = frozenset({"inspection", "inspection-critical", "inspection-score"})
# Facts are told in Chinese, as official records are, whatever language is being read.
TITLES = {
    InspectionKind.ROUTINE: "日常检查",
    InspectionKind.FLYING: "飞行检查",
    InspectionKind.SPECIAL: "专项检查",
    InspectionKind.CAUSE: "有因检查",
    InspectionKind.REVIEW: "复查",
}


def tell_inspections(enterprise_ids: Sequence[int], on: date) -> Mapping[int, Sequence[Fact]]:
    """Tell every inspection that everybody could read on a day.

    Kind "inspection:routine" and so on with the number of items not in order; where the sheet has
    a score, also "inspection-score"; and always "inspection-critical" with the critical items.
    """
    found: dict[int, list[Fact]] = {}
    asked = _statement(on, current_place())
    for ids in parts_of(enterprise_ids):
        for row in db.session.execute(asked, {"ids": ids}):
            found.setdefault(row.enterprise_id, []).extend(_facts(row))
    return found


@lru_cache(maxsize=DAYS)
def _statement(on: date, _by: Profile) -> Select[*tuple[Any, ...]]:
    return select(
        InspectionRecord.enterprise_id,
        type_coerce(InspectionRecord.kind, String).label("kind"),  # words, not an enum of each
        InspectionRecord.concluded_on,
        InspectionRecord.item_count,
        InspectionRecord.failed_count,
        InspectionRecord.critical_count,
        InspectionRecord.score_hundredths,
        InspectionRecord.document,
        InspectionRecord.reference,
    ).where(among(InspectionRecord.enterprise_id), is_public(on))


def _facts(row: Any) -> Iterator[Fact]:
    source = FactSource(row.document, row.reference, f"/inspections/{row.reference}")
    title, on, failed = TITLES[row.kind], row.concluded_on, row.failed_count
    outcome = f"{failed} 项不符合" if failed else "全部符合"
    detail = f"{title} {row.item_count} 项，{outcome}"
    yield Fact(f"inspection:{row.kind}", on, None, Decimal(failed), detail, source)
    detail = f"{title}，关键项 {row.critical_count} 项不符合"
    yield Fact("inspection-critical", on, None, Decimal(row.critical_count), detail, source)
    if row.score_hundredths is not None:
        points = Decimal(row.score_hundredths) / 100
        yield Fact("inspection-score", on, None, points, f"{title}得 {points} 分", source)
