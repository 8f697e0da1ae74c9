"""Pages of walk-in tests."""

from flask import Blueprint

from portal.walkins.views.desk import desk_pages
from portal.walkins.views.public import public_pages

PAGES: tuple[Blueprint, ...] = (public_pages, desk_pages)
