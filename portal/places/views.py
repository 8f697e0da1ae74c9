"""The place's pages, and the place itself for every template."""

from flask import Blueprint

from portal.places import queries
from portal.places.profile import current_place

pages = Blueprint("places", __name__)
PAGES: tuple[Blueprint, ...] = (pages,)


@pages.app_context_processor
def offer_place() -> dict[str, object]:
    """Give every template the place it is printed for, and whether its data are synthetic."""
    return {"place": current_place().place, "is_demo": queries.is_demo}
