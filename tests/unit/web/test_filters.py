from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.web import filters


@pytest.fixture
def chinese(prepared_site: Flask) -> object:
    with prepared_site.test_request_context("/"):
        yield


@pytest.fixture
def english(prepared_site: Flask) -> object:
    with prepared_site.test_request_context("/", environ_overrides={"portal.language": "en"}):
        yield


@pytest.mark.usefixtures("chinese")
def test_a_chinese_day_has_its_weekday_where_it_is_a_deadline() -> None:
    assert filters.day(date(2026, 12, 11)) == "2026-12-11"
    assert filters.day(date(2026, 12, 11), weekday=True) == "2026 年 12 月 11 日（周五）"


@pytest.mark.usefixtures("english")
def test_an_english_day_is_written_out() -> None:
    assert filters.day(date(2026, 11, 21)) == "21 Nov 2026"
    assert filters.day(date(2026, 11, 21), weekday=True) == "Sat 21 Nov 2026"


@pytest.mark.usefixtures("chinese")
def test_an_instant_is_shown_on_a_chinese_clock() -> None:
    assert filters.moment(datetime(2026, 11, 20, 17, 30, tzinfo=UTC)) == "2026-11-21 01:30"
    assert filters.iso(datetime(2026, 11, 20, 17, 30, tzinfo=UTC)) == "2026-11-21T01:30:00+08:00"
    assert filters.iso(date(2026, 11, 20)) == "2026-11-20"


@pytest.mark.usefixtures("chinese")
def test_nothing_is_never_shown_as_zero() -> None:
    assert filters.number(None) == "尚无数据"
    assert filters.share(None, 5) == filters.share(0, 0) == "尚无数据"
    assert filters.yuan(None) == "未设定"
    assert filters.day(None) == filters.moment(None) == "未填"


@pytest.mark.usefixtures("chinese")
def test_money_and_numbers_are_written_in_full() -> None:
    assert filters.yuan(500_000) == "¥5,000.00"
    assert filters.yuan(1) == "¥0.01"
    assert filters.number(1_234_567) == "1,234,567"


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_a_share_is_cut_and_never_rounded_up(numerator: int, denominator: int, places: int) -> None:
    shown = Fraction(filters.share(numerator, denominator, places).rstrip("%"))
    exact = Fraction(numerator * 100, denominator)
    assert shown <= exact
    assert exact - shown < Fraction(1, 10**places)


def test_nearly_all_is_not_all() -> None:
    assert filters.share(9_999, 10_000) == "99.9%"
    assert filters.share(1, 1) == "100%"


@pytest.mark.usefixtures("chinese")
def test_chinese_sentences_follow_without_a_blank() -> None:
    assert filters.sentences(["一句。", "", "又一句。"]) == "一句。又一句。"


@pytest.mark.usefixtures("english")
def test_english_sentences_follow_after_a_blank() -> None:
    assert filters.sentences(["One.", "<Two>."]) == "One. &lt;Two&gt;."


@pytest.mark.usefixtures("chinese")
def test_whole_yuan_lose_their_zeros_where_room_is_short() -> None:
    assert filters.yuan(3278000, short=True) == "¥32,780"
    assert filters.yuan(3278050, short=True) == "¥32,780.50"
    assert filters.yuan(3278000) == "¥32,780.00"
