"""Words of answering concerns."""

from flask_babel import lazy_gettext as _

from portal.concerns.rules import Deed, QuestionStage, Stage

STAGES = {
    Stage.OPEN: _("收集中"),
    Stage.ASSIGNED: _("部门在答"),
    Stage.ANSWERED: _("已答，待审核"),
    Stage.PUBLISHED: _("已发布"),
    Stage.CLOSED: _("不再回应"),
    Stage.WITHDRAWN: _("已撤回"),
}
STAGE_MARKS = {
    Stage.OPEN: "hold",
    Stage.ASSIGNED: "info",
    Stage.ANSWERED: "warn",
    Stage.PUBLISHED: "ok",
    Stage.CLOSED: "hold",
    Stage.WITHDRAWN: "bad",
}
QUESTION_STAGES = {
    QuestionStage.WAITING: _("等待查看"),
    QuestionStage.JOINED: _("正在回应"),
    QuestionStage.SET_ASIDE: _("没有列入"),
}
DEEDS = {
    Deed.OPENED: _("建立"),
    Deed.ASSIGNED: _("交给部门"),
    Deed.DECLINED: _("部门退回"),
    Deed.EDITED: _("修改内容"),
    Deed.ANSWERED: _("提交答复"),
    Deed.RETURNED: _("退回修改"),
    Deed.PUBLISHED: _("审核并发布"),
    Deed.REOPENED: _("开始更新"),
    Deed.CLOSED: _("不再回应"),
    Deed.RESUMED: _("重新收集"),
    Deed.WITHDRAWN: _("撤回"),
}
WORDS = {
    "text_missing": _("请写下您的问题，至少 6 个字"),
    "personal": _("这里写到了电话或证件号码。回答问题用不到个人信息，请删掉再发送"),
    "question_missing": _("请写明大家问的是什么"),
    "own_review": _("您参与写了这份答复，请另一位同事审核发布"),
    "newer": _("您打开之后，有同事又改过。请看过现在的内容再定，您写的意见还在"),
    "wrong_step": _("这一步现在做不了，可能别人刚做过。请看现在到了哪一步"),
    "word_missing": _("请写明原因"),
    "not_allowed": _("这一步要由别的同事来做"),
    "not_yours": _("这个问题交给了别的部门"),
    "not_editable": _("现在不能修改。请先退回，或者开始更新"),
    "answer_missing": _("还没有写答复"),
    "department_missing": _("请选由哪个部门答复"),
    "no_such_concern": _("没有这个问题，请从列表里选"),
    "link_bad": _("“%(address)s”不是本站的公开页面，请从地址栏复制，以 / 开头"),
    "links_many": _("最多 %(most)s 个链接"),
}
