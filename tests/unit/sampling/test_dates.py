"""Days and batch numbers as tables write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.rules.batches import DateKind
from portal.sampling.rules.dates import parse_product_date
from portal.tables.rules.dates import is_without_day, parse_day, written


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-15", date(2026, 10, 15)),
        ("2026/1/5", date(2026, 1, 5)),
        ("2020.08.15", date(2020, 8, 15)),
        ("2016—05—03", date(2016, 5, 3)),
        ("２０２６年１月５日", date(2026, 1, 5)),
        ("20200706", date(2020, 7, 6)),
        ("16-07-2021 16:26:09", date(2021, 7, 16)),
        ("42100", date(2015, 4, 6)),
        ("42100.0", date(2015, 4, 6)),
        ("42100.354166", date(2015, 4, 6)),
        ("2022年1月5日", date(2022, 1, 5)),
        ("2022.1.5", date(2022, 1, 5)),
        ("2022/1/5 8:00", date(2022, 1, 5)),
        ("2022-01-05T08:00:00Z", date(2022, 1, 5)),
        ("20220105083000", date(2022, 1, 5)),
        ("2022.1.5-2022.1.8", date(2022, 1, 5)),
        ("2022年1月5日至1月8日", date(2022, 1, 5)),
        ("生产日期：2022 年 1 月 5 日", date(2022, 1, 5)),
        ("二〇二二年一月五日", date(2022, 1, 5)),
        ("二零二一年十二月二十三日", date(2021, 12, 23)),
        ("二〇二二年十月二十日", date(2022, 10, 20)),
        ("5-Jan-22", date(2022, 1, 5)),
        ("05 January 2022", date(2022, 1, 5)),
        ("Jan. 5th, 2022", date(2022, 1, 5)),
        ("5-Foo-22", None),
        ("二〇二二年二月三十日", None),
        ("2026-13-45", None),
        ("140801", None),
        ("99999", None),
        ("DL04148", None),
        ("", None),
    ],
)
def test_a_day_is_read_in_every_common_form(text: str, day: date | None) -> None:
    assert parse_day(text) == day


def test_a_purchase_date_is_not_a_production_date() -> None:
    told = parse_product_date("2020-09-21（购进日期）")
    assert (told.on, told.kind) == (date(2020, 9, 21), DateKind.BOUGHT_IN)
    assert parse_product_date("2020-09-21").kind is DateKind.PRODUCED


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2016-06-10；20160610", "20160610"),
        ("2016-06-24/20160624", "20160624"),
        ("DL04148", "DL04148"),
        ("批号：J201001", "J201001"),
        ("2020/8/27", None),
        ("2016-03-03/购进", None),
        ("2022-01-05/批号：A12", "A12"),
        ("生产日期：2022-01-05 批号：20220105", "20220105"),
        ("批号：20220105", "20220105"),
        ("2022年1月", None),
    ],
)
def test_a_batch_number_is_read_beside_the_date(text: str, number: str | None) -> None:
    assert parse_product_date(text).batch_number == number


def test_a_batch_number_of_digits_is_no_date() -> None:
    assert parse_product_date("批号：20220105").on is None
    assert parse_product_date("生产日期：2022-01-05 批号：20210101").on == date(2022, 1, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2022年1月", True), ("2022-01", True), ("2022", True), ("2022-13", False), ("昨天", False)],
)
def test_a_month_is_told_from_nonsense(text: str, expected: bool) -> None:
    assert is_without_day(text) is expected


def test_cells_of_a_workbook_read_as_typed() -> None:
    assert written(None) == ""
    assert written(3.0) == "3"
    assert written(0.5) == "0.5"
    assert written(datetime(2026, 10, 15)) == "2026-10-15"  # noqa: DTZ001 - workbooks have no zone
    assert written(datetime(2026, 10, 15, 8, 30)) == "2026-10-15 08:30:00"  # noqa: DTZ001 - as above
    assert written(date(2026, 10, 15)) == "2026-10-15"


@given(st.text(max_size=40))
def test_no_text_whatever_breaks_the_reading(text: str) -> None:
    assert parse_product_date(text).text == text
