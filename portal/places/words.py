"""Words of parameters: how a value, its certainty and its days are read."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from flask_babel import format_decimal, gettext, ngettext
from flask_babel import lazy_gettext as _

from portal.places.rules import Confidence, Item, Parameter, Tag, Text, Unit
from portal.web import filters
from portal.web.locale import language

CONFIDENCE: Mapping[Confidence, str] = {
    Confidence.HIGH: _("把握高"),
    Confidence.MEDIUM: _("把握中"),
    Confidence.LOW: _("把握低"),
}
TAGS: Mapping[Tag, str] = {
    Tag.TEXT: _("读自原文"),
    Tag.SECOND_HAND: _("转引"),
    Tag.UNCONFIRMED: _("尚未核实"),
}
DEPARTMENT_KINDS: Mapping[str, str] = {
    "department": _("部门"),
    "group": _("协调机制或成员单位的统称"),
    "named": _("文件点名的单位"),
}


def _plain(value: Decimal) -> str:
    return str(format_decimal(value))


def _counted(value: int) -> dict[Unit, Callable[[], str]]:
    n = {"num": value}
    return {
        Unit.WORKING_DAYS: lambda: ngettext("%(num)d 个工作日", "%(num)d 个工作日", **n),
        Unit.CALENDAR_DAYS: lambda: ngettext("%(num)d 日", "%(num)d 日", **n),
        Unit.MONTHS: lambda: ngettext("%(num)d 个月", "%(num)d 个月", **n),
        Unit.YEARS: lambda: ngettext("%(num)d 年", "%(num)d 年", **n),
        Unit.HOURS: lambda: ngettext("%(num)d 小时", "%(num)d 小时", **n),
        Unit.MINUTES: lambda: ngettext("%(num)d 分钟", "%(num)d 分钟", **n),
        Unit.SECONDS: lambda: ngettext("%(num)d 秒", "%(num)d 秒", **n),
        Unit.BYTES: lambda: ngettext("%(num)d 字节", "%(num)d 字节", **n),
    }


def amount_in_words(value: int | Decimal, unit: Unit | None) -> str:
    """Write a figure with its unit: 7 个工作日, ¥2,000.00, 1%."""
    counted = _counted(int(value))
    read: str = _plain(Decimal(value))
    if unit is Unit.FEN:
        read = filters.yuan(int(value))
    elif unit is Unit.PERCENT:
        read = gettext("%(figure)s%%", figure=read)
    elif unit is Unit.SCORE:
        read = gettext("%(figure)s 分", figure=read)
    elif unit in counted:
        read = counted[unit]()
    return read


def value_in_words(parameter: Parameter) -> str:
    """Write the value of one parameter; what nobody decided is 未设定, never a figure."""
    read: str
    match parameter.value:
        case None:
            read = gettext("未设定")
        case bool(flag):
            read = gettext("是") if flag else gettext("否")
        case int() | Decimal() as figure:
            read = amount_in_words(figure, parameter.unit)
        case date() as day:
            read = filters.day(day)
        case Text() as text:
            read = text.in_(language())
        case tuple() as items:
            read = gettext("；").join(item_in_words(item, parameter.item_unit) for item in items)
        case word:
            read = str(word)
    return read


def item_in_words(item: Item, unit: Unit | None) -> str:
    """Write one line of a list, with its one or two figures."""
    read: str = item.label.in_(language())
    figures = [
        amount_in_words(figure, unit) for figure in (item.number, item.upto) if figure is not None
    ]
    match figures:
        case [figure]:
            read = gettext("%(label)s：%(figure)s", label=read, figure=figure)
        case [low, high]:
            read = gettext("%(label)s：%(low)s 至 %(high)s", label=read, low=low, high=high)
    return read


def validity_in_words(starts: date | None, ends: date | None) -> str:
    """Write from when to when something holds."""
    read: str
    match starts, ends:
        case None, None:
            read = gettext("未写明起止")
        case _, None:
            read = gettext("自 %(day)s 起", day=filters.day(starts))
        case None, _:
            read = gettext("至 %(day)s 止", day=filters.day(ends))
        case _:
            read = gettext(
                "%(first)s 至 %(last)s", first=filters.day(starts), last=filters.day(ends)
            )
    return read
