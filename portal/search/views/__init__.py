"""The search page, and the desk's list of synonyms."""

from flask import Blueprint

from portal.search.views.desk import desk_pages
from portal.search.views.public import pages

PAGES: tuple[Blueprint, ...] = (pages, desk_pages)
