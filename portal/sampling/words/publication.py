"""Words of publication: fields of versions and stages of announcements."""

from flask_babel import lazy_gettext as _

from portal.sampling.rules.publication import AnnouncementStage
from portal.sampling.words.details import DETAIL_LABELS

# The fields of a version, in the order of a result's page.
VERSION_FIELDS = {
    "result": _("结论"),
    "number": _("抽样编号"),
    "product": _("产品名称"),
    "spec": _("规格型号"),
    "trademark": _("商标"),
    "product_date_text": _("生产日期"),
    "batch_number": _("批号"),
    "domain": _("领域"),
    "category": _("分类"),
    "subcategory": _("食品细类"),
    "maker": _("标称生产企业"),
    "maker_address": _("生产企业地址"),
    "seller": _("被抽样单位"),
    "seller_address": _("被抽样单位地址"),
    "kind": _("任务类别"),
    "task": _("任务来源"),
    "chain_stage": _("抽样环节"),
    "stage_text": _("抽样场所"),
    "sampled_on": _("抽样日期"),
    "reported_on": _("报告日期"),
    "announced_on": _("公告日期"),
    "sampler": _("抽样机构"),
    "laboratory": _("检验机构"),
    "publisher": _("发布单位"),
    "announcement_number": _("公告号"),
    "announcement_title": _("公告标题"),
    **DETAIL_LABELS,
    "measures": _("来源载明的措施"),
    "remark": _("备注"),
    "value": _("检验结果"),
    "limit": _("标准值"),
    "failed": _("单项判定"),
}
FAILED_WORDS = {"failed": _("不符合"), "not-failed": _("未判不符合")}
ANNOUNCEMENT_STAGES = {
    AnnouncementStage.DRAFT: _("待公布"),
    AnnouncementStage.PUBLISHED: _("已公布"),
    AnnouncementStage.WITHDRAWN: _("已撤回"),
}
ANNOUNCEMENT_MARKS = {
    AnnouncementStage.DRAFT: "hold",
    AnnouncementStage.PUBLISHED: "ok",
    AnnouncementStage.WITHDRAWN: "warn",
}
