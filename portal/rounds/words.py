"""Words of rounds."""

from flask_babel import lazy_gettext as _

from portal.rounds.rules import Door, Stage

STAGES = {Stage.WAITING: _("等审核"), Stage.SHOWN: _("已列入"), Stage.REFUSED: _("没有列入")}
MARKS = {Stage.WAITING: "info", Stage.SHOWN: "ok", Stage.REFUSED: "hold"}
DOORS = {
    Door.COMING: _("还没有开始"),
    Door.OPEN: _("正在进行"),
    Door.CLOSED: _("已截止"),
    Door.CANCELLED: _("已取消"),
}
DOOR_MARKS = {Door.COMING: "info", Door.OPEN: "ok", Door.CLOSED: "hold", Door.CANCELLED: "bad"}
# Why nobody can vote or propose now, and what else can be done.
SHUT = {
    Door.COMING: _("这一轮还没有开始。您可以先看看上一轮抽检了什么"),
    Door.CLOSED: _("这一轮已经截止。您可以看结果和后来的抽检，或者等下一轮"),
    Door.CANCELLED: _("这一轮已经取消。您可以看看别的轮次"),
}
WORDS = {
    "voted": _("您在这一轮已经投过票了，一人一轮只有一次。结果在截止后公布"),
    "no_choice": _("请至少选一项"),
    "choices": _("最多选 %(most)s 项，请去掉几项"),
    "choice_unknown": _("您选的有一项已经不在名单里，请重新选"),
    "no_mark": _(
        "您的浏览器刚才没有留下投票凭据，请再按一次“投票”。不接受 Cookie 的浏览器投不了票"
    ),
    "code": _("请填投票码。这一轮凭现场发的投票码投票，一个码投一次"),
    "code_unknown": _("没有这个投票码，请核对"),
    "text_missing": _("请写想抽检什么，例如“学校门口的烤肠”"),
    "kind": _("请选属于哪一类，这一轮只收列出的几类"),
    "proposals": _("您在这一轮已经提了 %(most)s 项，不能再提了。您可以给别人的提议投票"),
    "reason_missing": _("请写明原因，公众会看到"),
    "title_missing": _("请写这一轮的名称"),
    "times": _("截止要晚于开始"),
    "past": _("截止时间要晚于现在"),
    "kinds_missing": _("请至少选一类产品"),
    "most_choices": _("请填每人可以选几项，1 到 20"),
    "not_closed": _("这一轮还没有截止，截止以后才能登记后来的抽检"),
    "result_unknown": _("没有找到这个编号的公示结果：%(reference)s。没有公示的结果不能关联"),
    "plan_unknown": _("没有找到这个编号的抽检计划：%(number)s"),
    "tied": _("这个结果已经关联过了"),
    "codes": _("请填要几个投票码，1 到 2000"),
    "codes_open": _("这一轮不凭投票码投票"),
    "is_cancelled": _("这一轮已经取消"),
}
