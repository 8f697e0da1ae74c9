"""Pages of ratings."""

from portal.ratings import listening as listening  # derives anew what a changed fact touched
from portal.ratings.views.desk import ratings_desk
from portal.ratings.views.door import door_pages
from portal.ratings.views.objections import objections_desk

PAGES = (ratings_desk, objections_desk, door_pages)
