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
    Paper,
    Part,
    PaymentResult,
    PayMethod,
    Side,
    Stage,
)

__all__ = [
    "ACCOUNTS",
    "COLLECTORS",
    "DECISIONS",
    "DECISION_MARKS",
    "FIGURES",
    "FLAGS",
    "FLAWS",
    "LEVELS",
    "LIMITS",
    "METHODS",
    "MOVEMENTS",
    "NOTICES",
    "PAPERS",
    "PARTS",
    "RESULTS",
    "SIDES",
    "STAGES",
    "STAGE_MARKS",
    "STANDS",
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
    Stage.CONTESTED: _("对不予奖励有异议，复核中"),
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
STANDS = {
    Stage.OPENED: _("举报已经查实，承办人正在判定是否符合奖励条件。"),
    Stage.INELIGIBLE: _("理由和依据在下面；不同意的，可以申请复核一次。"),
    Stage.CONTESTED: _("您不同意不予奖励，正在复核，由没有办过本件的人看。"),
    Stage.PROPOSED: _("承办人已经定级定额，等第一位审批人审。"),
    Stage.FIRST_APPROVED: _("第一位审批人已经通过，等第二位审批人审。"),
    Stage.SECOND_APPROVED: _("两位审批人都通过了，马上通知您。"),
    Stage.NOTIFIED: _("奖励已经认定，等您领取。"),
    Stage.OBJECTED: _("您的异议正在复核，由没有办过本件的人看；复核期间不计领取期限。"),
    Stage.REVIEWED: _("复核后维持原奖励，领取期限重新起算，等您领取。"),
    Stage.VERIFIED: _("领取已经核验，等财务支付。"),
    Stage.PAYING: _("财务正在支付。"),
    Stage.PAID: _("奖励已经支付。"),
    Stage.FAILED: _("银行没有付成，钱还给您留着；财务核对以后再付，您不用重新申请。"),
    Stage.LAPSED: _("到期没有领取，奖励已经失效。"),
    Stage.RECOVERED: _("经查实举报弄虚作假，奖励已经追回。"),
}
LIMITS = {
    "notice": _("我们最迟告知您"),
    "claim": _("您最迟领取"),
    "objection": _("最迟申请复核"),
}
STAGE_MARKS = {
    Stage.OPENED: "hold",
    Stage.INELIGIBLE: "bad",
    Stage.CONTESTED: "hold",
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
    Part.APPROVED_BEFORE: _("上一轮审批"),
    Part.REVIEW: _("复核"),
    Part.VERIFY: _("核验"),
    Part.PAY: _("支付"),
}
DECISIONS = {
    Decision.PROPOSE: _("拟奖"),
    Decision.REFUSE: _("不予奖励"),
    Decision.APPROVE: _("通过"),
    Decision.RETURN: _("退回"),
    Decision.UPHOLD: _("维持"),
    Decision.REOPEN: _("重新认定"),
}
DECISION_MARKS = {
    Decision.PROPOSE: "v-now",
    Decision.REFUSE: "v-bad",
    Decision.APPROVE: "v-ok",
    Decision.RETURN: "v-bad",
    Decision.UPHOLD: "v-ok",
    Decision.REOPEN: "v-loop",
}
PAPERS = {
    Paper.IDENTITY: _("领取人身份证件"),
    Paper.ATTORNEY: _("授权委托书"),
    Paper.PRINCIPAL_IDENTITY: _("委托人身份证件"),
    Paper.AGENT_IDENTITY: _("受托人身份证件"),
    Paper.JOINT_CONSENT: _("其他联名举报人同意由其代表领取的材料"),
    Paper.NOT_STAFF: _("与工作人员或其申报的亲属同名：已核对不是同一人"),
}
SIDES = {
    Side.REPORTER: _("举报人声明"),
    Side.HANDLER: _("承办人核对"),
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
    "declared_so": _("举报人自己声明属于这种情形，不能奖励"),
    "declared_against": _("您的回答属于不予奖励的情形（%(article)s），不能领取；选错了请改过来"),
    "declared_late": _("奖励已经认定，请在领取时一并回答"),
    "article_unseen": _("本平台要求"),
    "not_first": _(
        "同一违法行为的另一件举报（奖励件 %(reference)s）在先，或者已经拟奖，本件不能奖励"
    ),
    "matched": _("核查结论是部分属实，请填写与举报相符的那部分罚没款"),
    "matched_part": _("请写明哪一部分与举报相符"),
    "own_interest": _("您申报过与被举报的企业有利害关系，本件应当回避，请换一个人"),
    "relative_name": _("请填写亲属姓名"),
    "interest_known": _("已经申报过"),
    "enterprise_unknown": _("没有找到这家企业，请核对统一社会信用代码"),
    "own_part": _("您已经以“%(part)s”身份办过本件，不能再办这一步，请换一个人"),
    "reason": _("请写明理由"),
    "seen_other": _("您打开之后本件有了变化，请看过新的内容再办理"),
    "no_budget": _("%(year)d 年的奖励预算还没有下达，不能通过"),
    "budget_short": _("%(year)d 年的奖励预算不够：还可用 %(available)s，本件需要 %(wanted)s"),
    "amount": _("数额要大于 0"),
    "document": _("请填写预算文号"),
    "too_large": _("数额大得不合常理，请核对位数"),
    "claim_over": _("领取期限已过"),
    "already_claimed": _(
        "这笔奖励 %(day)s 已经申请过领取，不能再申请；不是您本人办的，请马上联系我们"
    ),
    "code_wrong": _("领取码不对，请照着纸上的再输一遍"),
    "code_unknown": _("身份代码和领取码对不上，请照着凭条再输一遍"),
    "code_used": _("这个领取码 %(day)s 已经用过，不能再用"),
    "code_expired": _("这个领取码 %(day)s 已经到期，不能再用"),
    "code_objected": _("本件正在复核，复核以后才能领取"),
    "code_replaced": _("奖励已经重新认定，这个领取码作废，请举报人重新申请领取"),
    "reporters": _("联名举报的人数应为 1 至 100，请核对"),
    "promise": _("请先承诺不属于不予奖励的情形"),
    "payee_name": _("请填写姓名，领取时与身份证件核对"),
    "payee_bank": _("请填写开户银行"),
    "payee_account": _("银行账号应为 8 至 32 位数字，请核对"),
    "papers": _("还要核对：%(papers)s"),
    "listing": _("、"),
    "payee_reason": _("请写明为什么要看收款信息"),
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
        "您的举报已认定奖励 %(amount)s，请在 %(until)s 前在本页领取；"
        "有异议的，在 %(object_until)s 前可以申请复核一次。"
    ),
    "refused": _(
        "您的举报经审查不符合奖励条件。理由：%(because)s。不同意的，可以在 %(object_until)s 前"
        "在本页申请复核一次。"
    ),
    "refusal-upheld": _("您的异议已复核，维持不予奖励。理由：%(because)s"),
    "upheld": _(
        "您的异议已复核，维持原奖励 %(amount)s，请在 %(until)s 前在本页领取。理由：%(because)s"
    ),
    "reopened": _("您的异议已复核，奖励将重新认定。理由：%(because)s"),
    "extended": _("领取期限已延长到 %(until)s。"),
    "unset": _("（期限未设定）"),
}
