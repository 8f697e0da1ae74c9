"""Words of joining in."""

from flask_babel import lazy_gettext as _

from portal.members.rules import Stage

STAGES = {
    Stage.SUBMITTED: _("已收到，等回复"),
    Stage.ADMITTED: _("已通过"),
    Stage.REFUSED: _("未通过"),
}
MARKS = {Stage.SUBMITTED: "info", Stage.ADMITTED: "ok", Stage.REFUSED: "hold"}
WORDS = {
    "name_missing": _("请写您的姓名，编辑联系您时用"),
    "not_answered": _("还没有答复的报名不能删除联系方式，请先答复"),
    "contact_missing": _("请写手机号码或电子邮箱，不写就没法回复您"),
    "wish_missing": _("请写您想写什么，一两句就够"),
    "consent_missing": _("请勾选同意，不然我们不能保存您的联系方式"),
    "reason_missing": _("请写明原因，申请人会看到"),
}
