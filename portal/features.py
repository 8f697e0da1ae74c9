"""Every room of the site, in the order the public meets them."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

ROOMS = (
    "front", "sampling", "enterprises", "ratings", "complaints", "rewards", "science", "members",
    "search", "commitments", "places", "accounts", "jobs",
)


def register(app: Flask) -> None:
    """Attach every room to the application."""
    for room in ROOMS:
        name = f"portal.{room}.views"
        if find_spec(f"portal.{room}") and find_spec(name):
            for pages in import_module(name).PAGES:
                app.register_blueprint(pages)
