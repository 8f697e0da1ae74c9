"""Words of taking part."""

from flask_babel import lazy_gettext as _

from portal.events.rules import Door, Part, Stage

STAGES = {
    Stage.CONFIRMED: _("已报上名"),
    Stage.WAITING: _("候补中"),
    Stage.CANCELLED: _("已取消"),
    Stage.ATTENDED: _("到场了"),
    Stage.ABSENT: _("没有到场"),
}
MARKS = {
    Stage.CONFIRMED: "ok",
    Stage.WAITING: "info",
    Stage.CANCELLED: "hold",
    Stage.ATTENDED: "ok",
    Stage.ABSENT: "hold",
}
PARTS = {Part.GUEST: _("来参加"), Part.HELPER: _("来帮忙（在册志愿者、义工）")}
DOORS = {
    Door.OPEN: _("可以报名"),
    Door.WAITING_LIST: _("已满，可以候补"),
    Door.CLOSED: _("报名已截止"),
    Door.OVER: _("已结束"),
    Door.CANCELLED: _("已取消"),
}
DOOR_MARKS = {
    Door.OPEN: "ok",
    Door.WAITING_LIST: "warn",
    Door.CLOSED: "hold",
    Door.OVER: "hold",
    Door.CANCELLED: "bad",
}
# Why nobody can sign up any more, and what else can be done.
CLOSED = {
    Door.CLOSED: _("报名已经截止。您可以看看别的活动，或者订阅日历，下一次早些知道"),
    Door.OVER: _("这场活动已经结束。您可以看看别的活动，或者读这场活动的文章"),
    Door.CANCELLED: _("这场活动已经取消。您可以看看别的活动"),
}
WORDS = {
    "name_missing": _("请写怎么称呼您，化名也可以"),
    "contact_missing": _("请写手机号码或电子邮箱，活动有变动时才找得到您"),
    "contact_short": _("这个联系方式太短，请核对"),
    "consent_missing": _("请勾选同意，不然我们不能保存您的联系方式"),
    "people": _("请填来几个人，1 到 9999 的整数"),
    "people_most": _("一次最多报 %(most)s 人。人多请分开报，或者打电话给主办方"),
    "people_seats": _("这场活动一共 %(seats)s 个名额，放不下 %(people)s 人。请减少人数"),
    "full": _(
        "名额不够了：还剩 %(free)s 个，您要 %(people)s 个。可以勾选排候补、减少人数，或看别的活动"
    ),
    "over_cancel": _("活动已经开始，不能再取消了"),
    "helper_number": _("来帮忙的请写您的志愿者或义工编号，服务时长记在这个编号下"),
    "helper_unknown": _("在册名单里没有这个编号，请核对；还没有加入的可以先来参加，或者先申请加入"),
    "helpers_unwanted": _("这场活动不招帮忙的人，请选“来参加”"),
    "seats": _("请填名额，1 到 9999"),
    "seats_taken": _("已经有 %(taken)s 人报上名，名额不能少于这个数"),
    "closes": _("请填报名截止时间，不能晚于活动结束"),
    "reason_missing": _("请写明取消的原因，报了名的人会看到"),
    "not_begun": _("活动还没有开始，到场情况等开始以后再记"),
    "minutes": _("请填服务时长，1 到 1440 分钟"),
    "changed": _("您打开之后别人改过，请核对现在的内容后再保存"),
    "is_cancelled": _("这场活动已经取消，不能再改"),
    "campaign_days": _("开始和结束日期要一起填，结束不能早于开始"),
    "campaign_year": _("日期要在 %(year)s 年之内"),
    "campaign_slug": _("没有找到这篇公开的文章：%(slug)s"),
}
