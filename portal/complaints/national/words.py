"""Why a number, or a file of numbers, was not taken."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REFUSALS: Mapping[str, LazyString] = {
    "number": _("这不像全国 12315 平台的编号，请核对"),
    "taken": _("同类的另一件已经是这个编号，请核对"),
    "head": _("表里没有找到“%(titles)s”这两列，请核对表头"),
    "many": _("一次最多 %(most)s 行，请分几次"),
    "unknown": _("本部门没有这个查询码的件"),
    "other": _("这一件已经有别的全国编号，没有改动"),
}
