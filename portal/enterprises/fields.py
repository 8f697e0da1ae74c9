"""The fields of an enterprise as it is handed out: one dictionary for every format.

What stands here is what the page shows to everybody. Nothing else of the register goes into a file,
a feed or an answer for programmes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _

from portal.enterprises import rules
from portal.enterprises.certificates import certificate_kinds
from portal.enterprises.models import Licence
from portal.enterprises.panels import FURTHER_FIELDS, FurtherField
from portal.enterprises.records import Record
from portal.enterprises.words import FLAGS, KINDS, STATUSES
from portal.kernel import clock
from portal.places.profile import current_place
from portal.web.addresses import absolute
from portal.web.filters import iso
from portal.web.locale import language

BETWEEN = "；"
Told = str | float | int | date | None


@dataclass(frozen=True)
class EnterpriseField:
    """One field: ``told`` in words for tables, ``coded`` for programmes where that differs."""

    name: str
    title: Any
    told: Callable[[Record], Told]
    note: Any = ""
    kind: str = "string"
    coded: Callable[[Record], Any] | None = None
    codes: Mapping[Any, Any] | None = None

    def code(self, record: Record) -> Any:
        """Return what a programme is told."""
        told = self.coded(record) if self.coded else self.told(record)
        return told.isoformat() if isinstance(told, date) else told


def _plain(name: str) -> Callable[[Record], Told]:
    def told(record: Record) -> Told:
        value: Told = getattr(record.enterprise, name)
        return value

    return told


def _region(record: Record) -> str:
    region = current_place().regions.find(record.enterprise.region_code or "")
    return region.name.in_(language()) if region else ""


def _licence(licence: Licence) -> dict[str, Any]:
    return {
        "kind": licence.kind,
        "name": rules.licence_kinds()[licence.kind].name[language()],
        "number": licence.number,
        "scope": licence.scope,
        "valid_from": licence.valid_from.isoformat() if licence.valid_from else None,
        "valid_to": licence.valid_to.isoformat() if licence.valid_to else None,
    }


def _licences(record: Record) -> list[dict[str, Any]]:
    return [_licence(licence) for licence in record.licences]


def _flags(record: Record) -> list[dict[str, Any]]:
    return [
        {
            "kind": flag.kind.value,
            "name": str(FLAGS[flag.kind]),
            "from": flag.from_on.isoformat(),
            "to": flag.to_on.isoformat() if flag.to_on else None,
            "source": flag.source,
        }
        for flag in record.flags
    ]


def _certificates(record: Record) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "name": certificate_kinds()[one.kind].in_(language()),
            "number": one.number,
            "scope": one.scope,
            "issued_by": one.issued_by,
            "valid_to": one.valid_to.isoformat() if one.valid_to else None,
        }
        for one in record.certificates
    ]


def _changed_on(record: Record) -> date:
    return clock.in_china(record.enterprise.changed_at).date()


def page_of(record: Record) -> str:
    """Return the full address of an enterprise's page."""
    key = record.enterprise.address_key
    return absolute(url_for("enterprises.show_enterprise", reference=key))


def _joined(name: str, read: Callable[[Record], list[dict[str, Any]]]) -> Callable[[Record], str]:
    return lambda record: BETWEEN.join(str(one[name]) for one in read(record))


OWN_FIELDS = (
    EnterpriseField(
        "reference", _("本站编号"), _plain("reference"), _("本站给这家企业的编号，不会改变")
    ),
    EnterpriseField(
        "credit_code",
        _("统一社会信用代码"),
        _plain("credit_code"),
        _("营业执照上的 18 位代码，没有的为空"),
    ),
    EnterpriseField("name", _("名称"), _plain("shown_name"), _("没有字号的个人只写姓和“某”")),
    EnterpriseField(
        "former_names",
        _("曾用名"),
        lambda record: BETWEEN.join(one.shown_name for one in record.former_names),
        _("程序得到的是列表，带停用日期"),
        coded=lambda record: [
            {"name": one.shown_name, "until": one.until_on and one.until_on.isoformat()}
            for one in record.former_names
        ],
    ),
    EnterpriseField(
        "kind",
        _("企业类型"),
        lambda record: str(KINDS[record.enterprise.kind]),
        coded=lambda record: record.enterprise.kind.value,
        codes=KINDS,
    ),
    EnterpriseField(
        "status",
        _("状态"),
        lambda record: str(STATUSES[record.enterprise.status]),
        coded=lambda record: record.enterprise.status.value,
        codes=STATUSES,
    ),
    EnterpriseField("business", _("主营"), _plain("business")),
    EnterpriseField(
        "region",
        _("街道、镇"),
        _region,
        _("程序得到的是行政区划代码"),
        coded=lambda record: record.enterprise.region_code,
    ),
    EnterpriseField("address", _("地址"), _plain("shown_address"), _("个人的地址不公开")),
    EnterpriseField("latitude", _("纬度"), _plain("shown_latitude"), kind="number"),
    EnterpriseField("longitude", _("经度"), _plain("shown_longitude"), kind="number"),
    EnterpriseField(
        "licences",
        _("许可与备案"),
        _joined("number", _licences),
        _("程序得到的是列表，带种类、范围和有效期"),
        coded=_licences,
    ),
    EnterpriseField(
        "certificates",
        _("认证"),
        _joined("name", _certificates),
        _("今天有效的认证；程序得到的是列表，带证号和发证机构"),
        coded=_certificates,
    ),
    EnterpriseField(
        "flags",
        _("标识"),
        _joined("name", _flags),
        _("今天有效的标识；程序得到的是列表，带起止日期和出处"),
        coded=_flags,
    ),
)
LAST_FIELDS = (
    EnterpriseField("source", _("出处"), _plain("source"), _("登记信息来自哪里")),
    EnterpriseField(
        "changed_on",
        _("最近变动"),
        _changed_on,
        kind="date",
        coded=lambda record: iso(_moment(record)),
    ),
    EnterpriseField("page", _("网页"), page_of, _("这家企业的永久网址"), kind="uri"),
)


def _moment(record: Record) -> datetime:
    return record.enterprise.changed_at


def fields() -> tuple[EnterpriseField, ...]:
    """Return every field in its order, those that the rooms above know among them."""
    return (*OWN_FIELDS, *(_further(one) for one in FURTHER_FIELDS), *LAST_FIELDS)


def _further(one: FurtherField) -> EnterpriseField:
    def told(record: Record) -> str:
        known = record.further.get(one.name)
        return one.told(known) if known else ""

    def coded(record: Record) -> Any:
        known = record.further.get(one.name) or []
        return one.coded(known) if one.coded else known

    return EnterpriseField(one.name, one.title, told, one.note, coded=coded)
