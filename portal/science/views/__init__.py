"""Pages of popular science: for readers, for authors, for those who review."""

from flask import Blueprint

from portal.science.views import reviewing, writing
from portal.science.views.pages import desk_pages
from portal.science.views.public import public_pages

__all__ = ["PAGES", "reviewing", "writing"]
PAGES: tuple[Blueprint, ...] = (public_pages, desk_pages)
