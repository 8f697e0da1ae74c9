"""Words of owners."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from portal.owners.rules import FilingKind, LetterState, Period, ReplyStage, Ruling

LETTERS: Mapping[LetterState, str] = {
    LetterState.OPEN: _("可以使用"),
    LetterState.USED: _("已使用"),
    LetterState.REVOKED: _("已作废"),
    LetterState.LAPSED: _("已过期"),
}
LETTER_MARKS: Mapping[LetterState, str] = {
    LetterState.OPEN: "info",
    LetterState.USED: "ok",
    LetterState.REVOKED: "hold",
    LetterState.LAPSED: "hold",
}
REPLIES: Mapping[ReplyStage, str] = {
    ReplyStage.SUBMITTED: _("等待审核"),
    ReplyStage.RETURNED: _("退回修改"),
    ReplyStage.PUBLISHED: _("已发布"),
    ReplyStage.REFUSED: _("按规则不予发布"),
    ReplyStage.WITHDRAWN: _("企业已撤回"),
}
REPLY_MARKS: Mapping[ReplyStage, str] = {
    ReplyStage.SUBMITTED: "info",
    ReplyStage.RETURNED: "warn",
    ReplyStage.PUBLISHED: "ok",
    ReplyStage.REFUSED: "hold",
    ReplyStage.WITHDRAWN: "hold",
}
RULINGS: Mapping[Ruling, str] = {
    Ruling.PUBLISH: _("发布"),
    Ruling.RETURN: _("退回修改"),
    Ruling.REFUSE: _("不予发布"),
}
FILINGS: Mapping[FilingKind, str] = {
    FilingKind.DUTY: _("履责报告"),
    FilingKind.SELF_CHECK: _("自查报告"),
}
REFUSALS = {
    "code_unknown": _("认领码不对、已经用过或者已经过期。请核对信上的 16 个字符，或请局里补寄"),
    "too_often": _("试的次数太多，请稍后再试"),
    "too_many": _("这家企业的使用人已经满了，请局里先停用一个"),
    "letter_over": _("这封信的认领码已经不能用了，请重新发一封"),
    "subject_unknown": _("请从列出的记录里选一条"),
    "text_missing": _("请写下内容"),
    "text_long": _("最多 %(max)s 个字"),
    "reply_waiting": _("对这条记录的答复正在审核，请等审核完"),
    "ruling_missing": _("请选发布、退回修改还是不予发布"),
    "ground_missing": _("请选一个不予发布的情形"),
    "reason_missing": _("请写明理由，企业会看到"),
    "reply_changed": _("请刷新后再办理"),
    "own_reply": _("自己提交的答复要由别人审核"),
    "period_unknown": _("请从列出的期间里选一个"),
    "kind_unknown": _("请选履责报告还是自查报告"),
}


def period_word(period: Period) -> str:
    """Return a period in words."""
    part, number = period.part[:1], period.part[1:]
    if part == "Q":
        return str(gettext("%(year)s 年第 %(n)s 季度", year=period.year, n=number))
    if part == "H":
        return str(
            gettext("%(year)s 年上半年", year=period.year)
            if number == "1"
            else gettext("%(year)s 年下半年", year=period.year)
        )
    return str(gettext("%(year)s 年", year=period.year))
