"""Words of disposals."""

from flask_babel import lazy_gettext as _

from portal.sampling.rules.disposals import DisposalStage

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
