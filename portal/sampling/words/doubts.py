"""Words of doubts: what the reviewer should look at before a row that was taken is published."""

from flask_babel import lazy_gettext as _

DOUBTS = {
    "product_date_is_notice": _("来源表的生产日期与公告日期相同，按未提供处理"),
    "within_limit": _(
        "检验值没有超出标准值，结论却是不合格：以检验机构的结论为准，不显示倍数，请核对原报告"
    ),
    "beyond_limit": _(
        "检验值超出标准值，结论却是合格：以检验机构的结论为准，不显示倍数，请核对原报告"
    ),
    "unit_missing": _("检验值没有写单位，无法与标准值比较，不显示倍数"),
    "units_differ": _("检验值与标准值的单位不能换算，不显示倍数"),
    "value_is_limit": _("检验值写成了“≤”或“≥”，可能与标准值填反"),
    "failing_item_unclear": _("有的项目只凭数值看不出是否合格，请核对不合格的是哪几项"),
    "items_unequal": _("一格里有几个项目，与检验值或标准值的个数对不上，照原文保留"),
    "finding_unreadable": _("合并列拆不出项目、结果和标准值，照原文保留"),
    "product_after_sampling": _("标示的生产日期晚于抽样或公告日期，只保留原文"),
    "date_without_day": _("日期只写到月，按未提供处理"),
    "sampling_number_odd": _("抽样编号的写法与常见格式不同"),
    "licence_pattern": _("许可证、批准文号或备案号的写法与规定格式不同"),
    "licence_check_digit": _("许可证号的校验码不对"),
}
