"""Words of rewards: stages, refusals, notices; those of amounts stand in a module of their own."""

from flask_babel import lazy_gettext as _

from portal.rewards.amount_words import (
    FIGURES,
    FLAGS,
    FLAWS,
    LEVELS,
    TOPICS,
    WINDOWS,
    cite,
    days,
    explain,
    explain_all,
    percent,
    vouch,
    yuan,
)
from portal.rewards.rules import (
    Collector,
    Decision,
    LedgerAccount,
    Movement,
    Part,
    PaymentResult,
    PayMethod,
    Stage,
)

__all__ = [
    "ACCOUNTS",
    "COLLECTORS",
    "DECISIONS",
    "FIGURES",
    "FLAGS",
    "FLAWS",
    "LEVELS",
    "METHODS",
    "MOVEMENTS",
    "NOTICES",
    "PARTS",
    "RESULTS",
    "STAGES",
    "STAGE_MARKS",
    "TOPICS",
    "WINDOWS",
    "WORDS",
    "cite",
    "days",
    "explain",
    "explain_all",
    "percent",
    "vouch",
    "yuan",
]

STAGES = {
    Stage.OPENED: _("待判定"),
    Stage.INELIGIBLE: _("不符合奖励条件"),
    Stage.PROPOSED: _("已拟奖，待一审"),
    Stage.FIRST_APPROVED: _("一审通过，待二审"),
    Stage.SECOND_APPROVED: _("二审通过"),
    Stage.NOTIFIED: _("已通知，待领取"),
    Stage.OBJECTED: _("有异议，复核中"),
    Stage.REVIEWED: _("复核维持，待领取"),
    Stage.VERIFIED: _("核验通过，待支付"),
    Stage.PAYING: _("支付中"),
    Stage.PAID: _("已支付"),
    Stage.FAILED: _("支付失败"),
    Stage.LAPSED: _("逾期未领，已失效"),
    Stage.RECOVERED: _("已追回"),
}
STAGE_MARKS = {
    Stage.OPENED: "hold",
    Stage.INELIGIBLE: "bad",
    Stage.PROPOSED: "info",
    Stage.FIRST_APPROVED: "info",
    Stage.SECOND_APPROVED: "info",
    Stage.NOTIFIED: "warn",
    Stage.OBJECTED: "hold",
    Stage.REVIEWED: "warn",
    Stage.VERIFIED: "info",
    Stage.PAYING: "info",
    Stage.PAID: "ok",
    Stage.FAILED: "bad",
    Stage.LAPSED: "hold",
    Stage.RECOVERED: "loop",
}
METHODS = {
    PayMethod.COUNTER: _("到窗口领取"),
    PayMethod.ACCOUNT: _("转到银行账户"),
}
COLLECTORS = {
    Collector.SELF: _("本人"),
    Collector.AGENT: _("受托人"),
}
RESULTS = {
    PaymentResult.STARTED: _("支付中"),
    PaymentResult.PAID: _("已支付"),
    PaymentResult.FAILED: _("支付失败"),
}
ACCOUNTS = {
    LedgerAccount.GRANTED: _("预算下达"),
    LedgerAccount.AVAILABLE: _("可用"),
    LedgerAccount.RESERVED: _("已预留"),
    LedgerAccount.PAID: _("已支付"),
    LedgerAccount.RECOVERED: _("已追回"),
}
MOVEMENTS = {
    Movement.GRANT: _("下达预算"),
    Movement.LOWER: _("核减预算"),
    Movement.RESERVE: _("预留"),
    Movement.RELEASE: _("释放"),
    Movement.PAY: _("支付"),
    Movement.RECOVER: _("追回"),
}
PARTS = {
    Part.HANDLE: _("承办人"),
    Part.APPROVE_FIRST: _("一审"),
    Part.APPROVE_SECOND: _("二审"),
    Part.REVIEW: _("复核"),
    Part.VERIFY: _("核验"),
    Part.PAY: _("支付"),
}
DECISIONS = {
    Decision.APPROVE: _("通过"),
    Decision.RETURN: _("退回"),
}
WORDS = {
    "scheme_unknown": _("没有这个奖励方案，请重新选择"),
    "scheme_changed": _(
        "奖励方案 %(scheme)s（版本 %(version)s）的文件在使用之后被改过，"
        "不能按原方案复算，请联系管理员"
    ),
    "amount_differs": _("存下的数额与按方案复算的不同"),
    "input_missing": _("还没有填 %(name)s"),
    "ratio": _("请用小数写提高的倍数，例如 0.5 是再加一半"),
    "day": _("请把日期写成 2026-11-21 这样"),
    "answers_missing": _("请逐条回答是否符合条件"),
    "not_eligible": _("有一条回答不符合奖励条件，请改为“不予奖励”"),
    "verdict_changed": _("核查结论已经改变，现在不能给予奖励"),
    "future": _("不能用还没有到的日子让奖励失效，可以加 --dry-run 先看"),
    "ground": _("请选出不符合的那一条"),
    "consultation": _("须先与财政部门会商，请填写会商文号"),
    "declared": _("请先声明与举报人、被举报人没有利害关系"),
    "own_part": _("您已经以“%(part)s”身份办过本件，不能再办这一步，请换一个人"),
    "reason": _("请写明理由"),
    "seen_other": _("您打开之后本件有了变化，请看过新的内容再办理"),
    "no_budget": _("%(year)d 年的奖励预算还没有下达，不能通过"),
    "budget_short": _("%(year)d 年的奖励预算不够：还可用 %(available)s，本件需要 %(wanted)s"),
    "amount": _("数额要大于 0"),
    "document": _("请填写预算文号"),
    "too_large": _("数额大得不合常理，请核对位数"),
    "claim_over": _("领取期限已过"),
    "already_claimed": _("已经申请过领取"),
    "code_wrong": _("领取码不对，请照着纸上的再输一遍"),
    "code_unknown": _("没有这个领取码，或者已经失效、已经用过"),
    "promise": _("请先承诺不属于不予奖励的情形"),
    "payee_name": _("请填写姓名，领取时与身份证件核对"),
    "payee_bank": _("请填写开户银行"),
    "payee_account": _("银行账号应为 8 至 32 位数字，请核对"),
    "papers": _("请先核对证件（受托领取的，还要核对委托书）"),
    "objected": _("异议只能提出一次"),
    "objection_over": _("提出异议的期限已过"),
    "extension": _("最多可以再延长 %(days)d 个工作日"),
    "extension_unset": _("这个方案没有设定可以延长的天数"),
    "bank_reference": _("请填写银行流水号"),
    "bank_reference_taken": _("这个银行流水号已经登记在另一笔支付上，请核对"),
    "paid_already": _("这笔奖励已经支付，银行流水号与这次填写的不同，请核对"),
}


NOTICES = {
    "granted": _(
        "您的举报已认定奖励 %(amount)s，请在 %(until)s 前在本页领取；有异议可以申请复核。"
    ),
    "refused": _("您的举报经审查不符合奖励条件。理由：%(because)s"),
    "upheld": _(
        "您的异议已复核，维持原奖励 %(amount)s，请在 %(until)s 前在本页领取。理由：%(because)s"
    ),
    "reopened": _("您的异议已复核，奖励将重新认定。理由：%(because)s"),
    "extended": _("领取期限已延长到 %(until)s。"),
    "unset": _("（期限未设定）"),
}
