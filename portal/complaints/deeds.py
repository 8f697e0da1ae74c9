"""The audit log of one case, as its citizen may read it: what was done and seen, by which role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from portal.accounts.rules import roles
from portal.complaints import queries
from portal.complaints.models import BulkDeed, Case
from portal.kernel.audit import CITIZEN, AuditLine
from portal.web.locale import language

BULK_LOOKS = frozenset({"case.handed-over-12315"})
LOOKS = frozenset({"looked-at", "identity-read", "original-read", "evidence-read"})
WORDS: Mapping[str, LazyString] = {
    "filed": lazy_gettext("提交了这一件"),
    "receipt-confirmed": lazy_gettext("确认抄好了密码"),
    "opened-by-citizen": lazy_gettext("用查询码和密码打开了这一件"),
    "message-written": lazy_gettext("写了一条留言"),
    "evidence-added": lazy_gettext("加了一个文件"),
    "supplemented": lazy_gettext("补上了材料"),
    "withdrawn": lazy_gettext("撤回了这一件"),
    "rated": lazy_gettext("评价了办理结果"),
    "closed-by-rating": lazy_gettext("评价后结清"),
    "review-asked": lazy_gettext("申请了复核"),
    "review-decided": lazy_gettext("答复了复核"),
    "looked-at": lazy_gettext("打开看了这一件"),
    "identity-read": lazy_gettext("看了您的姓名、电话和地址"),
    "original-read": lazy_gettext("看了一个文件的原件"),
    "evidence-read": lazy_gettext("看了一个文件"),
    "assigned": lazy_gettext("指定了承办人"),
    "transferred": lazy_gettext("转给另一个部门"),
    "taken-over": lazy_gettext("接收了这一件"),
    "handed-back": lazy_gettext("退回了受理部门"),
    "accepted": lazy_gettext("决定受理"),
    "refused": lazy_gettext("决定不予受理"),
    "supplement-asked": lazy_gettext("请您补正材料"),
    "filing-decided": lazy_gettext("决定了立不立案"),
    "reporter-told": lazy_gettext("记下已经告知"),
    "concluded": lazy_gettext("写下办理结果"),
    "answered": lazy_gettext("反馈了结果"),
    "document-issued": lazy_gettext("出具了文书"),
    "document-voided": lazy_gettext("作废了文书"),
    "joined": lazy_gettext("和相同的件并到一起办"),
    "split": lazy_gettext("从并办里分出来"),
    "words-held-back": lazy_gettext("要写给您的话里提到了别的当事人，系统没有发出"),
    "note-written": lazy_gettext("写了内部备注"),
    "moved-to-mediating": lazy_gettext("开始调解"),
    "moved-to-screening": lazy_gettext("开始查有没有相同的举报"),
    "moved-to-verifying": lazy_gettext("开始核查"),
    "moved-to-archived": lazy_gettext("归了档"),
    "reward-begun": lazy_gettext("开始办奖励"),
    "citizen-asked": lazy_gettext("问了您一个问题"),
    "enterprise-asked": lazy_gettext("向商家问情况，没有说是谁反映的"),
    "handed-over": lazy_gettext("换了承办人"),
    "many-assigned": lazy_gettext("和别的件一起指定了承办人"),
    "leave.begun": lazy_gettext("承办人请假，由代办人接手"),
    "leave.ended": lazy_gettext("承办人销假，交还给承办人"),
    "handed-over-12315": lazy_gettext("列入给全国 12315 平台的移交文件，不含您的姓名、电话和地址"),
    "meeting-planned": lazy_gettext("安排了调解"),
    "meeting-recorded": lazy_gettext("记下了调解的情况"),
    "linked": lazy_gettext("和抽检结果等记录关联"),
    "unlinked": lazy_gettext("取消了一个关联"),
    "national-number-set": lazy_gettext("填了全国平台的编号"),
    "secret-reissued": lazy_gettext("核实身份后重新发了密码"),
    "secret-refused": lazy_gettext("有人要补密码，身份没对上，没有给"),
}


@dataclass(frozen=True)
class Deed:
    """One line: when, who by role, what; ``because`` is the reason a look was given."""

    at: datetime
    who: str
    what: str
    is_look: bool
    because: str = ""


def deeds_of(case: Case) -> Sequence[Deed]:
    """Return what the log says of a case, the newest first; nobody's name is in it."""
    reasons = queries.reasons_of(case)
    found = [_deed(line, reasons) for line in queries.list_deeds(case)]
    found += [
        Deed(one.at, _who(one), _what(one.action.removeprefix("case.")), one.action in BULK_LOOKS)
        for one in queries.list_bulk_deeds(case)
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _deed(line: AuditLine, reasons: Mapping[str, str]) -> Deed:
    name, after = line.action.removeprefix("case."), line.after or {}
    # Lines of an older kind hold the words themselves.
    reason = reasons.get(str(after.get("reason_digest")), after.get("reason", ""))
    is_told = name == "identity-read"
    return Deed(line.at, _who(line), _what(name), name in LOOKS, str(reason) if is_told else "")


def _what(name: str) -> str:
    known = WORDS.get(name)
    return str(known) if known is not None else str(_("办了一步手续"))


def _who(line: AuditLine | BulkDeed) -> str:
    if line.actor_kind == CITIZEN.kind:
        return str(_("您"))
    if line.actor_kind == "system":
        return str(_("系统自动"))
    table, tongue = roles(), language()
    known = [table[code].name[tongue] for code in line.role.split("+") if code in table]
    return str(_("、")).join(known) or str(_("工作人员"))
