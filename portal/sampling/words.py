"""Words of sampling. Sentences with %(name)s are filled by whoever shows them."""

from flask_babel import lazy_gettext as _

from portal.sampling.rules.batches import (
    BatchStage,
    ChainStage,
    DateKind,
    Domain,
    HoldReason,
    ImportStage,
    Result,
    TaskKind,
)
from portal.sampling.rules.disposals import DisposalStage

RESULTS = {
    Result.PASSED: _("合格"),
    Result.FAILED: _("不合格"),
    Result.PROBLEM: _("问题"),
    Result.UNDECIDED: _("待定"),
    Result.NEGATIVE: _("快检阴性（仅供参考）"),
    Result.POSITIVE: _("快检阳性（仅供参考）"),
}
RESULT_MARKS = {
    Result.PASSED: "ok",
    Result.FAILED: "bad",
    Result.PROBLEM: "hold",
    Result.UNDECIDED: "hold",
    Result.NEGATIVE: "info",
    Result.POSITIVE: "warn",
}
KINDS = {
    TaskKind.SUPERVISION: _("监督抽检"),
    TaskKind.EVALUATION: _("评价性抽检"),
    TaskKind.RISK_MONITORING: _("风险监测"),
    TaskKind.QUANTITATIVE: _("定量检测"),
    TaskKind.QUICK_TEST: _("快速检测"),
    TaskKind.WALK_IN: _("你送我检"),
}
DOMAINS = {
    Domain.FOOD: _("食品"),
    Domain.AGRI: _("农产品"),
    Domain.FOREST: _("林产品"),
    Domain.GRAIN: _("粮食"),
    Domain.DRUG: _("药品"),
    Domain.DEVICE: _("医疗器械"),
    Domain.COSMETIC: _("化妆品"),
    Domain.FOOD_CONTACT: _("食品相关产品"),
}
STAGES = {
    ChainStage.FARMING: _("种植养殖"),
    ChainStage.PRODUCTION: _("生产"),
    ChainStage.CIRCULATION: _("流通"),
    ChainStage.CATERING: _("餐饮"),
    ChainStage.ONLINE: _("网络"),
    ChainStage.TRADE: _("进出口"),
}
# Values and limits that are words and no numbers; every other one stays as the source has it.
FINDINGS = {
    "检出": _("检出"),
    "未检出": _("未检出"),
    "阳性": _("阳性"),
    "阴性": _("阴性"),
    "不得检出": _("不得检出"),
    "不得使用": _("不得使用"),
}
# Words that tables write for a category where the thing is none of the 34 kinds of food.
CATEGORIES = {
    "药品": _("药品"),
    "化妆品": _("化妆品"),
    "医疗器械": _("医疗器械"),
    "食品相关产品": _("食品相关产品"),
    "林产品": _("林产品"),
    "原粮": _("原粮"),
    "畜禽水产": _("畜禽水产"),
    "种植产品": _("种植产品"),
}
DATE_KINDS = {DateKind.PRODUCED: _("生产日期"), DateKind.BOUGHT_IN: _("购进日期")}
BATCH_STAGES = {
    BatchStage.WAITING: _("待审核"),
    BatchStage.HELD: _("暂不公示"),
    BatchStage.PUBLISHED: _("已公示"),
    BatchStage.CORRECTED: _("已更正"),
    BatchStage.WITHDRAWN: _("已撤回"),
}
HOLD_REASONS = {
    HoldReason.UNDECIDED: _("结论待定，不得公示"),
    HoldReason.RISK_MONITORING: _("风险监测只统计数量，不逐批公示"),
}
IMPORT_STAGES = {
    ImportStage.CHECKING: _("正在校验"),
    ImportStage.UNREADABLE: _("无法读取"),
    ImportStage.WAITING: _("待审核"),
    ImportStage.RETURNED: _("已退回"),
    ImportStage.PUBLISHED: _("已公示"),
}
IMPORT_MARKS = {
    ImportStage.CHECKING: "info",
    ImportStage.UNREADABLE: "bad",
    ImportStage.WAITING: "hold",
    ImportStage.RETURNED: "warn",
    ImportStage.PUBLISHED: "ok",
}
DISPOSAL_STAGES = {
    DisposalStage.WAITING: _("待启动"),
    DisposalStage.NOTIFIED: _("已告知"),
    DisposalStage.DISPUTED: _("异议、复检"),
    DisposalStage.UPHELD: _("复检维持"),
    DisposalStage.OVERTURNED: _("改判合格"),
    DisposalStage.CONTROLLED: _("风险控制"),
    DisposalStage.TRACED: _("原因排查"),
    DisposalStage.PENALISED: _("处理"),
    DisposalStage.RECHECKED: _("整改复查"),
    DisposalStage.CLOSED: _("已办结"),
}
DISPOSAL_HINTS = {
    DisposalStage.NOTIFIED: _("检验报告送达被抽样单位，告知复检和异议的权利。"),
    DisposalStage.DISPUTED: _("被抽样单位或生产者提出异议或者申请复检。"),
    DisposalStage.UPHELD: _("复检或异议处理后，维持不合格结论。"),
    DisposalStage.OVERTURNED: _("复检或异议处理后改判合格，核查处置终止，公示同时更正。"),
    DisposalStage.CONTROLLED: _("下架、封存、召回同批次产品。"),
    DisposalStage.TRACED: _("排查不合格原因，追溯来源。"),
    DisposalStage.PENALISED: _("责令改正、处罚、移送或者协查。"),
    DisposalStage.RECHECKED: _("复查整改情况，需要时再抽一次。"),
    DisposalStage.CLOSED: _("步骤和文书齐全，核查处置完毕。"),
}
FILE_REFUSALS = {
    "missing": _("找不到文件，或者没有读取它的权限，请核对路径"),
    "empty_file": _("文件是空的（0 字节），请重新导出后再上传"),
    "too_large": _("文件超过 %(limit)s MB，请拆成几份再导入"),
    "too_large_inside": _("文件解压后过大，请把表格另存为 CSV 后再导入"),
    "html": _("这是网页另存成的表格，请用表格软件打开，另存为 XLSX 后再导入"),
    "password": _("文件有打开密码，请去掉密码后再导入"),
    "damaged": _("文件已损坏，或者不是 CSV、XLSX、XLS 表格，请重新导出后再导入"),
    "encoding": _("文字编码无法识别，请另存为 UTF-8 或 GB18030 编码的 CSV"),
    "empty_sheet": _("表格里没有内容，请核对是否导出了正确的工作表"),
    "unknown_columns": _("没有找到表头：前 25 行里至少要有产品名称和另外两列能识别的列名"),
    "no_rows": _("表头下面没有数据行，请核对导出的内容"),
}
ROW_REFUSALS = {
    "product_missing": _("没有产品名称"),
    "too_long": _("内容超过 %(limit)s 个字，可能错列"),
    "columns_differ": _("同名的两列内容不同：“%(one)s”和“%(other)s”"),
    "kind_unknown": _("任务类型“%(value)s”无法识别"),
    "result_missing": _("没有检验结论"),
    "result_unknown": _("结论“%(value)s”不是合格、不合格、问题或待定"),
    "results_differ": _("两列结论互相矛盾"),
    "code_invalid": _("统一社会信用代码“%(value)s”的校验码不对"),
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
    "already_public": _("该批次已经公示，新的内容须走更正程序"),
    "waits_elsewhere": _("该批次正在另一次导入 %(reference)s 中待审核"),
}
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
DOUBTS = {
    "product_date_is_notice": _("来源表的生产日期与公告日期相同，按未提供处理"),
}


def row_reason(code: str, facts: dict[str, str]) -> str:
    """Return why a row was refused, in the reader's language."""
    return str(ROW_REFUSALS[code]) % facts
