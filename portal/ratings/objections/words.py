"""Words of objections."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from portal.ratings.objections.rules import NoteKind, ObjectionStage, SubjectKind

STAGES: Mapping[ObjectionStage, str] = {
    ObjectionStage.LODGED: _("已提交，等待受理"),
    ObjectionStage.ACCEPTED: _("已受理，正在核实"),
    ObjectionStage.REFUSED: _("不予受理"),
    ObjectionStage.VERIFIED: _("已核实，等待决定"),
    ObjectionStage.UPHELD: _("维持"),
    ObjectionStage.CHANGED: _("变更"),
    ObjectionStage.WITHDRAWN: _("企业已撤回"),
}
STAGE_MARKS: Mapping[ObjectionStage, str] = {
    ObjectionStage.LODGED: "info",
    ObjectionStage.ACCEPTED: "info",
    ObjectionStage.REFUSED: "hold",
    ObjectionStage.VERIFIED: "info",
    ObjectionStage.UPHELD: "hold",
    ObjectionStage.CHANGED: "ok",
    ObjectionStage.WITHDRAWN: "hold",
}
SUBJECTS: Mapping[SubjectKind, str] = {
    SubjectKind.RATING: _("等级"),
    SubjectKind.RESULT: _("抽检结果"),
    SubjectKind.INSPECTION: _("监督检查"),
    SubjectKind.PENALTY: _("行政处罚"),
    SubjectKind.LISTING: _("严重违法失信名单"),
}
NOTES: Mapping[NoteKind, str] = {
    NoteKind.STATEMENT: _("陈述申辩"),
    NoteKind.HEARING: _("听证"),
    NoteKind.FINDING: _("核实情况"),
}
REFUSALS = {
    "subject_unknown": _("这条记录现在不能提出异议"),
    "window_over": _("提出异议的期限已经过了，或者这条记录已经不再公示"),
    "ground_unknown": _("请从列出的理由里选一个"),
    "statement_missing": _("请写明哪里不对、为什么"),
    "already_pending": _("对这条记录的异议还在办理，请等它办结"),
    "refusal_ground": _("请选一个不予受理的情形"),
    "answer_missing": _("请写明理由，企业会看到"),
    "note_missing": _("请写下内容"),
    "hearing_owed": _("企业申请了听证，请先记录听证情况"),
    "finding_owed": _("请先记录核实情况"),
    "own_work": _("作出、录入、审核、公示这条记录的人和核实异议的人不能作决定，请换一个人"),
    "not_a_grade": _("这条记录由公布它的科室更正；这里只记录维持还是变更"),
    "change_missing": _("请填变更后的等级或得分"),
    "level_worse": _("不能因为企业提出异议而把等级评得更差；要降级的请另行拟评"),
    "score_worse": _("不能因为企业提出异议而把得分改得更差，等级不变也不行；要改差的请另行拟评"),
    "extension_over": _("最长期限没有设定，或者已经延长过，不能再延长"),
}
