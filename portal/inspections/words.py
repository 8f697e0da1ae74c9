"""Words of inspections."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from portal.inspections.rules import InspectionKind, InspectionResult, RecordStage

KINDS: Mapping[InspectionKind, str] = {
    InspectionKind.ROUTINE: _("日常检查"),
    InspectionKind.FLYING: _("飞行检查"),
    InspectionKind.SPECIAL: _("专项检查"),
    InspectionKind.CAUSE: _("有因检查"),
    InspectionKind.REVIEW: _("复查"),
}
RESULTS: Mapping[InspectionResult, str] = {
    InspectionResult.CONFORMS: _("符合"),
    InspectionResult.RECTIFY: _("责令改正"),
    InspectionResult.FAILS: _("不符合"),
}
RESULT_MARKS: Mapping[InspectionResult, str] = {
    InspectionResult.CONFORMS: "ok",
    InspectionResult.RECTIFY: "warn",
    InspectionResult.FAILS: "bad",
}
STAGES: Mapping[RecordStage, str] = {
    RecordStage.RECORDED: _("已录入"),
    RecordStage.PUBLISHED: _("已公开"),
    RecordStage.WITHDRAWN: _("已撤回"),
}
FILTERS = {"kind": _("检查类型"), "result": _("结果"), "year": _("年份")}
REFUSALS = {
    "in_future": _("检查日期晚于今天，请核对"),
    "concluded_first": _("结果日期早于检查日期，请核对"),
    "concluded_in_future": _("结果日期晚于今天，请核对"),
    "counts": _("不符合项数不能多于检查项数"),
    "critical": _("关键项不符合数不能多于不符合项数"),
    "negative": _("数目不能是负数"),
    "too_many": _("数目太大，请核对"),
    "not_whole": _("请填整数"),
    "score": _("得分在 0 到 100 之间，最多两位小数"),
    "inspectors": _("检查人员不得少于 %(least)s 人"),
    "document_missing": _("请填写检查记录的编号"),
    "kind_missing": _("请填写检查类型"),
    "result_missing": _("请填写检查结果"),
    "day_missing": _("请填写检查日期"),
    "reason_missing": _("请写明理由"),
    "enterprise_unknown": _("企业库里没有这家企业，或者同名的不止一家"),
    "code_wrong": _("统一社会信用代码的校验位不对"),
}
HELD = _("企业库里没有这家企业，或者同名的不止一家；请先核对登记，再导入这一行。")
