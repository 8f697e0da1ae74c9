"""Pages of joining in."""

from flask import Blueprint

from portal.members.views.desk import desk_pages
from portal.members.views.public import public_pages

PAGES: tuple[Blueprint, ...] = (public_pages, desk_pages)
