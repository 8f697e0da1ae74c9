"""Inspections as files: the same fields in a table and for programmes, and a feed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _

from portal.inspections.models import InspectionRecord
from portal.inspections.words import KINDS, RESULTS
from portal.kernel import clock
from portal.places.profile import current_place
from portal.web.addresses import absolute
from portal.web.feeds import Feed, FeedEntry

Told = str | int | None


@dataclass(frozen=True)
class RecordField:
    """One field: ``told`` in words for tables, ``coded`` for programmes where that differs."""

    name: str
    title: Any
    told: Callable[[InspectionRecord], Told]
    coded: Callable[[InspectionRecord], Told] | None = None


def page_of_record(record: InspectionRecord) -> str:
    """Return the full address of the page of an inspection."""
    return absolute(url_for("inspections.show_inspection", reference=record.reference))


FIELDS = (
    RecordField("reference", _("本站编号"), lambda one: one.reference),
    RecordField("document", _("检查记录编号"), lambda one: one.document),
    RecordField("enterprise", _("企业名称"), lambda one: one.enterprise.shown_name),
    RecordField("enterprise_code", _("企业代码或编号"), lambda one: one.enterprise.address_key),
    RecordField(
        "kind", _("检查类型"), lambda one: str(KINDS[one.kind]), lambda one: one.kind.value
    ),
    RecordField("inspected_on", _("检查日期"), lambda one: one.inspected_on.isoformat()),
    RecordField("concluded_on", _("结果日期"), lambda one: one.concluded_on.isoformat()),
    RecordField("scope", _("检查内容"), lambda one: one.scope_shown),
    RecordField("item_count", _("检查项数"), lambda one: one.item_count),
    RecordField("failed_count", _("不符合项数"), lambda one: one.failed_count),
    RecordField("critical_count", _("不符合的关键项数"), lambda one: one.critical_count),
    RecordField("score", _("得分"), lambda one: None if one.score is None else f"{one.score}"),
    RecordField("findings", _("检查发现"), lambda one: one.findings_shown),
    RecordField(
        "result", _("结果"), lambda one: str(RESULTS[one.result]), lambda one: one.result.value
    ),
    RecordField("inspector_count", _("检查人员人数"), lambda one: one.inspector_count),
    RecordField("page", _("网页"), page_of_record),
)


def titles() -> Mapping[str, str]:
    """Return what each field is called, by the name programmes know it by."""
    return {one.name: str(one.title) for one in FIELDS}


def cells_of(record: InspectionRecord) -> list[Told]:
    """Return a record as the row of a table."""
    return [one.told(record) for one in FIELDS]


def facts_of(record: InspectionRecord) -> dict[str, Told]:
    """Return a record as programmes read it."""
    return {one.name: (one.coded or one.told)(record) for one in FIELDS}


def feed_of(records: list[InspectionRecord], *, title: str, home: str) -> Feed:
    """Return the newest inspections as a feed."""
    entries = [_entry(record) for record in records]
    return Feed(
        title=title,
        home=home,
        author=current_place().place.bureau.zh,
        entries=entries,
        told_at=max((one.told_at for one in entries), default=None),
        next_parts=None,
    )


def _entry(record: InspectionRecord) -> FeedEntry:
    midnight = datetime.combine(record.concluded_on, time(), clock.CHINA).astimezone(UTC)
    told = (f"{field.title}：{value}" for field in FIELDS if (value := field.told(record)))
    return FeedEntry(
        address=page_of_record(record),
        title=f"{record.enterprise.shown_name}：{RESULTS[record.result]}",
        text="\n".join(told),
        tags=(str(KINDS[record.kind]), str(RESULTS[record.result])),
        published_at=midnight,
        told_at=midnight,
    )
