"""Words of the import: how columns may be headed, and what is said of a row that was not taken."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "credit_code": ("统一社会信用代码", "信用代码", "社会信用代码"),
    "name": ("企业名称", "单位名称", "经营者名称", "名称"),
    "scheme": ("评级方案", "方案"),
    "level": ("等级", "风险等级", "信用等级", "量化等级", "类别"),
    "score": ("得分", "总分", "分数", "风险得分"),
    "effective_on": ("生效日期", "评定日期"),
    "expires_on": ("有效期至", "到期日期"),
    "notified_on": ("告知日期",),
    "objection_until": ("异议截止日期", "异议期至"),
    "basis": ("评定依据", "依据", "说明"),
    "adjustment": ("调整理由",),
    "part": ("部分",),
    "factor": ("评分项目", "项目"),
    "fact": ("事实",),
    "source": ("出处",),
    "points": ("项目得分",),
    "most": ("项目满分",),
}
COLUMNS: Mapping[str, str] = {
    heading: name for name, headings in HEADINGS.items() for heading in headings
}
# A row's fault is told by the heading people know, which is Chinese in both languages.
TITLES: Mapping[str, str] = {name: headings[0] for name, headings in HEADINGS.items()}
FAULTS = {
    "document_missing": _("请写明这批等级出自哪份文件"),
    "code_wrong": _("统一社会信用代码的校验位不对"),
    "enterprise_unknown": _("企业库里没有这家企业，或者同名的不止一家；请先核对登记"),
    "scheme_unknown": _("没有这个评级方案"),
    "day_missing": _("请填写生效日期"),
    "not_a_number": _("数字读不懂，最多两位小数"),
}
