"""Words of rewards: stages, steps of the computation, refusals."""

from decimal import Decimal
from fractions import Fraction

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from portal.rewards.rules import (
    Collector,
    Computation,
    Decision,
    Flag,
    Flaw,
    LedgerAccount,
    Level,
    Movement,
    Part,
    PaymentResult,
    PayMethod,
    Stage,
    Step,
    StepKind,
)

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
FLAGS = {
    Flag.FLOOR_APPLIED: _("不足最低数额，按最低数额发放"),
    Flag.CAP_APPLIED: _("超过每案上限，按上限发放"),
    Flag.CONSULT_AMOUNT: _("达到会商数额，须与财政部门会商决定"),
    Flag.CONSULT_UPLIFT: _("提高内部举报人奖励，须经财政部门同意"),
    Flag.BELOW_LARGE_AMOUNT: _(
        "罚没款未达到“较大数额”；涉嫌犯罪、停产停业、关闭或者吊销许可证件的，仍可奖励"
    ),
}
FLAWS = {
    Flaw.NOT_IN_FORCE: _("这个方案在这一天没有施行，请换一个方案或者日期"),
    Flaw.GRADE_UNKNOWN: _("这个方案没有这一级，请重新选择等级"),
    Flaw.BASE_NEGATIVE: _("罚没款不能小于 0，请核对"),
    Flaw.BASE_TOO_LARGE: _("罚没款大得不合常理，请核对位数"),
    Flaw.UPLIFT_OUTSIDE: _("提高的比例超出方案允许的范围，请核对"),
    Flaw.NOT_SET: _("这个方案的数额还没有设定，不能计算"),
    Flaw.NO_SHARES: _("请写明每位举报人的份额，至少一份"),
}
LEVELS = {
    Level.LOCAL: _("本地"),
    Level.PROVINCE: _("省级"),
    Level.NATIONAL: _("国家"),
}
FIGURES = {
    "cap_fen": _("每案上限"),
    "consult_from_fen": _("须与财政部门会商的数额"),
    "large_from_fen": _("“较大数额罚没款”标准"),
    "uplift_most": _("内部举报人最多提高"),
    "rounding_fen": _("尾数舍到"),
    "day_cap_fen": _("每人每日上限"),
    "month_cap_fen": _("每人每月上限"),
    "pool_fen": _("每日奖励总额"),
}
WINDOWS = {
    "notice": _("结案后告知举报人"),
    "claim": _("告知后领取"),
    "extension": _("领取期限最多延长"),
    "objection": _("告知后提出异议"),
}
WORDS = {
    "scheme_unknown": _("没有这个奖励方案，请重新选择"),
    "scheme_changed": _("奖励方案的文件在使用之后被改过，不能按原方案复算，请联系管理员"),
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
APPLIED = {
    StepKind.BASE: _("计奖基数：罚没款合计 %(result)s"),
    StepKind.PERCENT: _("按罚没款的 %(percent)s%% 计：%(before)s × %(percent)s%%＝%(result)s"),
    StepKind.FIXED: _("按件定额：%(result)s"),
    StepKind.FLOOR: _("不足本级最低 %(operand)s，按 %(operand)s 计"),
    StepKind.UPLIFT: _("内部举报人提高：%(before)s × %(times)s＝%(result)s"),
    StepKind.CAP: _("超过每案上限 %(operand)s，按 %(operand)s 计"),
    StepKind.ROUNDING: _("舍去不足 %(operand)s 的部分：%(result)s"),
}
PASSED = {
    StepKind.FLOOR: _("不低于本级最低 %(operand)s，不用补足"),
    StepKind.CAP: _("没有超过每案上限 %(operand)s"),
    StepKind.ROUNDING: _("没有不足 %(operand)s 的尾数"),
}
FEWEST_PLACES, MOST_PLACES = 2, 8


def yuan(fen: Fraction | int) -> str:
    """Write an exact amount in 分 as yuan; no digit is dropped that counts, and none added."""
    exact = Fraction(fen) / 100
    if exact.denominator == 1:
        return f"¥{exact.numerator:,}"
    places = FEWEST_PLACES
    while places < MOST_PLACES and exact * 10**places % 1:
        places += 1
    whole, rest = divmod(round(exact * 10**places), 10**places)
    return f"¥{whole:,}.{rest:0{places}d}"


def explain(step: Step, before: Step | None) -> str:
    """Write one step of a computation as a sentence; ``before`` is the step it builds on."""
    sentence = APPLIED[step.kind] if step.has_changed else PASSED[step.kind]
    return str(sentence) % {
        "before": yuan(before.result) if before else "",
        "operand": yuan(step.operand),
        "percent": _plain(step.operand),
        "times": _plain(1 + step.operand),
        "result": yuan(step.result),
    }


def explain_all(computation: Computation) -> list[tuple[str, Step]]:
    """Return every step of a computation with its sentence."""
    before: Step | None = None
    explained = []
    for step in computation.steps:
        explained.append((explain(step, before), step))
        before = step
    return explained


def percent(value: Fraction | Decimal) -> str:
    """Write a number of percent without digits that say nothing."""
    return f"{_plain(Fraction(value))}%"


def days(count: int) -> str:
    """Write a number of working days."""
    return str(ngettext("%(num)d 个工作日", "%(num)d 个工作日", count))


def _plain(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.normalize():f}"
