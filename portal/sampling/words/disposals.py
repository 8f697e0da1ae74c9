"""Words of disposals."""

from flask_babel import lazy_gettext as _

from portal.sampling.rules.clocks import ClockKind
from portal.sampling.rules.disposals import DisposalStage, Fact
from portal.sampling.rules.disputes import LATE, MICROBIOLOGY, AskedBy, DisputeKind, DisputeStage
from portal.sampling.rules.notices import EntryReason, EntryStage

DISPOSAL_STAGES = {
    DisposalStage.WAITING: _("待启动"),
    DisposalStage.NOTIFIED: _("已告知"),
    DisposalStage.DISPUTED: _("异议、复检"),
    DisposalStage.UPHELD: _("复检维持"),
    DisposalStage.OVERTURNED: _("改判合格"),
    DisposalStage.CONTROLLED: _("风险控制"),
    DisposalStage.TRACED: _("原因排查"),
    DisposalStage.PENALISED: _("处理"),
    DisposalStage.RECHECKED: _("整改复查"),
    DisposalStage.CLOSED: _("已办结"),
}
DISPOSAL_HINTS = {
    DisposalStage.NOTIFIED: _("检验报告送达被抽样单位，告知复检和异议的权利。"),
    DisposalStage.DISPUTED: _("被抽样单位或生产者提出异议或者申请复检。"),
    DisposalStage.UPHELD: _("复检或异议处理后，维持不合格结论。"),
    DisposalStage.OVERTURNED: _("复检或异议处理后改判合格，核查处置终止，公示同时更正。"),
    DisposalStage.CONTROLLED: _("下架、封存、召回同批次产品。"),
    DisposalStage.TRACED: _("排查不合格原因，追溯来源。"),
    DisposalStage.PENALISED: _("责令改正、处罚、移送或者协查。"),
    DisposalStage.RECHECKED: _("复查整改情况，需要时再抽一次。"),
    DisposalStage.CLOSED: _("步骤和文书齐全，核查处置完毕。"),
}
FACTS = {
    Fact.CHAIN: _("环节"),
    Fact.SERVED_HOW: _("送达方式"),
    Fact.REPORT_NUMBER: _("检验报告编号"),
    Fact.STOCK: _("同批次存量"),
    Fact.CAUSE: _("原因"),
    Fact.BREACHED: _("违反的规定"),
    Fact.BASIS: _("处理依据"),
    Fact.DECISION: _("处理决定"),
    Fact.CONFISCATED_FEN: _("没收金额"),
    Fact.FINED_FEN: _("罚款金额"),
}
CLOCKS = {
    ClockKind.SERVE: _("送达检验报告"),
    ClockKind.START: _("启动核查处置"),
    ClockKind.CLOSE: _("完成核查处置"),
    ClockKind.ASK: _("企业提出异议或申请复检"),
    ClockKind.ACCEPT: _("决定是否受理"),
    ClockKind.LABORATORY: _("确定复检机构"),
    ClockKind.HAND_OVER: _("移交备份样品"),
    ClockKind.CONCLUDE: _("作出复检结论"),
    ClockKind.DECIDE: _("作出异议审核结论"),
    ClockKind.RECHECK: _("复查整改情况"),
}
DISPUTE_KINDS = {
    DisputeKind.RETEST: _("申请复检"),
    DisputeKind.PROCESS: _("对抽样过程有异议"),
    DisputeKind.AUTHENTICITY: _("对样品真实性有异议"),
    DisputeKind.METHOD: _("对检验方法有异议"),
    DisputeKind.STANDARD: _("对标准适用有异议"),
}
ASKED_BY = {
    AskedBy.SELLER: _("被抽样单位"),
    AskedBy.MAKER: _("标称生产企业"),
    AskedBy.PLATFORM: _("网络交易平台"),
}
DISPUTE_STAGES = {
    DisputeStage.ASKED: _("待决定是否受理"),
    DisputeStage.REFUSED: _("不予受理，维持原结论"),
    DisputeStage.ACCEPTED: _("已受理"),
    DisputeStage.LABORATORY: _("已确定复检机构"),
    DisputeStage.HANDED_OVER: _("备份样品已移交"),
    DisputeStage.UPHELD: _("维持原结论"),
    DisputeStage.OVERTURNED: _("改判合格"),
}
NO_RETEST_REFUSALS = {
    LATE: _("提出的日期已经超过期限，只能不予受理"),
    MICROBIOLOGY: _("不合格的都是微生物项目，依规定不予复检，只能不予受理"),
}
ENTRY_STAGES = {
    EntryStage.WAITING: _("待核对"),
    EntryStage.UNMATCHED: _("没有匹配"),
    EntryStage.CONFIRMED: _("已登记"),
    EntryStage.SKIPPED: _("不采用"),
}
ENTRY_REASONS = {
    EntryReason.NO_NUMBER: _("这一段没有抽样编号，不猜测是哪一批"),
    EntryReason.UNKNOWN_NUMBER: _("本站没有公示过这个抽样编号"),
    EntryReason.NOT_FAILED: _("这个抽样编号的结果不是不合格，没有核查处置"),
    EntryReason.OTHER_DEPARTMENT: _("这一批由其他部门核查处置"),
    EntryReason.ENDED: _("这一批的核查处置已经结束"),
    EntryReason.NOTHING_NEW: _("没有读到尚未登记的步骤"),
    EntryReason.TWICE: _("同一份通告里前面已有这个抽样编号"),
}
DISPOSAL_REFUSALS = {
    "already_started": _("检验报告已经送达，不能再改收到报告的日期"),
    "no_time_runs": _("还没有启动、已经结束或者没有设定期限，不能延长"),
    "approved_late": _("原期限 %(day)s 已经届满，届满后的批准不能延长期限"),
    "not_later": _("新的期限应当晚于原期限 %(day)s"),
    "extension_document": _("请填写批准延长的文书名称或文号，没有书面批准不能延长"),
    "extension_reason": _("请写明延长的原因，会公开"),
    "ground_missing": _("请选择不予复检的情形"),
    "laboratory_missing": _("请填写复检机构"),
    "laboratory_same": _("复检机构不能是初检机构"),
    "recheck_missing": _("请选择整改是否到位"),
    "gap": _("这一步要办，前一步“%(step)s”也要勾选并填写"),
    "nothing_chosen": _("请至少勾选一步，或者选择不采用"),
    "notice_twice": _("这份通告已经导入过，请打开原来的那一份"),
    "notice_kind": _("请上传 .docx、.txt、.csv 或 .xlsx 格式的核查处置通告"),
    "notice_empty": _("没有从文件里读到文字，请确认文件不是扫描图片"),
    "notice_damaged": _("文件打不开，可能已损坏，请重新导出后再上传"),
    "notice_too_long": _("文件太大，请分成几份再上传"),
    "notice_nothing": _("没有从通告里读到任何一批产品，请确认这是核查处置通告"),
}
