"""Words of penalties, of the list and of repair."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from portal.penalties.rules.entries import EntryStage, Removal
from portal.penalties.rules.kinds import (
    PenaltyField,
    PenaltyKind,
    PenaltyStage,
    Procedure,
    RespondentKind,
    Severity,
    Withdrawal,
)
from portal.penalties.rules.periods import Unpublished
from portal.penalties.rules.repairs import Channel, RepairStage

PENALTY_KINDS: Mapping[PenaltyKind, str] = {
    PenaltyKind.WARNING: _("警告"),
    PenaltyKind.CRITICISM: _("通报批评"),
    PenaltyKind.FINE: _("罚款"),
    PenaltyKind.CONFISCATION: _("没收违法所得、没收非法财物"),
    PenaltyKind.SUSPENSION: _("责令停产停业"),
    PenaltyKind.CLOSURE: _("责令关闭"),
    PenaltyKind.RESTRICT_TRADE: _("限制开展生产经营活动"),
    PenaltyKind.RESTRICT_CAREER: _("限制从业"),
    PenaltyKind.LOWER_GRADE: _("降低资质等级"),
    PenaltyKind.LICENCE_HELD: _("暂扣许可证件"),
    PenaltyKind.LICENCE: _("吊销许可证件、营业执照"),
    PenaltyKind.OTHER: _("法律、行政法规规定的其他行政处罚"),
}
PENALTY_FIELDS: Mapping[PenaltyField, str] = {
    PenaltyField.FOOD: _("食品"),
    PenaltyField.DRUG: _("药品"),
    PenaltyField.DEVICE: _("医疗器械"),
    PenaltyField.COSMETIC: _("化妆品"),
    PenaltyField.SPECIAL_EQUIPMENT: _("特种设备"),
    PenaltyField.OTHER: _("其他"),
}
RESPONDENT_KINDS: Mapping[RespondentKind, str] = {
    RespondentKind.ENTERPRISE: _("企业、个体工商户或者其他组织"),
    RespondentKind.PERSON: _("自然人"),
}
PROCEDURES: Mapping[Procedure, str] = {
    Procedure.ORDINARY: _("普通程序"),
    Procedure.SUMMARY: _("简易程序"),
}
SEVERITIES: Mapping[Severity, str] = {
    Severity.MINOR: _("轻微"),
    Severity.GENERAL: _("一般"),
    Severity.SERIOUS: _("严重"),
}
PENALTY_STAGES: Mapping[PenaltyStage, str] = {
    PenaltyStage.RECORDED: _("待审核"),
    PenaltyStage.RETURNED: _("已退回修改"),
    PenaltyStage.KEPT: _("依规不公示"),
    PenaltyStage.PUBLISHED: _("已公示"),
    PenaltyStage.STOPPED: _("修复后停止公示"),
    PenaltyStage.WITHDRAWN: _("已撤回"),
}
PENALTY_MARKS: Mapping[PenaltyStage, str] = {
    PenaltyStage.RECORDED: "info",
    PenaltyStage.RETURNED: "warn",
    PenaltyStage.KEPT: "hold",
    PenaltyStage.PUBLISHED: "ok",
    PenaltyStage.STOPPED: "hold",
    PenaltyStage.WITHDRAWN: "warn",
}
WITHDRAWALS: Mapping[Withdrawal, str] = {
    Withdrawal.REVOKED: _("处罚决定被依法撤销"),
    Withdrawal.CHANGED: _("处罚决定被依法变更"),
    Withdrawal.UNLAWFUL: _("处罚决定被确认违法或者无效"),
    Withdrawal.MISTAKEN: _("公示的信息有误"),
}
UNPUBLISHED: Mapping[Unpublished, str] = {
    Unpublished.SUMMARY: _("按简易程序作出的处罚不公示"),
    Unpublished.WARNING_ONLY: _("仅受到警告的处罚不公示"),
    Unpublished.MINOR: _("轻微失信信息不公示"),
    Unpublished.UNSET: _("适用的公示期没有设定，不能公示"),
}
TIERS: Mapping[str, str] = {
    "criticism": _("仅受到通报批评"),
    "small-fine": _("较低数额罚款"),
    "standard": _("其他行政处罚"),
    "minor": _("轻微失信信息"),
    "general": _("一般失信信息"),
    "serious": _("严重失信信息"),
}
ENTRY_STAGES: Mapping[EntryStage, str] = {
    EntryStage.PROPOSED: _("拟列入"),
    EntryStage.NOTIFIED: _("已告知，可以陈述申辩"),
    EntryStage.HEARING: _("听证"),
    EntryStage.LISTED: _("已列入"),
    EntryStage.DROPPED: _("不予列入"),
    EntryStage.REMOVED: _("已移出"),
}
ENTRY_MARKS: Mapping[EntryStage, str] = {
    EntryStage.PROPOSED: "info",
    EntryStage.NOTIFIED: "info",
    EntryStage.HEARING: "info",
    EntryStage.LISTED: "bad",
    EntryStage.DROPPED: "hold",
    EntryStage.REMOVED: "hold",
}
REMOVALS: Mapping[Removal, str] = {
    Removal.EXPIRED: _("期满移出"),
    Removal.REPAIRED: _("信用修复，提前移出"),
    Removal.REVOKED: _("列入决定被撤销"),
}
REPAIR_STAGES: Mapping[RepairStage, str] = {
    RepairStage.APPLIED: _("已申请"),
    RepairStage.SUPPLEMENT: _("等待补正"),
    RepairStage.VERIFYING: _("核实中"),
    RepairStage.VERIFIED: _("已核实，待决定"),
    RepairStage.APPROVED: _("已批准"),
    RepairStage.DECLINED: _("已驳回"),
}
REPAIR_MARKS: Mapping[RepairStage, str] = {
    RepairStage.APPLIED: "info",
    RepairStage.SUPPLEMENT: "warn",
    RepairStage.VERIFYING: "info",
    RepairStage.VERIFIED: "info",
    RepairStage.APPROVED: "ok",
    RepairStage.DECLINED: "hold",
}
CHANNELS: Mapping[Channel, str] = {
    Channel.ONLINE: _("企业账号"),
    Channel.PAPER: _("书面申请"),
}
