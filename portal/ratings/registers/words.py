"""Words of registers that are brought in."""

from flask_babel import lazy_gettext as _

REFUSALS = {
    "source_unknown": _("没有“%(source)s”的说明文件。现有：%(known)s"),
    "files_differ": _("“%(source)s”由 %(count)s 个文件组成，依次是：%(names)s"),
    "not_xml": _("文件不是完整的 XML，或者带有不允许的声明：%(reason)s"),
    "too_large": _("文件超过 %(limit)s MB，没有读取"),
    "column_missing": _("表头里没有“%(column)s”这一列"),
    "encoding": _("文件不是这些编码：%(known)s"),
    "count_differs": _("文件头写明 %(told)s 家，实际读到 %(read)s 家：文件不完整，没有导入"),
    "day_missing": _("文件没有写明导出日期，请用 --on 写明"),
    "day_differs": _("文件写明的导出日期是 %(told)s，不是 %(given)s"),
    "older": _("已经导入了 %(known)s 的版本，这一份是 %(given)s 的，较旧"),
    "in_future": _("导出日期晚于今天，请核对"),
    "has_faults": _("有 %(count)s 条读不懂，没有导入：请先核对"),
}
FAULTS = {
    "missing": _("没有填写"),
    "too_long": _("太长"),
    "twice": _("同一编号出现两次"),
    "unknown": _("说明文件里没有这个值：%(value)s"),
    "day": _("不是日期：%(value)s"),
    "future": _("晚于导出日期：%(value)s"),
    "number": _("不是数字，或超出范围：%(value)s"),
    "score": _("得分不在方案的任何等级里：%(value)s"),
    "orphan": _("没有这个编号的单位：%(value)s"),
}
BASIS = _("%(source)s 公布，%(day)s 导出")
WITHDRAWN = _("来源已更正，不再列出")
