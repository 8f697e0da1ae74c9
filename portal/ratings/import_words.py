"""What is said of a row of a table of grades that was not taken."""

from flask_babel import lazy_gettext as _

FAULTS = {
    "document_missing": _("请写明这批等级出自哪份文件"),
    "scheme_unknown": _("没有这个评级方案"),
    "day_missing": _("请填写生效日期"),
    "not_a_number": _("数字读不懂，最多两位小数"),
}
