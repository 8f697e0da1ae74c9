"""Pages of ratings."""

from portal.ratings import listening as listening  # derives anew what a changed fact touched
from portal.ratings import panels as panels  # adds to the enterprise's page
from portal.ratings import weighing as weighing  # nobody alone merges who has a grade
from portal.ratings.registers import showing as showing  # its piece of an enterprise's page
from portal.ratings.views.desk import ratings_desk
from portal.ratings.views.door import door_pages
from portal.ratings.views.objections import objections_desk
from portal.ratings.views.schemes import scheme_pages

PAGES = (ratings_desk, objections_desk, door_pages, scheme_pages)
