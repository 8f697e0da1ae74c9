"""Words of ratings."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from portal.ratings.rules import Stage

STAGES: Mapping[Stage, str] = {
    Stage.PROPOSED: _("拟评"),
    Stage.REVIEWED: _("内审通过"),
    Stage.NOTIFIED: _("已告知企业"),
    Stage.CONTESTABLE: _("异议期"),
    Stage.SCHEDULED: _("待生效"),
    Stage.IN_FORCE: _("生效公示"),
    Stage.EXPIRED: _("已到期"),
    Stage.REPLACED: _("被新等级替代"),
    Stage.SUSPENDED: _("暂停"),
    Stage.ANNULLED: _("异议后撤销，未生效"),
}
STAGE_MARKS: Mapping[Stage, str] = {
    Stage.PROPOSED: "hold",
    Stage.REVIEWED: "info",
    Stage.NOTIFIED: "info",
    Stage.CONTESTABLE: "info",
    Stage.SCHEDULED: "info",
    Stage.IN_FORCE: "ok",
    Stage.EXPIRED: "hold",
    Stage.REPLACED: "hold",
    Stage.SUSPENDED: "warn",
    Stage.ANNULLED: "hold",
}
REFUSALS = {
    "scheme_unknown": _("没有这个评级方案"),
    "scheme_unset": _("这个方案的等级还没有设定，不能评定"),
    "kind_differs": _("这个方案不适用于这一类企业"),
    "level_unknown": _("这个方案里没有这个等级"),
    "score_missing": _("这个方案要有得分"),
    "score_beyond": _("得分超出方案的范围"),
    "level_differs": _("得分对应的是另一个等级；如果依规调整了等级，请写明调整理由"),
    "sum_differs": _("各项得分相加不等于总分，请核对"),
    "part_overdrawn": _("有一部分的得分超过了方案给它的满分"),
    "basis_missing": _("请写明评定依据或文件"),
    "end_before_start": _("有效期的截止日期早于生效日期"),
    "objection_before_notice": _("异议期的截止日期早于告知日期"),
    "notice_in_future": _("告知日期晚于今天，请核对"),
    "window_unset": _("异议期没有设定，请填写截止日期"),
    "window_short": _("按本地规则，异议期至少到 %(day)s"),
    "window_open": _("%(name)s：异议期没有设定，不能公示"),
    "objection_pending": _("%(name)s：企业的异议还没有办结，不能公示"),
    "scheduled": _("%(name)s：同一方案已有一个等级待生效，先等它生效或者暂停它"),
    "own_work": _("自己提交的评级要由另一个人审核和公示"),
    "overlaps": _("%(name)s：同一方案已有等级从这一天或更晚的日子起生效"),
    "reason_missing": _("请写明理由"),
    "nothing_chosen": _("请至少选一条"),
}
