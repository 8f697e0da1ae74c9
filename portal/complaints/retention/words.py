"""What is kept and what is counted, in words."""

from flask_babel import lazy_gettext as _

from portal.complaints.rules.retention import HoldState, Kept

KEPT = {
    Kept.IDENTITY: _("当事人身份"),
    Kept.FILES: _("附件"),
    Kept.WORDS: _("经过、留言和备注"),
}
HOLDS = {
    HoldState.ASKED: _("已保留，等第二人确认"),
    HoldState.HELD: _("已保留"),
    HoldState.RELEASE_ASKED: _("仍保留，等第二人同意解除"),
    HoldState.RELEASED: _("已解除"),
}
COUNTED = {
    "persons": _("身份"),
    "files": _("附件"),
    "bytes": _("附件字节"),
    "cases": _("经过"),
    "messages": _("留言"),
    "notes": _("备注"),
    "events": _("进度说明"),
    "transfers": _("转办理由"),
    "ratings": _("评价留言"),
    "documents": _("文书内容"),
    "meetings": _("调解记录"),
    "clock_facts": _("暂停和延长的理由"),
    "questions": _("问企业的话和答复"),
    "reasons": _("查看身份的理由"),
    "holds": _("保留的理由"),
}
