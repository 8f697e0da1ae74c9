"""Words of scanned signs."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from portal.ratings.door.checking import Standing

HEADINGS: Mapping[Standing, str] = {
    Standing.CURRENT: _("这张牌子现在有效"),
    Standing.RENEWED: _("牌子旧了，等级没有变"),
    Standing.STALE: _("这张牌子过时了"),
    Standing.UNKNOWN: _("查不到这张牌子上的等级"),
    Standing.FORGED: _("这个码不是本站做的"),
}
MARKS: Mapping[Standing, str] = {
    Standing.CURRENT: "ok",
    Standing.RENEWED: "info",
    Standing.STALE: "warn",
    Standing.UNKNOWN: "hold",
    Standing.FORGED: "bad",
}
TAGS: Mapping[Standing, str] = {
    Standing.CURRENT: _("有效"),
    Standing.RENEWED: _("已换新"),
    Standing.STALE: _("过时"),
    Standing.UNKNOWN: _("查不到"),
    Standing.FORGED: _("伪造"),
}
