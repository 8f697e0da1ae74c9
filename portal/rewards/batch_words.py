"""Words of batches and of the month's account."""

from flask_babel import lazy_gettext as _

from portal.rewards.rules.batches import BatchStage, Fault
from portal.rewards.rules.reconciliation import Difference

BATCH_STAGES = {
    BatchStage.OPEN: _("等待结果"),
    BatchStage.CLOSED: _("结果已登记"),
}
BATCH_MARKS = {
    BatchStage.OPEN: "info",
    BatchStage.CLOSED: "ok",
}
FAULTS = {
    Fault.OTHER_BATCH: _("这一行是别的批次的"),
    Fault.UNKNOWN: _("这个批次里没有这笔支付"),
    Fault.DOUBLE: _("同一笔支付出现了两次"),
    Fault.MISSING: _("批次里的这笔支付，文件里没有"),
    Fault.AMOUNT_UNREADABLE: _("金额要用数字写，大于 0，最多两位小数"),
    Fault.AMOUNT_CHANGED: _("金额与批次不同"),
    Fault.ORDER_CHANGED: _("前九列有改动，与校验码对不上（账号可能被表格软件改成了科学记数）"),
    Fault.RESULT_UNKNOWN: _("支付结果要写“成功”或者“失败”"),
    Fault.NUMBER_MISSING: _("支付成功的，要填银行流水号"),
    Fault.NUMBER_TOO_LONG: _("银行流水号太长，最多 60 个字"),
    Fault.NUMBER_DOUBLE: _("同一个银行流水号填在了两行"),
    Fault.NUMBER_TAKEN: _("这个银行流水号已经登记在另一笔支付上"),
    Fault.REASON_MISSING: _("支付失败的，要填失败原因"),
    Fault.REASON_TOO_LONG: _("失败原因太长，最多 500 个字"),
    Fault.TOTAL_MISSING: _("缺少最后的合计行"),
    Fault.TOTAL_DOUBLE: _("合计行多于一行"),
    Fault.TOTAL_COUNT: _("合计行的笔数与批次不同"),
    Fault.TOTAL_SUM: _("合计行的金额与批次不同"),
    Fault.TOTAL_CODE: _("合计行的校验码与批次不同"),
}
BATCH_WORDS = {
    "budget_none": _("%(year)d 年的奖励预算还没有下达，没有可以核减的"),
    "budget_lower": _(
        "最多只能核减 %(year)d 年还可用的 %(available)s：已预留、已支付、已追回的不能减"
    ),
    "batch_empty": _("现在没有要转账的奖励：核验通过、转到银行账户的会进批次"),
    "result_refused": _("结果文件没有收下，一笔也没有登记：请按下面列出的行逐一核对"),
    "result_other": _("这个批次已经登记过结果，与这次的文件不同，没有改动任何一笔"),
    "result_large": _("文件太大或者行数太多，不像这个批次的结果，请核对"),
    "result_columns": _("结果文件缺少这些列：%(columns)s。请用导出的批次文件填写后三列"),
    "in_batch": _("这笔支付在批次 %(batch)s 里，结果要用批次的结果文件登记"),
    "not_over": _("这个月还没有过完，过完以后才能对账"),
}
# Stands on the payee's statement of account: no word about a report.
PURPOSE = "奖励 {code}"
DIFFERENCES = {
    Difference.PAYMENT_WITHOUT_ENTRY: _("已支付，台账没有这一笔"),
    Difference.ENTRY_WITHOUT_PAYMENT: _("台账有这一笔，没有支付记录"),
    Difference.AMOUNTS_DIFFER: _("台账与支付记录的金额不同"),
    Difference.DAYS_DIFFER: _("台账与支付记录的日期不同"),
    Difference.BATCH_SUM: _("批次的笔数或者金额与各行合计不同"),
    Difference.RESERVED_DIFFERS: _("奖励件应预留的金额与台账不同"),
    Difference.PAID_DIFFERS: _("奖励件已支付的金额与台账不同"),
    Difference.BUDGET_SUM: _("年度预算的合计与台账不同"),
}
