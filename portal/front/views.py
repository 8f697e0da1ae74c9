"""The pages that join several rooms."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.commitments.words import (
    FIGURE_UNITS,
    MISSING,
    PARTS,
    STATE_BARS,
    STATE_MARKS,
    STATES,
)
from portal.complaints.rules import Track
from portal.complaints.words import LABELS
from portal.enterprises.panels import (
    DOCUMENT_PARTS,
    ENTERPRISE_PANELS,
    FURTHER_FIELDS,
    ROW_NOTES,
    register_narrowing,
)
from portal.front import (
    case_links,
    decisions,
    grades,
    home,
    peers,
    press,
    reading,
    receipts,
    results,
    supervision,
)
from portal.kernel import clock
from portal.places import words as place_words
from portal.places.profile import current_place
from portal.sampling import telling
from portal.sampling.panels import ITEM_PANELS, RESULT_ASIDES, RESULT_PANELS
from portal.sampling.panels import ROW_NOTES as RESULT_NOTES
from portal.science.panels import ARTICLE_ASIDES
from portal.science.rules import columns
from portal.web.guards import public
from portal.web.htmx import page, refresh

front_pages = Blueprint("front", __name__)
PAGES = (front_pages,)
case_links.register()
supervision.register()
decisions.register()
PRIVACY_RULES = (
    "privacy.retention_months",
    "privacy.draft_hours",
    "privacy.log_months",
    "privacy.small_cell",
)
# The order of an enterprise's page; the register's own pieces follow after these.
for order, maker in enumerate(
    (
        grades.show_plates,
        grades.show_derivations,
        peers.show_peers,
        grades.show_history,
        results.show_results,
        results.show_disposals,
    )
):
    ENTERPRISE_PANELS.register(order, maker)
ROW_NOTES.register(0, grades.note_grades)
register_narrowing(grades.GRADES)
FURTHER_FIELDS.extend((grades.GRADE_FIELD, grades.ORIGIN_FIELD))
DOCUMENT_PARTS["grade_history"] = grades.tell_history
RESULT_NOTES.register(0, results.note_sellers)
RESULT_ASIDES.register(0, results.show_grades_of_parties)
RESULT_PANELS.register(0, results.show_articles)
RESULT_PANELS.register(1, results.show_rumours)
ITEM_PANELS.register(0, results.show_articles_of_item)
ARTICLE_ASIDES.register(0, reading.show_failures)
ARTICLE_ASIDES.register(1, reading.show_related)


@front_pages.get("/")
@public
def show_home() -> ResponseReturnValue:
    """Show the home page."""
    figures = home.headline_figures()
    return page(
        "front/home.html",
        bowl=home.find_bowl(figures),
        figures=figures,
        figure_words={
            "units": FIGURE_UNITS,
            "parts": PARTS,
            "missing": MISSING,
            "bars": STATE_BARS,
            "marks": STATE_MARKS,
            "states": STATES,
        },
        failures=home.newest_failures(),
        articles=home.newest_articles(),
        columns=columns(),
        performance=home.performance(),
        tracks={track: LABELS[track] for track in Track},
        telling=telling,
        place_name=current_place().place.name,
    )


@front_pages.get("/receipts/")
@public
def find_receipt() -> ResponseReturnValue:
    """Lead whoever wrote a receipt number down back to its page, whatever it was for."""
    told = request.args.get("number", "").strip()
    found = receipts.find_address(told)
    if found:
        return refresh(found)
    is_unknown = bool(told)
    status = 404 if is_unknown else 200
    return page("front/receipts.html", told=told[:40], is_unknown=is_unknown, status=status)


@front_pages.get("/about/accessibility")
@public
def show_accessibility() -> ResponseReturnValue:
    """Say what the site does so that everyone can use it, and what to do where one cannot."""
    return page("front/accessibility.html")


@front_pages.get("/about/privacy")
@public
def show_privacy() -> ResponseReturnValue:
    """Say what the site stores, for how long, who may read it and how informants are kept safe."""
    parameters, today = current_place().parameters, clock.today()
    rules = [rule for key in PRIVACY_RULES if (rule := parameters.find(key, on=today))]
    return page("front/privacy.html", rules=rules, words=place_words)


@front_pages.get("/press/")
@public
def show_press() -> ResponseReturnValue:
    """Tell journalists what is new, where figures come from, whom to ask and how to cite."""
    return page(
        "front/press.html",
        announcements=press.newest_announcements(),
        figures=press.figures_of_year(),
        licence=press.find_licence(),
        today=clock.today(),
    )
