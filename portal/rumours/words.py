"""Words of the rumour desk."""

from functools import partial

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from portal.rumours.rules import Deed, EvidenceKind, LeadStage, Stage, Verdict, verdicts
from portal.web.locale import language


def _verdict(verdict: Verdict) -> str:
    # Data, not messages: 属实 of a report is “substantiated”, of a rumour it is “true”.
    return verdicts()[verdict][language()]


VERDICTS = {verdict: LazyString(partial(_verdict, verdict)) for verdict in Verdict}
VERDICT_MARKS = {
    Verdict.RUMOUR: "bad",
    Verdict.FALSE: "bad",
    Verdict.PARTLY_TRUE: "warn",
    Verdict.TRUE: "ok",
    Verdict.UNDECIDED: "info",
}
STAGES = {
    Stage.LEAD: _("线索"),
    Stage.CHECKING: _("核实中"),
    Stage.CONCLUDED: _("有结论，待审核"),
    Stage.REVIEWED: _("已审核，待发布"),
    Stage.PUBLISHED: _("已发布"),
    Stage.UPDATING: _("更新中"),
    Stage.CLOSED: _("不再核实"),
    Stage.WITHDRAWN: _("已撤回"),
}
STAGE_MARKS = {
    Stage.LEAD: "hold",
    Stage.CHECKING: "info",
    Stage.CONCLUDED: "warn",
    Stage.REVIEWED: "warn",
    Stage.PUBLISHED: "ok",
    Stage.UPDATING: "info",
    Stage.CLOSED: "hold",
    Stage.WITHDRAWN: "bad",
}
LEAD_STAGES = {
    LeadStage.WAITING: _("等待查看"),
    LeadStage.JOINED: _("正在核实"),
    LeadStage.SET_ASIDE: _("没有核实"),
}
DEEDS = {
    Deed.OPENED: _("建立"),
    Deed.TAKEN: _("开始核实"),
    Deed.EDITED: _("修改内容"),
    Deed.CONCLUDED: _("给出结论"),
    Deed.RETURNED: _("退回修改"),
    Deed.REVIEWED: _("审核通过"),
    Deed.PUBLISHED: _("发布"),
    Deed.REOPENED: _("开始更新"),
    Deed.CLOSED: _("不再核实"),
    Deed.WITHDRAWN: _("撤回"),
}
KINDS = {
    EvidenceKind.STANDARD: _("标准"),
    EvidenceKind.LAW: _("法律法规"),
    EvidenceKind.DOCUMENT: _("文件"),
    EvidenceKind.TEST: _("检验"),
}
FIELDS = {
    "claim": _("传言"),
    "verdict": _("结论"),
    "short": _("一句话结论"),
    "truth": _("真相"),
    "authority": _("权威来源"),
    "evidence": _("结论依据"),
}
COLUMNS = {
    "code": _("编号"),
    "claim": _("传言"),
    "verdict": _("结论"),
    "short": _("一句话结论"),
    "category": _("类别"),
    "product": _("相关产品"),
    "seen_where": _("最早见于"),
    "seen_on": _("最早见到的日期"),
    "authority": _("权威来源"),
    "evidence": _("结论依据"),
    "published_at": _("发布时间"),
    "told_at": _("最近更新"),
    "address": _("网址"),
}
WORDS = {
    "text_missing": _("请写下您看到或听到的说法，至少 6 个字"),
    "personal": _("这里写到了电话或证件号码。核实传言用不到个人信息，请删掉再发送"),
    "link_bad": _("网址要以 http:// 或 https:// 开头；没有网址可以不填"),
    "own_review": _("您参与写了这份结论，请另一位同事审核"),
    "newer": _("您打开之后，有同事又改过。请看过现在的内容再定，您写的意见还在"),
    "wrong_step": _("这一步现在做不了，可能别人刚做过。请看现在到了哪一步"),
    "word_missing": _("请写明原因"),
    "not_allowed": _("这一步要由终审发布的同事来做"),
    "not_editable": _("现在不能修改。请先退回，或者开始更新"),
    "lacks": _("还缺：%(fields)s"),
    "claim_missing": _("请写明传言是怎么说的"),
    "consent_missing": _("署专家的名字要先得到本人同意"),
    "enterprise_unknown": _("没有这家企业，请核对统一社会信用代码"),
    "no_such_rumour": _("没有这条传言，请从列表里选"),
    "evidence_title": _("写了依据的编号或条款，还要写名称"),
    "evidence_kind": _("请选依据的种类"),
}
