"""What the fields of a table are called where somebody is asked which column is which."""

from flask_babel import lazy_gettext as _

from portal.sampling.words.details import DETAIL_LABELS
from portal.tables.rules.heads import IGNORED

COLUMNS = {
    "product": _("产品名称"),
    "number": _("抽样编号"),
    "result": _("检验结论"),
    "maker": _("标称生产企业"),
    "maker_address": _("生产企业地址"),
    "maker_code": _("生产企业统一社会信用代码"),
    "seller": _("被抽样单位"),
    "seller_address": _("被抽样单位地址"),
    "seller_code": _("被抽样单位统一社会信用代码"),
    "spec": _("规格型号"),
    "trademark": _("商标"),
    "product_date": _("生产日期（或与批号合写）"),
    "batch_number": _("批号"),
    "category": _("大类"),
    "subcategory": _("细类"),
    "item": _("检验项目"),
    "value": _("检验结果（测得的值）"),
    "limit": _("标准值"),
    "unit": _("计量单位"),
    "finding": _("不合格项目、结果、标准值合写"),
    "item_group": _("不合格原因类别"),
    "basis": _("检验依据"),
    "task": _("任务来源"),
    "task_kind": _("任务类型"),
    "stage": _("抽样环节"),
    "domain": _("领域"),
    "sampled_on": _("抽样日期"),
    "reported_on": _("报告日期"),
    "announced_on": _("公告日期"),
    "announcement_number": _("公告号"),
    "announcement_title": _("公告标题"),
    "laboratory": _("检验机构"),
    "sampler": _("抽样机构"),
    "publisher": _("公布单位"),
    **{field: label for field, label in DETAIL_LABELS.items() if field != "commissioner"},
    "maker_region": _("生产企业所在地区"),
    "seller_region": _("被抽样单位所在地区"),
    "measures": _("处置情况"),
    "remark": _("备注"),
    "source": _("信息来源"),
    "source_url": _("原文链接"),
    IGNORED: _("不导入"),
}
MAPPING_REFUSALS = {
    "not_asked": _("这份表格的各列已经指明，请刷新页面"),
    "answer_missing": _("请为“%(title)s”选择一项，不需要的列请选“不导入”"),
    "product_missing": _("请指明哪一列是产品名称；整张表都不要时，请把各列都选“不导入”"),
    "nothing_left": _("各列都选了“不导入”，没有可以导入的内容"),
}
