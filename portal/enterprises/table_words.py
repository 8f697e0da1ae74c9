"""What is said of a row of the register's tables that was not taken, and of what one changes."""

from flask_babel import lazy_gettext as _

FAULTS = {
    "kind_unknown": _("没有这一类企业"),
    "status_unknown": _("状态写在营、停业或注销"),
    "region_unknown": _("这个街道或镇不在本地的行政区划里"),
    "licence_unknown": _("没有这一类证照"),
    "code_wrong": _("统一社会信用代码的校验位不对"),
    "party_missing": _("请写明企业名称或统一社会信用代码"),
    "enterprise_unknown": _("看不准是企业库里的哪一家，写入时会交人核对"),
    "rows_differ": _("文件里同一家企业的几行内容不同，请留下正确的"),
    "half_a_place": _("经度、纬度要成对填写"),
    "licence_false": _("证号格式不对，请对照证照核对"),
    "certificate_unknown": _("没有这一类认证"),
    "flag_unknown": _("没有这一种标识"),
    "day_missing": _("请填写起始日期"),
    "end_before_start": _("截止日期早于开始日期，请核对"),
}
# What is shown of a field that a table would change.
SHOWN = {
    "name": _("企业名称"),
    "credit_code": _("统一社会信用代码"),
    "kind": _("企业类型"),
    "business": _("主营"),
    "address": _("地址"),
    "region_code": _("街道"),
    "coordinates": _("经纬度"),
    "status": _("经营状态"),
    "former_name": _("曾用名"),
    "valid_from": _("起始日期"),
    "valid_to": _("有效期至"),
    "scope": _("范围"),
    "issued_by": _("发证机构"),
}
