"""Words of amendments: where one stands, and what the fields it changes are called."""

from flask_babel import lazy_gettext as _

from portal.sampling.rules.amendments import AmendmentStage
from portal.sampling.words.details import DETAIL_LABELS

AMENDMENT_STAGES = {
    AmendmentStage.PROPOSED: _("待决定"),
    AmendmentStage.ACCEPTED: _("已采纳"),
    AmendmentStage.REJECTED: _("未采纳"),
}
AMENDMENT_MARKS = {
    AmendmentStage.PROPOSED: "hold",
    AmendmentStage.ACCEPTED: "ok",
    AmendmentStage.REJECTED: "warn",
}
AMENDED_FIELDS = {
    "product": _("产品名称"),
    "spec": _("规格型号"),
    "trademark": _("商标"),
    "product_date_text": _("生产日期"),
    "batch_number": _("批号"),
    "maker_name": _("标称生产企业"),
    "maker_address": _("生产企业地址"),
    "maker_code": _("生产企业统一社会信用代码"),
    "seller_name": _("被抽样单位"),
    "seller_address": _("被抽样单位地址"),
    "seller_code": _("被抽样单位统一社会信用代码"),
    "category": _("食品大类"),
    "subcategory": _("食品细类"),
    "stage_text": _("抽样环节"),
    "sampler": _("抽样单位"),
    "laboratory": _("检验机构"),
    "sampled_on": _("抽样日期"),
    "reported_on": _("报告日期"),
    "remark": _("备注"),
    "measures": _("处置措施"),
    "result": _("结论"),
    **DETAIL_LABELS,
    "item": _("检验项目"),
}
NOTE_OF_AMENDMENT = _("来源更新了表格：%(file)s，第 %(line)s 行")
