"""Searching the register: parts of names, filters, counts, and pages that never slow down."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.enterprises import queries
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import EnterpriseFilter
from portal.enterprises.rules import EnterpriseKind
from portal.kernel.errors import NotFound
from portal.kernel.paging import encode_cursor
from tests.factories.enterprises import make_enterprise


def found(text: str) -> list[str]:
    wanted = EnterpriseFilter(words=queries.words_of(text))
    return [enterprise.name for enterprise in queries.page_of_enterprises(wanted).items]


def test_any_part_of_a_name_finds_it(inside: Flask) -> None:
    enterprise = make_enterprise("示例海港鱼饼食品有限公司")
    make_enterprise("示例面馆")
    for part in ("鱼饼", "海港", "食品有限", "鱼饼 海港", enterprise.credit_code or "", "330302MA"):
        assert "示例海港鱼饼食品有限公司" in found(part)
    assert found(enterprise.reference) == ["示例海港鱼饼食品有限公司"]
    assert found("鱼饼 面馆") == []


@pytest.mark.parametrize(
    "odd", ["%", "_", "\\", "'", '"', "\x00", "\ud800", "a" * 5000, " ".join("字" * 50)]
)
def test_odd_words_find_nothing_and_break_nothing(inside: Flask, odd: str) -> None:
    make_enterprise("示例食品厂")
    assert found(odd) == ([] if odd not in {"\x00", "\ud800"} else ["示例食品厂"])


def test_filters_narrow_and_counts_follow_the_other_filters(inside: Flask) -> None:
    make_enterprise("示例甲", kind=EnterpriseKind.MAKER, region_code="330302024")
    make_enterprise("示例乙", kind=EnterpriseKind.CATERER, region_code="330302024")
    make_enterprise("示例丙", kind=EnterpriseKind.CATERER, region_code="330302023")
    wanted = EnterpriseFilter(kinds=(EnterpriseKind.CATERER,), regions=("330302024",))
    page = queries.page_of_enterprises(wanted)
    assert ([item.name for item in page.items], page.total) == (["示例乙"], 1)
    assert queries.count_by_kind(wanted) == {EnterpriseKind.MAKER: 1, EnterpriseKind.CATERER: 1}
    assert queries.count_by_region(wanted) == {"330302024": 1, "330302023": 1}
    assert queries.count_enterprises() == 3


def test_a_room_above_may_narrow_by_its_own_facts(inside: Flask) -> None:
    chosen, _other = make_enterprise(), make_enterprise()
    also = select(Enterprise.id).where(Enterprise.id == chosen.id)
    page = queries.page_of_enterprises(EnterpriseFilter(also=(also,)))
    assert list(page.items) == [chosen]


def test_paging_there_and_back_shows_every_enterprise_once(inside: Flask) -> None:
    made = [make_enterprise().id for _ in range(2 * queries.PAGE_LENGTH + 3)]
    wanted = EnterpriseFilter()
    first = queries.page_of_enterprises(wanted)
    second = queries.page_of_enterprises(wanted, after=first.earlier)
    third = queries.page_of_enterprises(wanted, after=second.earlier)
    shown = [item.id for page in (first, second, third) for item in page.items]
    assert shown == sorted(made, reverse=True)
    assert (first.later, third.earlier) == (None, None)
    back = queries.page_of_enterprises(wanted, before=third.later)
    assert [item.id for item in back.items] == [item.id for item in second.items]
    start = queries.page_of_enterprises(wanted, before=back.later)
    assert [item.id for item in start.items] == [item.id for item in first.items]
    assert start.later is None


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "",
        encode_cursor(1),
        encode_cursor("day", 1),
        encode_cursor("2026-01-01T00:00:00", 1),
        encode_cursor("2026-01-01T00:00:00+00:00", "one"),
        encode_cursor("2026-01-01T00:00:00+00:00", 2**70),
    ],
)
def test_a_broken_cursor_leads_nowhere(inside: Flask, cursor: str) -> None:
    with pytest.raises(NotFound):
        queries.page_of_enterprises(EnterpriseFilter(), after=cursor)
