"""Words of riders: refusals, seals, states of a tip."""

from flask_babel import lazy_gettext as _

from portal.complaints.rules import Seal, Stage, Verdict
from portal.rewards.rules import Stage as RewardStage
from portal.rewards.rules import StepKind

WORDS = {
    "code_wrong": _("没有这个登记码，请照着纸上的码逐字核对"),
    "code_used": _("这个登记码已经用过了，一个码只能用一次；请向发码的单位另要一个"),
    "code_expired": _("这个登记码已经过期，请向发码的单位另要一个"),
    "code_revoked": _("这个登记码已经作废，请向发码的单位另要一个"),
    "code_elsewhere": _("这个登记码是别的地方发的，请到发码的那个地方登记"),
    "enrolled_already": _("这台手机上已经登记过了，不用再登记；换人用请先退出"),
    "pin_short": _("口令请用 6 到 12 位数字"),
    "pin_easy": _("这个口令太好猜，请换一个：不要全是同一个数字，也不要按顺序"),
    "pin_differs": _("两次输入的口令不一样，请再输一遍"),
    "platform": _("请选平台"),
    "wrong": _("编号和口令对不上，请逐个核对"),
    "too_often": _("试得太多了，请过一会儿再试，写好的不用重填"),
    "order_twice": _(
        "您今天已经报过这家店这个平台了，同一单只算一次。如果是另一单，请勾选下面的“这是另一单”再发送。"
    ),
    "station": _("请写发给哪个站点"),
    "count": _("请写要做几个码，1 到 200"),
    "reason": _("请写原因"),
    "number": _("没有这个编号，请核对"),
    "ended": _("这个编号已经停用"),
    "batch": _("没有这一批，请核对批号"),
    "serial": _("这一批没有这个序号"),
    "nothing_left": _("没有可以作废的码：都用过或者已经作废了"),
    "no_seal": _("这件线索没有说封签，不用核实封签"),
    "earlier_first": _("同一天还有更早的线索没有判定，总额有限，先到先得：请先判定更早的"),
    "used_up": _("已经达到上限，这条不发钱；线索照样算数，照样处理。上限：%(limit)s"),
}
LIMITS = {
    StepKind.DAY_CAP: _("每人每日上限"),
    StepKind.MONTH_CAP: _("每人每月上限"),
    StepKind.DAY_POOL: _("当日总额"),
    StepKind.MONTH_POOL: _("当月总额"),
}
FOUND = {
    Seal.NONE: _("核实：没有封签"),
    Seal.BROKEN: _("核实：封签破损"),
    Seal.INTACT: _("核实：封签完好"),
}
WAITING, LOOKING, TRUE, PARTLY = _("已收到"), _("正在核查"), _("查实"), _("部分查实")
UNTRUE, OPEN_END, DECLINED = _("没有查实"), _("查不清"), _("没有受理")
WITHDRAWN = _("您撤回了")
VERDICTS = {
    Verdict.TRUE: (TRUE, "ok"),
    Verdict.PARTLY_TRUE: (PARTLY, "ok"),
    Verdict.UNTRUE: (UNTRUE, "bad"),
    Verdict.UNVERIFIABLE: (OPEN_END, "hold"),
}
STAGES = {
    Stage.SUBMITTED: (WAITING, "info"),
    Stage.REFUSED: (DECLINED, "bad"),
    Stage.WITHDRAWN: (WITHDRAWN, "hold"),
}
REWARDS = {
    RewardStage.OPENED: _("奖励待定"),
    RewardStage.INELIGIBLE: _("没有奖励"),
    RewardStage.CONTESTED: _("您有异议，正在复核"),
    RewardStage.PROPOSED: _("奖励在审批"),
    RewardStage.FIRST_APPROVED: _("奖励在审批"),
    RewardStage.SECOND_APPROVED: _("奖励在审批"),
    RewardStage.NOTIFIED: _("可以领了"),
    RewardStage.OBJECTED: _("您有异议，正在复核"),
    RewardStage.REVIEWED: _("可以领了"),
    RewardStage.VERIFIED: _("领取已核验，等付款"),
    RewardStage.PAYING: _("正在付款"),
    RewardStage.PAID: _("已付款"),
    RewardStage.FAILED: _("付款没成功，会再付"),
    RewardStage.LAPSED: _("过期没领"),
    RewardStage.RECOVERED: _("已追回"),
}
