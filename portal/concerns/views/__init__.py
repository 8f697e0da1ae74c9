"""Pages of concerns."""

from flask import Blueprint

from portal.concerns.views.desk import desk_pages
from portal.concerns.views.public import public_pages
from portal.concerns.views.questions import question_pages

PAGES: tuple[Blueprint, ...] = (public_pages, desk_pages, question_pages)
