"""Pages of owners."""

from flask_babel import lazy_gettext as _

from portal.enterprises.panels import ENTERPRISE_PANELS
from portal.enterprises.weights import weigh
from portal.owners import objected, panels, queries
from portal.owners.views import (  # noqa: F401 - they add their pages
    answering,
    claiming,
    filings,
    objecting,
    own,
    repairing,
    replying,
)
from portal.owners.views.letters import owners_desk
from portal.owners.views.moderation import replies_desk
from portal.owners.views.pages import owner_pages
from portal.ratings.objections.rules import SubjectKind
from portal.ratings.objections.subjects import tell_of

weigh("account", _("有人认领了主页，企业账号会随之转移"), queries.is_claimed)
PAGES = (owner_pages, owners_desk, replies_desk)
OBJECTIONS, SAID = 55, 70
tell_of(SubjectKind.PENALTY, objected.penalty_objected)
tell_of(SubjectKind.INSPECTION, objected.inspection_objected)
ENTERPRISE_PANELS.register(OBJECTIONS, panels.show_objections)
ENTERPRISE_PANELS.register(SAID, panels.show_own_words)
