"""The audit log of one case, as its citizen may read it: what was done and seen, by which role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from portal.accounts.rules import roles
from portal.complaints import queries
from portal.complaints.models import Case
from portal.kernel.audit import CITIZEN, AuditLine
from portal.web.locale import language

LOOKS = frozenset({"looked-at", "identity-read", "original-read", "evidence-read"})
WORDS: Mapping[str, LazyString] = {
    "filed": later("提交了这一件"),
    "receipt-confirmed": later("确认抄好了密码"),
    "opened-by-citizen": later("用查询码和密码打开了这一件"),
    "message-written": later("写了一条留言"),
    "evidence-added": later("加了一个文件"),
    "supplemented": later("补上了材料"),
    "withdrawn": later("撤回了这一件"),
    "rated": later("评价了办理结果"),
    "closed-by-rating": later("评价后结清"),
    "review-asked": later("申请复核"),
    "review-decided": later("答复了复核"),
    "looked-at": later("打开看了这一件"),
    "identity-read": later("看了您的姓名、电话和地址"),
    "original-read": later("看了一个文件的原件"),
    "evidence-read": later("看了一个文件"),
    "assigned": later("指定了承办人"),
    "transferred": later("转给另一个部门"),
    "taken-over": later("接收了这一件"),
    "handed-back": later("退回受理部门"),
    "accepted": later("决定受理"),
    "refused": later("决定不予受理"),
    "supplement-asked": later("请您补正材料"),
    "filing-decided": later("决定立不立案"),
    "reporter-told": later("记下已经告知"),
    "concluded": later("写下办理结果"),
    "answered": later("反馈了结果"),
    "document-issued": later("出具了文书"),
    "document-voided": later("作废了文书"),
    "joined": later("和相同的件并到一起办"),
    "split": later("从并办里分出来"),
    "note-written": later("写了内部备注"),
    "secret-reissued": later("核实身份后重新发了密码"),
    "secret-refused": later("有人要补密码，身份没对上，没有给"),
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
    return [_deed(line) for line in queries.list_deeds(case)]


def _deed(line: AuditLine) -> Deed:
    name = line.action.removeprefix("case.")
    reason = (line.after or {}).get("reason", "") if name == "identity-read" else ""
    return Deed(line.at, _who(line), _what(name), name in LOOKS, str(reason))


def _what(name: str) -> str:
    known = WORDS.get(name)
    return str(known) if known is not None else _("办了一步手续")


def _who(line: AuditLine) -> str:
    if line.actor_kind == CITIZEN.kind:
        return _("您")
    if line.actor_kind == "system":
        return _("系统自动")
    table, tongue = roles(), language()
    known = [table[code].name[tongue] for code in line.role.split("+") if code in table]
    return _("、").join(known) or _("工作人员")
