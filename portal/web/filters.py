"""How days, numbers, money and shares are written on a page."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from flask import Flask
from flask_babel import format_date, format_decimal, gettext
from markupsafe import Markup  # noqa: TID251 - portal.web is where markup is made

from portal.kernel import clock
from portal.web.clauses import in_english
from portal.web.locale import language

WEEKDAYS = "一二三四五六日"
HUNDRED = Decimal(100)


def day(value: date | datetime | None, *, weekday: bool = False) -> str:
    """Write a day: 2026-11-20, in English 20 Nov 2026; with the weekday where asked."""
    if value is None:
        return str(gettext("未填"))
    plain = clock.in_china(value).date() if isinstance(value, datetime) else value
    if language() == "en":
        return str(format_date(plain, "EEE d MMM y" if weekday else "d MMM y"))
    if not weekday:
        return plain.isoformat()
    return f"{plain.year} 年 {plain.month} 月 {plain.day} 日（周{WEEKDAYS[plain.weekday()]}）"


def moment(value: datetime | None) -> str:
    """Write an instant as clocks in China show it."""
    if value is None:
        return str(gettext("未填"))
    return f"{day(value)} {clock.in_china(value):%H:%M}"


def iso(value: date | datetime) -> str:
    """Write a day or an instant for the datetime attribute."""
    return clock.in_china(value).isoformat() if isinstance(value, datetime) else value.isoformat()


def number(value: int | float | Decimal | None) -> str:
    """Write a number with separators; nothing is never 0."""
    if isinstance(value, int):  # a page of search holds hundreds; both languages write them so
        return f"{value:,}"
    return str(gettext("尚无数据") if value is None else format_decimal(value))


def yuan(fen: int | None, *, short: bool = False) -> str:
    """Write an amount kept in 分 as yuan with two decimals; whole yuan without where ``short``."""
    if fen is None:
        return str(gettext("未设定"))
    places = 0 if short and fen % 100 == 0 else 2
    return f"¥{Decimal(fen) / HUNDRED:,.{places}f}"


def share(numerator: int | None, denominator: int | None, places: int = 1) -> str:
    """Write a share as a percentage, cut and never rounded up: 99.97 % is not 100 %."""
    if numerator is None or not denominator:
        return str(gettext("尚无数据"))
    exact = Decimal(numerator) * HUNDRED / Decimal(denominator)
    cut = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN)
    return f"{cut.normalize():f}%"


def sentences(several: Iterable[str]) -> Markup:
    """Write sentences one behind the other: Chinese sets no blank between them, English one."""
    gap = Markup(" ") if language() == "en" else Markup()
    return gap.join(one for one in several if one)


def clause(text: str | None) -> str:
    """Write where in a document something stands: 第十七条, in English Article 17."""
    return in_english(text or "") if language() == "en" else text or ""


FILTERS = {
    "day": day,
    "moment": moment,
    "iso": iso,
    "number": number,
    "yuan": yuan,
    "share": share,
    "sentences": sentences,
    "clause": clause,
}


def init_app(app: Flask) -> None:
    """Offer the filters to templates."""
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.tests["a_date"] = lambda value: isinstance(value, date)
