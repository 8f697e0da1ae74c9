"""Words of amounts: each step of a computation, each number of a scheme, each flaw."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from portal.places.words import CONFIDENCE, TAGS
from portal.rewards.rules import (
    Clause,
    Computation,
    Figure,
    Flag,
    Flaw,
    Level,
    Question,
    Step,
    StepKind,
    Topic,
)
from portal.web.clauses import in_english

Authority = Figure | Clause | Question

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
    Flaw.BASE_NOT_WHOLE: _("金额要写成整数分，不能有小数，请核对"),
    Flaw.MATCHED_OUTSIDE: _("与举报相符部分的罚没款要在 0 和罚没款合计之间，请核对"),
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
    "month_pool_fen": _("每月奖励总额"),
}
WINDOWS = {
    "notice": _("结案后告知举报人"),
    "claim": _("告知后领取"),
    "extension": _("领取期限最多延长"),
    "objection": _("告知后提出异议"),
}
TOPICS = {
    Topic.NAMED: _("留名领取"),
    Topic.ANONYMOUS: _("不留名领取"),
    Topic.AGENT: _("委托别人领取"),
    Topic.FIRST: _("几个人分别举报"),
    Topic.JOINT: _("几个人一起举报"),
    Topic.BUREAUX: _("涉及几个部门"),
    Topic.PARTIAL: _("只有部分相符"),
    Topic.LAPSE: _("逾期不领"),
    Topic.ABUSE: _("弄虚作假"),
}
APPLIED = {
    StepKind.BASE: _("计奖基数：罚没款合计 %(result)s"),
    StepKind.MATCHED: _("其中与举报内容相符的部分：%(result)s，只按这一部分计"),
    StepKind.PERCENT: _("按罚没款的 %(percent)s%% 计：%(before)s × %(percent)s%%＝%(result)s"),
    StepKind.FIXED: _("按件定额：%(result)s"),
    StepKind.FLOOR: _("不足本级最低 %(operand)s，按 %(operand)s 计"),
    StepKind.UPLIFT: _("内部举报人提高：%(before)s × %(times)s＝%(result)s"),
    StepKind.CAP: _("超过每案上限 %(operand)s，按 %(operand)s 计"),
    StepKind.ROUNDING: _("舍去不足 %(operand)s 的部分：%(result)s"),
    StepKind.DAY_CAP: _("本人当天还可得 %(operand)s，按 %(result)s 计"),
    StepKind.MONTH_CAP: _("本人当月还可得 %(operand)s，按 %(result)s 计"),
    StepKind.DAY_POOL: _("当天总额还剩 %(operand)s，按 %(result)s 计"),
    StepKind.MONTH_POOL: _("当月总额还剩 %(operand)s，按 %(result)s 计"),
}
PASSED = {
    StepKind.FLOOR: _("不低于本级最低 %(operand)s，不用补足"),
    StepKind.CAP: _("没有超过每案上限 %(operand)s"),
    StepKind.ROUNDING: _("没有不足 %(operand)s 的尾数"),
    StepKind.DAY_CAP: _("没有超过本人当天还可得的 %(operand)s"),
    StepKind.MONTH_CAP: _("没有超过本人当月还可得的 %(operand)s"),
    StepKind.DAY_POOL: _("没有超过当天总额剩下的 %(operand)s"),
    StepKind.MONTH_POOL: _("没有超过当月总额剩下的 %(operand)s"),
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


def explain_shares(amount_fen: int, parts: Sequence[int]) -> str:
    """Write how an amount is split among people who reported together."""
    shown = gettext("、").join(yuan(part) for part in parts)
    told: str = gettext(
        "%(people)d 人分：%(parts)s，合计正好 %(whole)s",
        people=len(parts),
        parts=shown,
        whole=yuan(amount_fen),
    )
    return told


def cite(authority: Authority | None, tongue: str) -> str:
    """Write which rule says something, and where; what this site chose says so."""
    if authority is None:
        return ""
    if isinstance(authority, Figure) and authority.proposed:
        return str(gettext("规定没有写，是本站的做法"))
    named = authority.instrument.cited_in(tongue) if authority.instrument else ""
    if authority.article is None:
        unseen = gettext("条款未见")
        return f"{named} ({unseen})".strip() if tongue == "en" else f"{named}（{unseen}）"
    article = in_english(authority.article) if tongue == "en" else authority.article
    return f"{named} {article}".strip()


def vouch(authority: Authority) -> str:
    """Write how sure a number or clause is and how it was found; empty where nobody said."""
    told = [
        CONFIDENCE[authority.confidence] if authority.confidence else "",
        TAGS[authority.tag] if authority.tag else "",
    ]
    return " · ".join(str(word) for word in told if word)
