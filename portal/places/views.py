"""The place's pages, and the place itself for every template."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from portal.kernel import clock
from portal.places import queries, rulebook, words
from portal.places.forms import ParameterFilterForm
from portal.places.profile import current_place
from portal.web.downloads import csv_answer
from portal.web.guards import public
from portal.web.htmx import page

pages = Blueprint("places", __name__)
PAGES: tuple[Blueprint, ...] = (pages,)


@pages.app_context_processor
def offer_place() -> dict[str, object]:
    """Give every template the place it is printed for, and whether its data are synthetic."""
    return {"place": current_place().place, "is_demo": queries.is_demo}


@pages.get("/places/parameters")
@public
def list_parameters() -> ResponseReturnValue:
    """List every parameter with its value or 未设定, its authority, source and validity."""
    profile = current_place()
    form = ParameterFilterForm(request.args).offer(profile)
    is_valid = form.validate()
    asked = {"group": form.group.data, "text": form.text.data or ""} if is_valid else {}
    rows = rulebook.list_rows(profile.parameters, clock.today(), **asked)
    return page(
        "places/parameters.html",
        fragment="places/_parameters.html",
        status=200 if is_valid else 400,
        form=form,
        asked=asked,
        chapters=rulebook.list_chapters(rows),
        count=len(rows),
        unset_count=sum(not row.is_set for row in rows),
        words=words,
    )


@pages.get("/places/parameters.csv")
@public
def download_parameters() -> Response:
    """Give every parameter as one table."""
    profile = current_place()
    rows = rulebook.list_rows(profile.parameters, clock.today())
    return csv_answer(
        f"{profile.place.code}-parameters",
        rulebook.COLUMNS,
        (rulebook.table_row(row) for row in rows),
    )


@pages.get("/places/departments")
@public
def list_departments() -> ResponseReturnValue:
    """List the bodies with duties here, under every name they go by."""
    profile = current_place()
    return page("places/departments.html", profile=profile, words=words)


@pages.get("/places/about")
@public
def show_place() -> ResponseReturnValue:
    """Tell where the promises come from, what is odd in them, and how many people live here."""
    profile = current_place()
    rows = sorted(profile.population, key=lambda row: row.year, reverse=True)
    return page("places/about.html", profile=profile, population=rows, words=words)
