"""Pages of the register of channels."""

from flask import Blueprint

from portal.channels.views.desk import desk_pages
from portal.channels.views.public import public_pages

PAGES: tuple[Blueprint, ...] = (public_pages, desk_pages)
