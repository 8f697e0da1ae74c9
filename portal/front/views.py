"""The pages that join several rooms."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.enterprises.panels import ENTERPRISE_PANELS, ROW_NOTES, register_narrowing
from portal.front import grades
from portal.web.guards import public
from portal.web.htmx import page

front_pages = Blueprint("front", __name__)
PAGES = (front_pages,)
ENTERPRISE_PANELS.register(10, grades.show_plates)
ENTERPRISE_PANELS.register(20, grades.show_derivations)
ENTERPRISE_PANELS.register(30, grades.show_history)
ROW_NOTES.register(10, grades.note_grades)
register_narrowing(grades.GRADES)


@front_pages.get("/")
@public
def show_home() -> ResponseReturnValue:
    """Show the home page."""
    return page("front/home.html")


@front_pages.get("/about/accessibility")
@public
def show_accessibility() -> ResponseReturnValue:
    """Say what the site does so that everyone can use it, and what to do where one cannot."""
    return page("front/accessibility.html")


@front_pages.get("/about/privacy")
@public
def show_privacy() -> ResponseReturnValue:
    """Say what the site stores, for how long, who may read it and how informants are kept safe."""
    return page("front/privacy.html")
