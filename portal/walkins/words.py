"""Words of walk-in tests."""

from flask_babel import lazy_gettext as _

from portal.walkins.rules import Finding, Stage

STAGES = {
    Stage.BOOKED: _("已预约"),
    Stage.ARRIVED: _("已到场"),
    Stage.TESTING: _("检测中"),
    Stage.ENTERED: _("结果待核对"),
    Stage.RELEASED: _("已出结果"),
    Stage.CANCELLED: _("已取消"),
    Stage.MISSED: _("没有来"),
}
MARKS = {
    Stage.BOOKED: "info",
    Stage.ARRIVED: "info",
    Stage.TESTING: "info",
    Stage.ENTERED: "warn",
    Stage.RELEASED: "ok",
    Stage.CANCELLED: "hold",
    Stage.MISSED: "hold",
}
FINDINGS = {
    Finding.CLEAR: _("未见异常"),
    Finding.ATTENTION: _("有异常反应"),
    Finding.UNCLEAR: _("没测出来"),
}
FINDING_MARKS = {Finding.CLEAR: "ok", Finding.ATTENTION: "warn", Finding.UNCLEAR: "hold"}
# What each means for whoever brought the food, and what it does not mean.
MEANINGS = {
    Finding.CLEAR: _(
        "这几项快速检测没有反应。它只说明您送来的这一份、测过的这几项，不说明没测的项目，也不说明别的批次"
    ),
    Finding.ATTENTION: _(
        "快速检测有反应，先不要吃，留好剩下的和小票。它还不是不合格的结论：想要结论，可以送有资质的实验室，或者凭线索投诉举报"
    ),
    Finding.UNCLEAR: _("这一份测不出结果，可能是样品太少或者不适合快速检测。可以重新预约一次"),
}
WORDS = {
    "kind": _("请选送检的是哪一类，这个时段只收列出的几类"),
    "product_missing": _("请写送检的是什么，例如“菜场买的豇豆”"),
    "name_missing": _("请写怎么称呼您，化名也可以"),
    "contact_missing": _("请写手机号码或电子邮箱，时段有变动时才找得到您"),
    "contact_short": _("这个联系方式太短，请核对"),
    "consent_missing": _("请勾选同意，不然我们不能保存您的联系方式"),
    "enough": _("这个联系方式已经约了 %(most)s 次。送检过一次，或者取消一次，就能再约"),
    "full": _("这个时段刚刚约满了。请换一个时段，您填的内容还在"),
    "passed": _("这个时段已经开始或者过去了。请换一个时段，您填的内容还在"),
    "called_off": _("这个时段取消了。请换一个时段，您填的内容还在"),
    "late_cancel": _("样品已经交了，或者时段已经过去，不能再取消"),
    "times": _("结束要晚于开始，而且在同一天"),
    "past": _("开始时间要晚于现在"),
    "seats": _("请填能测几份，1 到 999"),
    "seats_taken": _("已经约出 %(taken)s 份，不能少于这个数"),
    "kinds_missing": _("请至少选一类送检的产品"),
    "place_missing": _("请写在哪里送检"),
    "reason_missing": _("请写明原因，约了的人会看到"),
    "too_early": _("时段还没有开始"),
    "readings_missing": _("请至少填一个检测项目"),
    "reading": _("第 %(line)s 行要写成“项目 | 结果 | 未见异常（或者：有异常反应、没测出来）”"),
    "method_missing": _("请写检测方法和试剂，公众会看到"),
    "own_result": _("录入的人不能自己发布，请换一位同事核对"),
    "send_back": _("请写明哪里要改，录入的同事会看到"),
    "is_called_off": _("这个时段已经取消"),
    "not_called_off": _("已经有人交了样品，这个时段不能再取消"),
}
