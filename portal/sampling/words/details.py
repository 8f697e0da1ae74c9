"""Words of what only some kinds of goods have."""

from flask_babel import lazy_gettext as _

DETAIL_LABELS = {
    "approval_number": _("批准文号"),
    "registration_number": _("注册证号或备案号"),
    "dosage_form": _("剂型"),
    "maker_licence": _("生产许可证号"),
    "seller_licence": _("经营许可证号"),
    "shelf_life": _("保质期"),
    "platform": _("网络平台"),
    "shop": _("网店名称"),
    "commissioner": _("委托方或授权方"),
}
