"""Words of visits."""

from flask_babel import lazy_gettext as _

from portal.visits.rules import BookingStage, VisitStage

STAGES = {
    VisitStage.REQUESTED: _("已收到，等安排"),
    VisitStage.PROPOSED: _("我们提了另一天，等您答复"),
    VisitStage.AGREED: _("已约定"),
    VisitStage.DECLINED: _("没有安排上"),
    VisitStage.CANCELLED: _("已取消"),
    VisitStage.DONE: _("已办完"),
}
MARKS = {
    VisitStage.REQUESTED: "info",
    VisitStage.PROPOSED: "warn",
    VisitStage.AGREED: "ok",
    VisitStage.DECLINED: "hold",
    VisitStage.CANCELLED: "hold",
    VisitStage.DONE: "ok",
}
BOOKINGS = {BookingStage.BOOKED: _("已约好"), BookingStage.CANCELLED: _("已取消")}
BOOKING_MARKS = {BookingStage.BOOKED: "ok", BookingStage.CANCELLED: "hold"}
WORDS = {
    "in_the_past": _("这一天已经过去了，请另选一天"),
    "region_unknown": _("这个区域不在本地，请从列表里选一个"),
    "place_unknown": _("请从列表里选一处"),
    "base_unknown": _("名单里没有这个基地"),
    "full": _("这一天剩下的名额不够，请减少人数或者另选一天"),
    "day_over": _("这一天已经过去，不能再约，也不能再取消"),
    "day_twice": _("这个基地的这一天、这个时段已经开放了"),
    "not_yet": _("还没到约定的那天，不能写已经办完"),
    "reason_missing": _("请写明原因，对方会看到"),
}
