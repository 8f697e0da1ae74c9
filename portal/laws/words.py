"""What the ranks are called."""

from flask_babel import lazy_gettext as _

from portal.laws.rules import Rank

RANKS = {
    Rank.LAW: _("法律"),
    Rank.REGULATION: _("行政法规"),
    Rank.RULE: _("部门规章"),
    Rank.NORMATIVE: _("规范性文件"),
    Rank.LOCAL: _("地方性法规"),
}
