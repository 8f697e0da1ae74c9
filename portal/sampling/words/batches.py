"""Words of batches: verdicts, kinds, places in the chain."""

from flask_babel import lazy_gettext as _

from portal.sampling.rules.batches import (
    BatchStage,
    ChainStage,
    DateKind,
    Domain,
    HoldReason,
    Result,
    TaskKind,
)

RESULTS = {
    Result.PASSED: _("合格"),
    Result.FAILED: _("不合格"),
    Result.PROBLEM: _("问题"),
    Result.UNDECIDED: _("待定"),
    Result.NEGATIVE: _("快检阴性（仅供参考）"),
    Result.POSITIVE: _("快检阳性（仅供参考）"),
}
RESULT_MARKS = {
    Result.PASSED: "ok",
    Result.FAILED: "bad",
    Result.PROBLEM: "hold",
    Result.UNDECIDED: "hold",
    Result.NEGATIVE: "info",
    Result.POSITIVE: "warn",
}
KINDS = {
    TaskKind.SUPERVISION: _("监督抽检"),
    TaskKind.EVALUATION: _("评价性抽检"),
    TaskKind.RISK_MONITORING: _("风险监测"),
    TaskKind.QUANTITATIVE: _("定量检测"),
    TaskKind.QUICK_TEST: _("快速检测"),
    TaskKind.WALK_IN: _("你送我检"),
}
DOMAINS = {
    Domain.FOOD: _("食品"),
    Domain.AGRI: _("农产品"),
    Domain.FOREST: _("林产品"),
    Domain.GRAIN: _("粮食"),
    Domain.DRUG: _("药品"),
    Domain.DEVICE: _("医疗器械"),
    Domain.COSMETIC: _("化妆品"),
    Domain.FOOD_CONTACT: _("食品相关产品"),
}
STAGES = {
    ChainStage.FARMING: _("种植养殖"),
    ChainStage.PRODUCTION: _("生产"),
    ChainStage.CIRCULATION: _("流通"),
    ChainStage.CATERING: _("餐饮"),
    ChainStage.ONLINE: _("网络"),
    ChainStage.TRADE: _("进出口"),
}
# Values and limits that are words and no numbers; every other one stays as the source has it.
FINDINGS = {
    "检出": _("检出"),
    "未检出": _("未检出"),
    "阳性": _("阳性"),
    "阴性": _("阴性"),
    "不得检出": _("不得检出"),
    "不得使用": _("不得使用"),
}
# Words that tables write for a category where the thing is none of the 34 kinds of food.
CATEGORIES = {
    "药品": _("药品"),
    "化妆品": _("化妆品"),
    "医疗器械": _("医疗器械"),
    "食品相关产品": _("食品相关产品"),
    "林产品": _("林产品"),
    "原粮": _("原粮"),
    "畜禽水产": _("畜禽水产"),
    "种植产品": _("种植产品"),
}
DATE_KINDS = {DateKind.PRODUCED: _("生产日期"), DateKind.BOUGHT_IN: _("购进日期")}
BATCH_STAGES = {
    BatchStage.WAITING: _("待审核"),
    BatchStage.HELD: _("暂不公示"),
    BatchStage.PUBLISHED: _("已公示"),
    BatchStage.CORRECTED: _("已更正"),
    BatchStage.WITHDRAWN: _("已撤回"),
}
HOLD_REASONS = {
    HoldReason.UNDECIDED: _("结论待定，不得公示"),
    HoldReason.RISK_MONITORING: _("风险监测只统计数量，不逐批公示"),
}
