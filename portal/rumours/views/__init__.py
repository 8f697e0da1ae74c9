"""Pages of rumours."""

from flask import Blueprint

from portal.rumours.views.desk import desk_pages
from portal.rumours.views.exports import export_pages
from portal.rumours.views.leads import lead_pages
from portal.rumours.views.public import public_pages

PAGES: tuple[Blueprint, ...] = (public_pages, export_pages, desk_pages, lead_pages)
