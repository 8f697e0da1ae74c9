"""Words of what results have in common."""

from flask_babel import lazy_gettext as _

from portal.sampling.rules.relations import Relation

RELATIONS = {
    Relation.PRODUCT: _("同名产品"),
    Relation.MAKER: _("同一生产企业"),
    Relation.SELLER: _("同一被抽样单位"),
}
