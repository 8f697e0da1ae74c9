"""Words of incidents."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from portal.inspections.incidents.rules import IncidentKind, IncidentStage

KINDS: Mapping[IncidentKind, str] = {
    IncidentKind.ACCIDENT: _("发生安全事故"),
    IncidentKind.RECALL: _("没有按要求召回"),
    IncidentKind.OBSTRUCTION: _("拒绝、阻碍监督检查"),
}
STAGES: Mapping[IncidentStage, str] = {
    IncidentStage.RECORDED: _("等第二个人确认"),
    IncidentStage.CONFIRMED: _("已确认"),
    IncidentStage.REFUSED: _("没有确认"),
    IncidentStage.WITHDRAWN: _("已撤回"),
}
MARKS: Mapping[IncidentStage, str] = {
    IncidentStage.RECORDED: "info",
    IncidentStage.CONFIRMED: "bad",
    IncidentStage.REFUSED: "hold",
    IncidentStage.WITHDRAWN: "hold",
}
REFUSALS = {
    "enterprise_unknown": _("企业库里没有这个代码或本站编号，请核对"),
    "kind_unknown": _("请选一种情形"),
    "in_future": _("发生日期晚于今天，请核对"),
    "detail_missing": _("请写明是什么情况，公众会看到，不要写个人信息"),
    "document_missing": _("请填写认定这件事的文书或记录"),
    "known": _("这家企业的这件事已经登记过"),
    "reason_missing": _("请写明理由"),
    "own_work": _("登记的人不能自己确认，请换一个人"),
}
