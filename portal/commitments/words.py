"""Words of commitments: states, kinds, themes, units, and how each figure was reckoned."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from portal.commitments.rules import Judging, Missing, State

STATES: Mapping[State, str] = {
    State.BEHIND: _("落后"),
    State.ON_THE_WAY: _("按进度"),
    State.MET: _("达标"),
    State.COUNTED: _("只报数"),
    State.NO_DATA: _("尚无数据"),
    State.UNSCORED: _("不打分"),
}
STATE_MARKS: Mapping[State, str] = {
    State.BEHIND: "bad",
    State.ON_THE_WAY: "info",
    State.MET: "ok",
    State.COUNTED: "info",
    State.NO_DATA: "hold",
    State.UNSCORED: "hold",
}
STATE_NOTES: Mapping[State, str] = {
    State.BEHIND: _("没有达到，或者跟不上时间进度"),
    State.ON_THE_WAY: _("还没有达到，但跟得上时间进度，或者期限未到"),
    State.MET: _("按原始分数比较，已经达到"),
    State.COUNTED: _("有数，但文件没有写目标数，所以不判断"),
    State.NO_DATA: _("本站的记录算不出来，等部门填报；不写 0，也不写 100%"),
    State.UNSCORED: _("文字任务，没有数可比"),
}
# How a level bar is coloured.
STATE_BARS: Mapping[State, str] = {
    State.BEHIND: "badf",
    State.ON_THE_WAY: "bar",
    State.MET: "hi",
    State.COUNTED: "bar",
}
KINDS: Mapping[str, str] = {
    "quantitative": _("写了数的目标"),
    "coverage": _("覆盖率"),
    "zero": _("零发生"),
    "milestone": _("办成一件事"),
    "recurring": _("每期要做"),
    "trend": _("看走势"),
    "tracked": _("可以计数的工作"),
    "narrative": _("文字任务"),
}
THEMES: Mapping[str, str] = {
    "outcome": _("总体结果"),
    "governance": _("治理体系"),
    "duty": _("责任落实"),
    "sampling": _("抽检监测"),
    "disposal": _("核查处置"),
    "source": _("源头管理"),
    "traceability": _("追溯"),
    "coldchain": _("冷链"),
    "catering": _("餐饮"),
    "livelihood": _("民生实事"),
    "licensing": _("许可"),
    "credit": _("信用与分级"),
    "enforcement": _("执法办案"),
    "vigilance": _("不良反应监测"),
    "industry": _("产业提升"),
    "digital": _("数字化"),
    "capacity": _("检验与监管能力"),
    "emergency": _("应急"),
    "asiad": _("亚运保障"),
    "education": _("科普宣传"),
    "participation": _("社会共治"),
    "insurance": _("食责险"),
    "antiwaste": _("反食品浪费"),
    "demo": _("示范创建"),
    "resources": _("经费与队伍"),
}
PERIODS: Mapping[str, str] = {
    "2023": _("2023 年"),
    "2023 vs 2022": _("2023 年与 2022 年比"),
    "2020-2022": _("2020 至 2022 年"),
    "Asian Games period": _("亚运会期间"),
    "as organised": _("随活动"),
    "before the Games": _("亚运会前"),
    "cumulative": _("累计"),
    "monthly": _("每月"),
    "monthly or quarterly": _("每月或每季度"),
    "once": _("一次"),
    "once reached, hold": _("达到后保持"),
    "quarterly": _("每季度"),
    "standing": _("一直"),
    "standing (dynamic)": _("动态保持"),
    "three-year action": _("三年行动"),
    "yearly": _("每年"),
    "yearly (period not stated)": _("每年（文件没有写周期）"),
    "yearly report": _("每年报告"),
}
DEADLINES: Mapping[str, str] = {
    "stated": _("文件写明"),
    "stated (year only; read as year end)": _("文件只写了年份，按年末看"),
    "stated (title of the plan cited)": _("写在所引计划的名称里"),
    "stated day (year = document year; document issued after it)": _(
        "文件写了日子，年份按文件；文件印发时这一天已过"
    ),
    "document year (title: 2023年…工作要点)": _("这一句没有写，按文件名称里的 2023 年"),
    "plan horizon (十四五末, not stated in this sentence)": _(
        "这一句没有写，按方案的期限“十四五”末"
    ),
    "recurring": _("每期都要做"),
    "three-year action; start and end years not stated": _("三年行动，没有写起止年份"),
}
TARGET_BASES: Mapping[str, str] = {
    "stated number": _("文件写明的数"),
    "stated in words": _("文件用文字写明"),
    "implied by us": _("文件没有写数，是本站的推定"),
}
UNITS: Mapping[str, str] = {
    "家": _("家"),
    "个": _("个"),
    "次": _("次"),
    "件": _("件"),
    "起": _("起"),
    "批次": _("批次"),
    "份": _("份"),
    "项": _("项"),
    "条": _("条"),
    "篇/期": _("篇"),
    "次/年": _("次／年"),
    "份/年": _("份／年"),
    "场": _("场"),
    "张": _("张"),
    "项(完成=1)": _("项"),
    "批次/千人": _("批次／千人"),
    "件/千人": _("件／千人"),
    "份/百万人": _("份／百万人"),
    "篇/月": _("篇／月"),
    "项/年": _("项／年"),
    "项/家": _("项"),
    "项/元/%": _("项"),
    "类": _("类"),
    "例/百万人": _("例／百万人"),
}
MEASURES: Mapping[str, str] = {
    "samples": _("抽检批次"),
    "samples-per-thousand": _("每千人抽检量"),
    "monitored-per-thousand": _("每千人风险监测样本"),
    "passed": _("评价性抽检合格率"),
    "disclosed": _("公开率"),
    "disposals-started": _("核查处置启动率"),
    "disposals-closed": _("核查处置办结率"),
    "cases": _("收到的投诉、举报和线索"),
    "decided-on-time": _("按期决定率"),
    "rewards-paid": _("已经支付的举报奖励"),
    "graded-at-least": _("达到这一级以上的比例"),
    "graded": _("已经评级的比例"),
    "at-level": _("这一级的家数"),
    "badges": _("现有标识的家数"),
    "new-badges": _("当年新增的家数"),
    "with-badge": _("有标识的比例"),
    "articles": _("当年发表的稿件"),
}
FIGURE_UNITS: Mapping[str, str] = {
    "samples": _("批次"),
    "samples-per-thousand": _("批次／千人"),
    "monitored-per-thousand": _("件／千人"),
    "cases": _("件"),
    "rewards-paid": _("件"),
    "at-level": _("家"),
    "badges": _("家"),
    "new-badges": _("家"),
    "articles": _("篇"),
}
METHODS: Mapping[str, str] = {
    "samples": _("数当年完成的批次；按抽样日期归年，来源没有写抽样日期的，按公布日期。"),
    "samples-per-thousand": _("当年完成的批次 ÷（常住人口 ÷ 1,000）。"),
    "monitored-per-thousand": _("当年完成的风险监测样本 ÷（常住人口 ÷ 1,000）；只统计数量。"),
    "passed": _("合格批次 ÷ 已有结论的批次，只算评价性抽检；监督抽检和风险监测不混进来。"),
    "disclosed": _("已公布批次 ÷（已公布批次 + 审核中的批次）；依法不公布的不算在内。"),
    "disposals-started": _("已经开始处置的不合格批次 ÷ 全部不合格批次；复检改判的不算。"),
    "disposals-closed": _("处置办结的不合格批次 ÷ 全部不合格批次；复检改判的不算。"),
    "cases": _("数当年收到的件数；人数太少的格子不公布。"),
    "decided-on-time": _("在法定期限内决定的件数 ÷ 期限已到或已经决定的件数；按收到日期归年。"),
    "rewards-paid": _("数当年付出的奖励；人数太少的不公布。"),
    "graded-at-least": _("这一级和更好等级的家数 ÷ 等级有效的家数。"),
    "graded": _("等级有效的家数 ÷ 在营家数。"),
    "at-level": _("数等级有效、正好是这一级的家数。"),
    "badges": _("数期末标识仍然有效的在营家数。"),
    "new-badges": _("数当年取得标识的在营家数。"),
    "with-badge": _("期末标识有效的家数 ÷ 在营家数。"),
    "articles": _("数当年发表、没有撤回的稿件；中英文算一篇。"),
}
# What the two numbers of a figure are.
PARTS: Mapping[str, tuple[str, str]] = {
    "samples-per-thousand": (_("完成的批次"), _("常住人口")),
    "monitored-per-thousand": (_("完成的样本"), _("常住人口")),
    "passed": (_("合格批次"), _("有结论的批次")),
    "disclosed": (_("已公布批次"), _("已公布和审核中的批次")),
    "disposals-started": (_("已启动处置的批次"), _("不合格批次")),
    "disposals-closed": (_("已办结处置的批次"), _("不合格批次")),
    "decided-on-time": (_("按期决定的件数"), _("应当决定的件数")),
    "graded-at-least": (_("达到的家数"), _("等级有效的家数")),
    "graded": (_("等级有效的家数"), _("在营家数")),
    "with-badge": (_("有标识的家数"), _("在营家数")),
}
MISSING: Mapping[Missing, str] = {
    Missing.NO_SOURCE: _("本站没有这项数据，由责任部门填报；还没有收到填报。"),
    Missing.NO_RECORDS: _("这一年本站还没有这一类记录。"),
    Missing.NO_POPULATION: _("人口未设定，算不出每千人的数。"),
    Missing.NO_HISTORY: _("登记册只记现在有多少家，往年的比例算不回去。"),
    Missing.TOO_FEW: _("件数太少，公布可能让人认出当事人，所以不公布。"),
}
JUDGING: Mapping[Judging, str] = {
    Judging.EACH_YEAR: _("每年年末判断；年内没有达到的，看是不是跟得上时间进度。"),
    Judging.BY_DEADLINE: _("期限到了再判断；期限前没有达到的，算按进度。"),
    Judging.HELD: _("要求一直保持，任何时候没有达到都算落后。"),
}
