"""Searching the register: parts of names, filters, exact counts, pages that never slow down."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.enterprises import services
from portal.enterprises.listing import PAGE_LENGTH, page_of_enterprises, words_of
from portal.enterprises.roll.asking import EnterpriseFilter, Question
from portal.enterprises.roll.columns import Order
from portal.enterprises.roll.keeping import current_roll
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus, FlagKind
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.paging import encode_cursor
from tests.factories.enterprises import make_enterprise

BINJIANG, NANHUI = "330302024", "330302023"


def ask(text: str = "", **chosen: str) -> Question:
    answers = {name: tuple(value.split()) for name, value in chosen.items()}
    return Question(EnterpriseFilter(words_of(text), answers))


def found(text: str = "", **chosen: str) -> list[str]:
    return [one.name for one in page_of_enterprises(ask(text, **chosen)).items]


def test_any_part_of_what_the_register_says_finds_it(inside: Flask) -> None:
    enterprise = make_enterprise(
        "示例海港鱼饼食品有限公司", address="示例路 18 号", business="鱼糜制品"
    )
    make_enterprise("示例面馆")
    services.rename_enterprise(enterprise, name="示例新港食品有限公司", by=SYSTEM)
    services.add_licence(enterprise, kind="small-operator", number="鹿登字7788", by=SYSTEM)
    code = enterprise.credit_code or ""
    for part in ("新", "食品有限", "鱼饼", "例路18", "鱼糜", "登字77", "新港 糜", code, code[-7:]):
        assert found(part) == ["示例新港食品有限公司"], part
    reference = enterprise.reference
    for part in (reference, reference.lower(), reference.replace("-", ""), "xgsp", "hgyb"):
        assert found(part) == ["示例新港食品有限公司"], part
    assert found("新港 面馆") == []


@pytest.mark.parametrize(
    "odd", ["%", "_", "\\", "'", '"', "\x00", "\ud800", "a" * 5000, " ".join("字" * 50)]
)
def test_odd_words_find_nothing_and_break_nothing(inside: Flask, odd: str) -> None:
    make_enterprise("示例食品厂")
    assert found(odd) == ([] if odd not in {"\x00", "\ud800"} else ["示例食品厂"])


def test_filters_narrow_and_counts_follow_the_other_filters(inside: Flask) -> None:
    make_enterprise("示例甲", kind=EnterpriseKind.MAKER, region_code=BINJIANG)
    closed = make_enterprise("示例乙", kind=EnterpriseKind.CATERER, region_code=BINJIANG)
    make_enterprise("示例丙", kind=EnterpriseKind.CATERER, region_code=NANHUI)
    services.change_status(closed, status=EnterpriseStatus.CLOSED, by=SYSTEM)
    asked = ask(kind="caterer", region=BINJIANG)
    assert [one.name for one in page_of_enterprises(asked).items] == ["示例乙"]
    assert asked.counts("kind") == {"maker": 1, "caterer": 1}
    assert asked.counts("region") == {BINJIANG: 1, NANHUI: 1, "330302": 2}
    assert asked.counts("status") == {"closed": 1}
    assert (asked.count(), ask().count()) == (1, 3)
    assert found(region="330302") == found()


def test_badges_are_counted_on_the_days_they_are_carried(inside: Flask) -> None:
    today, one = clock.today(), make_enterprise("示例一")
    for kind, first, last in (
        (FlagKind.FIVE_S, today - timedelta(days=9), today - timedelta(days=1)),
        (FlagKind.INSURANCE, today, today),
        (FlagKind.TRACE_CHAIN, today + timedelta(days=1), None),
    ):
        services.add_flag(one, kind=kind, from_on=first, to_on=last, source="示例", by=SYSTEM)
    assert ask().counts("flag") == {"liability-insurance": 1}
    assert found(flag="liability-insurance five-s") == ["示例一"]
    assert found(flag="five-s") == found(flag="trace-chain") == []


def test_what_changed_lately_can_be_asked_for(inside: Flask) -> None:
    start = datetime(2026, 3, 1, 4, tzinfo=UTC)
    for days in (0, 5, 40, 400):
        with time_machine.travel(start - timedelta(days=days)):
            make_enterprise(f"示例{days}")
    with time_machine.travel(start):
        assert ask().counts("changed") == {"7": 2, "30": 2, "365": 3}
        assert found(changed="7") == ["示例0", "示例5"]
        assert found(changed="7 365") == ["示例0", "示例5", "示例40"]
        since = page_of_enterprises(Question(EnterpriseFilter(since=date(2026, 2, 24)))).items
        assert [one.name for one in since] == ["示例0", "示例5"]


def test_the_list_stands_in_the_order_asked_for(inside: Flask) -> None:
    for name in ("张记示例", "安记示例", "李记示例"):
        make_enterprise(name)
    by_name = page_of_enterprises(ask(), order=Order.NAME).items
    assert [one.name for one in by_name] == ["安记示例", "李记示例", "张记示例"]
    assert found() == ["李记示例", "安记示例", "张记示例"]


@pytest.mark.parametrize("order", Order)
def test_paging_there_and_back_shows_every_enterprise_once(inside: Flask, order: Order) -> None:
    made = {make_enterprise().id for _ in range(2 * PAGE_LENGTH + 3)}
    asked = ask()
    first = page_of_enterprises(asked, order=order)
    second = page_of_enterprises(asked, order=order, after=first.earlier)
    third = page_of_enterprises(asked, order=order, after=second.earlier)
    shown = [item.id for page in (first, second, third) for item in page.items]
    assert (len(shown), set(shown)) == (len(made), made)
    assert (first.later, third.earlier, first.total) == (None, None, len(made))
    back = page_of_enterprises(asked, order=order, before=third.later)
    assert [item.id for item in back.items] == [item.id for item in second.items]
    start = page_of_enterprises(asked, order=order, before=back.later)
    assert [item.id for item in start.items] == [item.id for item in first.items]
    assert start.later is None


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "",
        encode_cursor(1),
        encode_cursor("name", 1, 1),
        encode_cursor("changed", "one", 1),
        encode_cursor("changed", 1, None),
        encode_cursor("changed", 2**70, 1),
    ],
)
def test_a_broken_cursor_leads_nowhere(inside: Flask, cursor: str) -> None:
    with pytest.raises(NotFound):
        page_of_enterprises(ask(), after=cursor)


def test_the_register_is_read_anew_when_it_has_changed_and_only_then(inside: Flask) -> None:
    make_enterprise("示例一")
    db.session.commit()
    kept = current_roll()
    assert current_roll() is kept
    two = make_enterprise("示例二")
    assert found() == ["示例二", "示例一"]
    db.session.rollback()
    assert current_roll() is kept
    assert found() == ["示例一"]
    two = make_enterprise("示例三")
    db.session.commit()
    assert current_roll() is not kept
    assert found("示例") == [two.name, "示例一"]


def test_one_that_was_merged_is_not_listed(inside: Flask) -> None:
    one, other = make_enterprise("示例一"), make_enterprise("示例二")
    other.merged_into_id = one.id
    db.session.flush()
    assert found() == ["示例一"]
