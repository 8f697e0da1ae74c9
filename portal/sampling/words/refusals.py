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
    "authority_missing": _("这类信息由国家或者省级公布，本级须有授权才能发布。请填写授权文件文号"),
    "kind_not_ours": _("本级不能公布这类信息，请选择抽检公告、核查处置通告或消费提示"),
    "verdict_by_retest": _(
        "结论不随更正改变：已公示的须经复检改判，或者撤回；暂不公示的请在那里填写最后的结论"
    ),
    "own_announcement": _("起草和公布须由两个人办理：这份公告是您起草的，请由另一位审核人员公布"),
    "time_is_over": _("公示时间已经过去，请选择晚于现在的时间"),
    "hold_reason_unknown": _("请从清单里选择暂不公示的理由"),
    "numbers_missing": _("请勾选批次，或填写抽样编号"),
    "number_not_waiting": _("“%(number)s”不在这份导入待公示的批次里，请核对"),
    "import_is_public": _("这份导入已经公示，不能放回；请在暂不公示的批次里处理"),
    "import_first": _("请先公示这份导入，再处理暂不公示的批次"),
    "monitoring_never": _("风险监测只统计数量，不能逐批公示"),
    "still_undecided": _("结论仍是待定，请先填写最后的结论"),
    "already_decided": _("这批次的结论已经确定，请刷新页面"),
    "release_note_missing": _("请写明暂不公示的理由已经消除的依据"),
    "report_missing": _("请填写检验报告的编号或名称"),
    "failed_item_missing": _("结论为不合格时，请勾选不合格项目"),
    "passed_with_items": _("结论不是不合格，不能勾选不合格项目"),
    "plan_note_missing": _("请写明为什么调整，会随计划公开"),
    "plan_number_taken": _("计划编号“%(number)s”已经登记，请核对"),
    "announcement_withdrawn": _("这份公告已于 %(day)s 撤回。原因：%(reason)s"),
    "withdrawn": _("该结果已于 %(day)s 撤回。原因：%(reason)s"),
}
