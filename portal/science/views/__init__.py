"""Pages of popular science: for readers, for authors, for those who review."""

from flask import Blueprint

from portal.science.views import (
    brands,
    exposing,
    following,
    keeping,
    keeping_answers,
    lesson_desk,
    lessons,
    media,
    noting,
    offline,
    openings,
    reviewing,
    series,
    sharing,
    versions,
    writing,
)
from portal.science.views.following import feed_pages
from portal.science.views.pages import desk_pages
from portal.science.views.public import public_pages

__all__ = [
    "PAGES",
    "brands",
    "exposing",
    "following",
    "keeping",
    "keeping_answers",
    "lesson_desk",
    "lessons",
    "media",
    "noting",
    "offline",
    "openings",
    "reviewing",
    "series",
    "sharing",
    "versions",
    "writing",
]
PAGES: tuple[Blueprint, ...] = (public_pages, desk_pages, feed_pages)
