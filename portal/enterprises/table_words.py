"""What is said of a table that cannot be read, and how the register's own table is headed."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus

FAULTS = {
    "file_empty": _("这个文件是空的"),
    "file_too_large": _("文件超过 8 MB，请分成几份"),
    "not_text": _("读不懂这个文件。请在表格软件里另存为 CSV（UTF-8）再上传"),
    "not_a_table": _("这个文件不是完整的 CSV 表格"),
    "header_missing": _("前 25 行里没有找到表头，请对照说明核对列名"),
    "not_a_day": _("日期读不懂，请写成 2026-05-06"),
    "kind_unknown": _("没有这一类企业"),
    "status_unknown": _("状态写在营、停业或注销"),
    "region_unknown": _("这个街道或镇不在本地的行政区划里"),
    "not_a_number": _("经度、纬度要写成数字"),
    "licence_unknown": _("没有这一类证照"),
    "source_missing": _("请写明这张表出自哪里"),
}
# What a bureau writes is Chinese, whatever language the reader of the report reads.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("企业名称", "单位名称", "经营者名称", "名称"),
    "credit_code": ("统一社会信用代码", "信用代码", "社会信用代码"),
    "kind": ("企业类型", "类型", "业态"),
    "business": ("主营", "经营范围", "经营项目"),
    "address": ("地址", "经营地址", "住所"),
    "region": ("街道", "镇街", "所属街道", "街道(镇)"),
    "status": ("状态", "经营状态"),
    "latitude": ("纬度",),
    "longitude": ("经度",),
    "licence_kind": ("证照类型", "许可类型"),
    "licence_number": ("证照编号", "许可证号", "许可证编号"),
    "licence_from": ("证照起始日期", "发证日期"),
    "licence_to": ("证照有效期至", "许可有效期至"),
}
COLUMNS: Mapping[str, str] = {
    heading: name for name, headings in HEADINGS.items() for heading in headings
}
TITLES: Mapping[str, str] = {
    **{name: headings[0] for name, headings in HEADINGS.items()},
    "region_code": "街道",
    "coordinates": "纬度",
    "number": "证照编号",
    "valid_to": "证照有效期至",
}
KIND_NAMES: Mapping[str, EnterpriseKind] = {
    **{kind.value: kind for kind in EnterpriseKind},
    "食品生产": EnterpriseKind.MAKER,
    "食品销售": EnterpriseKind.SELLER,
    "餐饮服务": EnterpriseKind.CATERER,
    "学校食堂": EnterpriseKind.SCHOOL_CANTEEN,
    "养老机构食堂": EnterpriseKind.CARE_CANTEEN,
    "集体用餐配送": EnterpriseKind.COLLECTIVE_SUPPLIER,
    "外卖商家": EnterpriseKind.TAKEAWAY,
    "药店": EnterpriseKind.PHARMACY,
    "医疗器械": EnterpriseKind.DEVICE,
    "化妆品": EnterpriseKind.COSMETICS,
    "小作坊": EnterpriseKind.WORKSHOP,
    "农产品主体": EnterpriseKind.FARM,
}
STATUS_NAMES: Mapping[str, EnterpriseStatus] = {
    "": EnterpriseStatus.OPERATING,
    "在营": EnterpriseStatus.OPERATING,
    "存续": EnterpriseStatus.OPERATING,
    "停业": EnterpriseStatus.SUSPENDED,
    "注销": EnterpriseStatus.CLOSED,
    "已注销": EnterpriseStatus.CLOSED,
}
