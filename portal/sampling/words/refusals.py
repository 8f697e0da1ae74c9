"""Why something asked for is refused."""

from flask_babel import lazy_gettext as _

REFUSALS = {
    "reason_missing": _("请写明理由"),
    "same_person": _("导入和公示须由两个人办理：这份表格是您导入的，请由另一位审核人员公示"),
    "not_waiting": _("这次导入不在待审核状态，请刷新页面"),
    "note_missing": _("请写明更正的原因，会随更正一同公开"),
    "nothing_changed": _("没有改动任何内容"),
    "date_in_future": _("办理日期晚于今天，请核对"),
    "date_before": _("办理日期早于上一步的 %(day)s，请核对"),
    "document_missing": _("请填写文书名称或文号，没有文书的步骤不能作为已办"),
    "steps_missing": _("还缺少步骤或文书，不能办结：%(steps)s"),
    "other_place": _("本系统属于 %(ours)s，不能导入 %(given)s 的数据"),
    "withdrawn": _("该结果已于 %(day)s 撤回。原因：%(reason)s"),
}
