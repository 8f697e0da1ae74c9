"""Words of the joining pages."""

from flask_babel import lazy_gettext as _

GRADE_FILTER = _("等级")
