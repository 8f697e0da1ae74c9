"""Pages of ratings."""

from portal.ratings.views.desk import ratings_desk
from portal.ratings.views.objections import objections_desk

PAGES = (ratings_desk, objections_desk,)
