"""Words of imports: where a file stands, why it or a row of it was refused."""

from flask_babel import lazy_gettext as _

from portal.sampling.rules.batches import ImportStage

IMPORT_STAGES = {
    ImportStage.CHECKING: _("正在校验"),
    ImportStage.ASKING: _("待指明各列"),
    ImportStage.UNREADABLE: _("无法读取"),
    ImportStage.CANCELLED: _("已取消"),
    ImportStage.WAITING: _("待审核"),
    ImportStage.SCHEDULED: _("已安排公示"),
    ImportStage.RETURNED: _("已退回"),
    ImportStage.PUBLISHED: _("已公示"),
}
IMPORT_MARKS = {
    ImportStage.CHECKING: "info",
    ImportStage.ASKING: "warn",
    ImportStage.UNREADABLE: "bad",
    ImportStage.CANCELLED: "warn",
    ImportStage.WAITING: "hold",
    ImportStage.SCHEDULED: "info",
    ImportStage.RETURNED: "warn",
    ImportStage.PUBLISHED: "ok",
}
ROW_REFUSALS = {
    "product_missing": _("没有产品名称"),
    "row_hidden": _("该行在表格里是隐藏的，没有导入"),
    "row_shifted": _("该行各单元格向左错位，请在原表里补上缺少的单元格"),
    "item_unclear": _("各项目分列，却没有写明哪一项不合格"),
    "too_long": _("内容超过 %(limit)s 个字，可能错列"),
    "columns_differ": _("同名的两列内容不同：“%(one)s”和“%(other)s”"),
    "kind_unknown": _("任务类型“%(value)s”无法识别"),
    "result_missing": _("没有检验结论"),
    "result_unknown": _("结论“%(value)s”不是合格、不合格、问题或待定"),
    "results_differ": _("两列结论互相矛盾"),
    "code_invalid": _("统一社会信用代码“%(value)s”的校验码不对"),
    "number_invalid": _("注册证号“%(value)s”的写法不符合规定格式"),
    "date_unreadable": _("日期“%(value)s”无法识别"),
    "date_in_future": _("日期“%(value)s”晚于今天"),
    "report_before_sampling": _("报告日期早于抽样日期 %(sampled)s"),
    "notice_before_sampling": _("公告日期早于抽样日期 %(sampled)s"),
    "product_after_sampling": _("生产日期“%(value)s”晚于抽样或公告日期"),
    "finding_unreadable": _("合并列“%(value)s”拆不出项目、结果和标准值"),
    "unit_unknown": _("计量单位“%(unit)s”无法识别"),
    "units_differ": _("检验结果“%(value)s”与标准值“%(limit)s”的单位不能比较"),
    "unit_missing": _("检验结果“%(value)s”没有单位，无法与标准值“%(limit)s”比较"),
    "value_is_limit": _("检验结果“%(value)s”像是标准值，两列可能颠倒"),
    "failed_without_item": _("结论为不合格，却没有不合格项目"),
    "within_limit": _("检验结果“%(value)s”没有超出标准值“%(limit)s”，与不合格的结论矛盾"),
    "beyond_limit": _("检验结果“%(value)s”超出标准值“%(limit)s”，与合格的结论矛盾"),
    "passed_with_failed_item": _("结论为合格，却列有不合格项目“%(item)s”"),
    "number_taken": _("抽样编号“%(number)s”已用于另一批次，内容不同"),
    "withdrawn_before": _("该批次公示后已经撤回，不能再次导入"),
    "too_many_alike": _("各项内容与另外 %(limit)s 个样品完全相同，无法区分，请补上抽样编号"),
    "waits_elsewhere": _("该批次正在另一次导入 %(reference)s 中待审核"),
}


def row_reason(code: str, facts: dict[str, str]) -> str:
    """Return why a row was refused, in the reader's language."""
    return str(ROW_REFUSALS[code]) % facts
