"""Words of the register of channels."""

from flask_babel import lazy_gettext as _

WORDS = {
    "channel_missing": _("请选是哪个渠道"),
    "title_missing": _("请写明发布内容的标题"),
    "day_missing": _("请选发布的日期"),
    "day_ahead": _("这一天还没有到"),
    "link_other": _("网址不在这个渠道自己的网站上，请核对；不能确定就先不填"),
    "link_unset": _("这个渠道的网址未设定，先请管理员在地方配置里填写；链接先不填"),
    "reason_missing": _("请写明为什么划掉"),
    "struck": _("这一条已经划掉了"),
}
