"""Pages of rounds."""

from flask import Blueprint

from portal.rounds.views.desk import desk_pages
from portal.rounds.views.public import public_pages

PAGES: tuple[Blueprint, ...] = (public_pages, desk_pages)
