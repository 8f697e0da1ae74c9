"""Pages of ratings."""

from portal.ratings.views.desk import ratings_desk

PAGES = (ratings_desk,)
