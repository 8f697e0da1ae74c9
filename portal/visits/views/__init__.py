"""Pages of visits."""

from flask import Blueprint

from portal.visits.views.desk import desk_pages
from portal.visits.views.public import public_pages

PAGES: tuple[Blueprint, ...] = (public_pages, desk_pages)
