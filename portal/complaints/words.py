"""What tracks, stages and refusals are called."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.complaints.rules import Author, Channel, Clock, Outcome, Stage, Step, Track, Verdict

LABELS: dict[StrEnum, LazyString] = {
    Track.COMPLAINT: _("投诉"),
    Track.REPORT: _("举报"),
    Track.TIP: _("匿名线索"),
    Channel.PORTAL: _("网上"),
    Channel.TELEPHONE: _("电话"),
    Channel.LETTER: _("来信"),
    Channel.COUNTER: _("窗口"),
    Stage.SUBMITTED: _("已提交"),
    Stage.AWAITING: _("待补正"),
    Stage.REFUSED: _("不予受理"),
    Stage.TRANSFERRED: _("移送中"),
    Stage.ACCEPTED: _("已受理"),
    Stage.MEDIATING: _("调解中"),
    Stage.SCREENING: _("查重"),
    Stage.VERIFYING: _("核查中"),
    Stage.FILED: _("已立案"),
    Stage.NOT_FILED: _("不予立案"),
    Stage.CONCLUDED: _("已办结"),
    Stage.RATED: _("已评价"),
    Stage.ANSWERED: _("已反馈"),
    Stage.REVIEWING: _("复核中"),
    Stage.REWARDING: _("奖励判定"),
    Stage.WITHDRAWN: _("已撤回"),
    Stage.ARCHIVED: _("已归档"),
    Outcome.SETTLED: _("达成调解"),
    Outcome.UNSETTLED: _("未达成调解"),
    Outcome.TERMINATED: _("终止调解"),
    Verdict.TRUE: _("属实"),
    Verdict.PARTLY_TRUE: _("部分属实"),
    Verdict.UNTRUE: _("不属实"),
    Verdict.UNVERIFIABLE: _("无法核实"),
    Author.CITIZEN: _("您"),
    Author.HANDLER: _("承办人"),
    Author.CLERK: _("登记员"),
    Step.RESPONDENT: _("商家"),
    Step.STORY: _("出了什么问题"),
    Step.CONTACT: _("诉求和联系方式"),
    Step.CHECK: _("核对并发送"),
    Clock.ACCEPTANCE: _("告诉您受不受理"),
    Clock.MEDIATION: _("组织调解，办出结果"),
    Clock.VERIFICATION: _("核查线索，决定立不立案"),
    Clock.NOTICE: _("告诉实名举报人立没立案"),
}
# What each clock changes on the citizen's page.
SEEN = {
    Clock.ACCEPTANCE: _("受理，或不受理的理由和别的办法"),
    Clock.MEDIATION: _("达成、未达成，或终止调解的理由"),
    Clock.VERIFICATION: _("立案，或不立案的理由"),
    Clock.NOTICE: _("进度页上的告知"),
}
# The title of a case's page: the outcome first, in plain words.
TITLES = {
    Stage.SUBMITTED: _("收到了，正在看。"),
    Stage.AWAITING: _("还缺材料，请您补一补。"),
    Stage.REFUSED: _("这件没有受理，理由和别的办法写在下面。"),
    Stage.TRANSFERRED: _("正在转给管这件事的部门。"),
    Stage.ACCEPTED: _("受理了，正在联系双方。"),
    Stage.MEDIATING: _("正在调解。"),
    Stage.SCREENING: _("收到了，正在看有没有相同的举报。"),
    Stage.VERIFYING: _("正在核查。"),
    Stage.FILED: _("立案了，正在调查。"),
    Stage.NOT_FILED: _("没有立案，理由写在下面。"),
    Stage.CONCLUDED: _("办结了。"),
    Stage.RATED: _("办结了，谢谢您的评价。"),
    Stage.ANSWERED: _("办结了。"),
    Stage.REVIEWING: _("正在复核。"),
    Stage.REWARDING: _("查实了，奖励正在办。"),
    Stage.WITHDRAWN: _("您已撤回。"),
    Stage.ARCHIVED: _("办结归档。"),
}
RESULTS = {
    Outcome.SETTLED: _("调解成功，双方达成一致。"),
    Outcome.UNSETTLED: _("没有谈成，您还可以走别的路。"),
    Outcome.TERMINATED: _("调解终止，理由写在下面。"),
    Verdict.TRUE: _("查实了。"),
    Verdict.PARTLY_TRUE: _("部分查实了。"),
    Verdict.UNTRUE: _("没有查实。"),
    Verdict.UNVERIFIABLE: _("线索无法核实。"),
}
REFUSALS = {
    "handler_first": _("请先由本人接办，再处理这一件"),
    "not_yours": _("只有接办的承办人可以这样做"),
    "other_department": _("这一件不在您的部门"),
    "ground_missing": _("请选择法定理由"),
    "reason_missing": _("请写明理由，当事人会看到"),
    "department_unknown": _("请选择可以接收的部门"),
    "same_department": _("这一件已经在该部门"),
    "intake_only": _("依规定只有受理部门可以转办；请退回受理部门"),
    "nothing_to_return": _("这一件本来就在受理部门"),
    "handler_unknown": _("请选择本部门的承办人"),
    "text_missing": _("请先写几句"),
    "day_past": _("补正期限要晚于今天"),
    "no_identity": _("这一件没有登记身份"),
    "closed": _("这一件已经办结，不能再改"),
    "rated": _("办结以后才能评价"),
    "score": _("请选 1 到 5 分"),
    "review_used": _("复核只能申请一次，这一件已经申请过"),
    "review_none": _("本地还没有开通复核"),
    "outcome_missing": _("请选择结论"),
    "extended": _("核查期限只能延长一次"),
    "draft_gone": _("草稿已经过期清除，请重新填写"),
    "unfinished": _("还有没填完的步骤，请按提示补上"),
    "files_many": _("附件已经够多了，请先移除几个"),
    "withdraw_late": _("已经办结或立案，不能撤回"),
}


def label(value: StrEnum) -> str:
    """Return what a track, stage or outcome is called."""
    return str(LABELS[value])
