"""How values are read."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from portal.places import words
from portal.places.rulebook import Standing, row_of, table_row
from portal.places.rules import Item, Parameter, Term, Text, Unit, Value

GROUP = Term("group", Text("组", "group"))
TODAY = date(2026, 11, 20)


def parameter(value: Value | None, unit: Unit, **facts: object) -> Parameter:
    """Return a parameter with this value."""
    return Parameter("a.b", GROUP, Text("名", "name"), value, unit, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        (None, Unit.FEN, "未设定"),
        (7, Unit.WORKING_DAYS, "7 个工作日"),
        (60, Unit.CALENDAR_DAYS, "60 日"),
        (3, Unit.MONTHS, "3 个月"),
        (2, Unit.YEARS, "2 年"),
        (24, Unit.HOURS, "24 小时"),
        (30, Unit.MINUTES, "30 分钟"),
        (5, Unit.SECONDS, "5 秒"),
        (512, Unit.BYTES, "512 字节"),
        (200000, Unit.FEN, "¥2,000.00"),
        (0, Unit.FEN, "¥0.00"),
        (5, Unit.COUNT, "5"),
        (Decimal("0.5"), Unit.PERCENT, "0.5%"),
        (Decimal("1.25"), Unit.RATIO, "1.25"),
        (Decimal(80), Unit.SCORE, "80 分"),
        (True, Unit.FLAG, "是"),
        (False, Unit.FLAG, "否"),
        ("v2026", Unit.CODE, "v2026"),
        (date(2026, 1, 2), Unit.DATE, "2026-01-02"),
        (Text("字", "words"), Unit.TEXT, "字"),
    ],
)
def test_a_value_is_read_with_its_unit(
    inside: Flask, value: Value | None, unit: Unit, read: str
) -> None:
    with inside.test_request_context("/"):
        assert words.value_in_words(parameter(value, unit)) == read


def test_a_list_is_read_line_by_line_with_its_figures(inside: Flask) -> None:
    items = (
        Item("a", Text("甲", "A")),
        Item("b", Text("乙", "B"), Decimal(5)),
        Item("c", Text("丙", "C"), Decimal(1), Decimal(2)),
    )
    with inside.test_request_context("/"):
        row = row_of(parameter(items, Unit.LIST, item_unit=Unit.PERCENT), TODAY)
    assert row.lines == ("甲", "乙：5%", "丙：1% 至 2%")
    assert row.value == "甲；乙：5%；丙：1% 至 2%"


@pytest.mark.parametrize(
    ("starts", "ends", "read", "standing"),
    [
        (None, None, "未写明起止", Standing.IN_FORCE),
        (date(2026, 1, 1), None, "自 2026-01-01 起", Standing.IN_FORCE),
        (None, TODAY, "至 2026-11-20 止", Standing.IN_FORCE),
        (None, date(2026, 11, 19), "至 2026-11-19 止", Standing.PAST),
        (date(2026, 11, 21), None, "自 2026-11-21 起", Standing.TO_COME),
        (date(2026, 1, 1), TODAY, "2026-01-01 至 2026-11-20", Standing.IN_FORCE),
    ],
)
def test_validity_is_told_by_its_days(
    inside: Flask, starts: date | None, ends: date | None, read: str, standing: Standing
) -> None:
    with inside.test_request_context("/"):
        row = row_of(parameter(1, Unit.COUNT, valid_from=starts, valid_to=ends), TODAY)
    assert (row.validity, row.standing) == (read, standing)


def test_a_row_of_the_download_leaves_unknown_cells_empty(inside: Flask) -> None:
    with inside.test_request_context("/"):
        cells = table_row(row_of(parameter(None, Unit.FEN), TODAY))
    assert cells[4:7] == ("未设定", "fen", "no")
    assert cells[8:13] == (None, None, None, None, None)


def test_a_row_of_the_download_names_who_confirmed_it(inside: Flask) -> None:
    given = parameter(
        1, Unit.COUNT, confirmed_by="法制科", confirmed_on=TODAY, note=Text("注", "note")
    )
    with inside.test_request_context("/"):
        cells = table_row(row_of(given, TODAY))
    assert cells[-3:] == ("法制科", "2026-11-20", "注")
