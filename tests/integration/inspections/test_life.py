"""The life of an inspection: kept, public on its day, withdrawn; what grades are told of it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal.enterprises import facts
from portal.enterprises.models import Enterprise
from portal.inspections import queries, services
from portal.inspections.queries import InspectionFilter
from portal.inspections.rules import InspectionKind, InspectionResult, RecordStage
from portal.kernel import audit
from portal.kernel.errors import NotFound, Refused, Withdrawn
from portal.kernel.lifecycle import MoveRefused
from portal.kernel.signals import facts_changed
from tests.factories.enterprises import make_enterprise
from tests.factories.inspections import OFFICER, make_record, sheet

BEFORE, DUE = "2026-11-10", "2026-11-11"


@pytest.fixture
def shop(inside: Flask) -> Iterator[Enterprise]:
    with time_machine.travel(f"{BEFORE} 02:00:00 +0000", tick=False):
        yield make_enterprise("示例餐馆", kind="caterer")


def on(day: str) -> Any:
    return time_machine.travel(f"{day} 02:00:00 +0000", tick=False)


def total(**wanted: Any) -> int:
    return queries.page_of_public(InspectionFilter(**wanted)).total or 0


def test_a_record_becomes_public_on_its_day_without_anyone_acting(shop: Enterprise) -> None:
    record = make_record(shop)
    assert queries.publication_due(record) == date(2026, 11, 11)
    assert (total(), queries.list_years()) == (0, [])
    with pytest.raises(NotFound):
        queries.get_public_record(record.reference)
    with on(DUE):
        assert (total(), queries.list_years()) == (1, [2026])
        assert queries.get_public_record(record.reference) is record
        assert queries.newest_of(shop.id) == [record]


def test_a_record_may_be_published_before_its_day_and_only_once(shop: Enterprise) -> None:
    record = make_record(shop)
    services.publish_records([record], by=OFFICER)
    assert (record.published_on, total()) == (date(2026, 11, 10), 1)
    with pytest.raises(MoveRefused):
        services.publish_records([record], by=OFFICER)
    services.publish_records([], by=OFFICER)
    assert [line.action for line in audit.pending()][-1] == "inspection.published"


def test_a_withdrawn_record_says_why_to_those_who_knew_it(shop: Enterprise) -> None:
    record = make_record(shop)
    with on(DUE):
        services.withdraw_record(record, reason="录错了企业（示例）", by=OFFICER)
        assert (record.stage, record.published_on) == (RecordStage.WITHDRAWN, date(2026, 11, 11))
        with pytest.raises(Withdrawn, match="录错了企业"):
            queries.get_public_record(record.reference)
        assert (total(), queries.count_stages()) == (0, {RecordStage.WITHDRAWN: 1})


def test_what_was_never_public_leaves_no_trace_when_withdrawn(shop: Enterprise) -> None:
    record = make_record(shop)
    with pytest.raises(Refused):
        services.withdraw_record(record, reason=" \x00 ", by=OFFICER)
    services.withdraw_record(record, reason="录错了", by=OFFICER)
    with pytest.raises(NotFound):
        queries.get_public_record(record.reference)


def test_grades_are_told_what_everybody_could_read_that_day(shop: Enterprise) -> None:
    make_record(
        shop,
        kind=InspectionKind.FLYING,
        score=Decimal("8.5"),
        critical_count=1,
        document="示例检〔2026〕飞1号",
    )
    assert [one.kind for one in _told(shop, date(2026, 11, 10))] == []
    told = _told(shop, date(2026, 11, 11))
    assert {(one.kind, str(one.amount)) for one in told} == {
        ("inspection:flying", "2"),
        ("inspection-critical", "1"),
        ("inspection-score", "8.5"),
    }
    first = next(one for one in told if one.kind == "inspection:flying")
    assert (first.on, first.detail) == (date(2026, 10, 14), "飞行检查 48 项，2 项不符合")
    assert first.source.document == "示例检〔2026〕飞1号"


def test_nothing_is_told_any_more_of_what_was_withdrawn_and_grades_hear_of_it(
    shop: Enterprise,
) -> None:
    record = make_record(shop, failed_count=0, result=InspectionResult.CONFORMS)
    heard: list[list[int]] = []

    def listen(_sender: object, *, ids: list[int], because: str) -> None:
        assert record.reference in because
        heard.append(ids)

    with facts_changed.connected_to(listen):
        services.change_record(record, sheet(document=record.document), by=OFFICER)
        services.withdraw_record(record, reason="录错了", by=OFFICER)
    assert heard == [[shop.id], [shop.id]]
    assert (record.failed_count, _told(shop, date(2026, 11, 30))) == (2, [])


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"document": " "}, "document"),
        ({"inspected_on": date(2026, 11, 11), "concluded_on": date(2026, 11, 11)}, "inspected_on"),
        ({"concluded_on": date(2026, 10, 11)}, "concluded_on"),
        ({"concluded_on": date(2026, 11, 11)}, "concluded_on"),
        ({"failed_count": 49}, "failed_count"),
        ({"failed_count": -1}, "failed_count"),
        ({"critical_count": 3}, "critical_count"),
        ({"inspector_count": 1}, "inspector_count"),
        ({"score": Decimal("9.123")}, "score"),
        ({"score": Decimal(101)}, "score"),
    ],
)
def test_a_false_sheet_is_refused_and_the_field_named(
    shop: Enterprise, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        make_record(shop, **facts)
    assert refusal.value.field == field


def test_people_filter_by_kind_result_year_and_name_and_turn_pages(shop: Enterprise) -> None:
    make_record(shop, kind=InspectionKind.FLYING)
    other = make_enterprise("示例食品店")
    services.record_inspections([(other, sheet()) for _ in range(queries.PAGE_LENGTH)], by=OFFICER)
    with on(DUE):
        assert total(kind=InspectionKind.FLYING) == 1
        assert total(result=InspectionResult.FAILS) == 0
        assert (total(year=2026), total(year=2025)) == (31, 0)
        assert total(text="餐馆") == 1
        first = queries.page_of_public(InspectionFilter())
        assert len(first.items) == queries.PAGE_LENGTH
        rest = queries.page_of_public(InspectionFilter(), after=first.earlier)
        assert (len(rest.items), rest.earlier) == (1, None)
    assert queries.page_of_records(stage=RecordStage.RECORDED).total == 31


@pytest.mark.parametrize(
    "cursor", ["x", "WyIyMDI2Il0", "WyJ4Iiwx\0", "WyJ4IiwxXQ", "WyIyMDI2LTEwLTEyIix0cnVlXQ"]
)
def test_a_wrong_cursor_leads_nowhere(inside: Flask, cursor: str) -> None:
    with pytest.raises(NotFound):
        queries.page_of_public(InspectionFilter(), after=cursor)


def _told(shop: Enterprise, day: date) -> list[facts.Fact]:
    return [
        one for one in facts.facts_of([shop.id], day)[shop.id] if one.kind.startswith("inspection")
    ]
