"""Pages of ratings."""

from flask_babel import lazy_gettext as _

from portal.enterprises.weights import weigh
from portal.ratings import listening as listening  # derives anew what a changed fact touched
from portal.ratings import panels as panels  # adds to the enterprise's page
from portal.ratings import queries
from portal.ratings.registers import showing as showing  # its piece of an enterprise's page
from portal.ratings.views.desk import ratings_desk
from portal.ratings.views.door import door_pages
from portal.ratings.views.objections import objections_desk
from portal.ratings.views.schemes import scheme_pages

weigh("grade", _("有生效或者已经告知的等级，等级会随之转移"), queries.is_graded)
PAGES = (ratings_desk, objections_desk, door_pages, scheme_pages)
