"""The pages of commitments."""

from collections import Counter
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from portal.commitments import listing, queries, words
from portal.commitments.derivations import load_derivations
from portal.commitments.figures import Figure
from portal.commitments.forms import CommitmentFilterForm
from portal.places.profile import current_place
from portal.web.downloads import csv_answer
from portal.web.guards import public
from portal.web.htmx import page

commitments_pages = Blueprint("commitments", __name__)
PAGES: tuple[Blueprint, ...] = (commitments_pages,)


def check_derivations(site: BlueprintSetupState) -> None:
    """Refuse to start where derivations.yaml and the place's register do not agree."""
    load_derivations(site.app.extensions["portal.place"])


commitments_pages.record_once(check_derivations)


@commitments_pages.get("/commitments/")
@public
def list_commitments() -> ResponseReturnValue:
    """List every promise of the place, bad news first, with the figure the records give it."""
    form = CommitmentFilterForm(request.args).offer(queries.list_years())
    is_valid = form.validate()
    wanted = form.wanted if is_valid else queries.FigureFilter()
    period = queries.period_of(form.chosen_year)
    every = queries.list_figures(period)
    form.count(queries.count_facets(every, wanted))
    kept = [figure for figure in every if wanted.admits(figure)]
    return page(
        "commitments/list.html",
        fragment="commitments/_figures.html",
        status=200 if is_valid else 400,
        form=form,
        asked=form.asked,
        period=period,
        every=every,
        summary=Counter(figure.state for figure in every),
        document_year=queries.document_year(),
        sheet=listing.sheet_of(kept, request.args.get("start")),
    )


@commitments_pages.get("/commitments/<string:reference>")
@public
def show_commitment(reference: str) -> ResponseReturnValue:
    """Show one promise with the working, year by year."""
    history = queries.list_history(reference)
    figure = history[0]
    return page(
        "commitments/show.html",
        figure=figure,
        history=history,
        related=queries.list_related(figure),
    )


@commitments_pages.get("/commitments.csv")
@public
def download_commitments() -> Response:
    """Give every promise of a year as one table."""
    form = CommitmentFilterForm(request.args).offer(queries.list_years())
    period = queries.period_of(form.chosen_year)
    rows = (listing.table_row(figure) for figure in queries.list_figures(period))
    name = f"{current_place().place.code}-commitments-{period.year}"
    return csv_answer(name, listing.COLUMNS, rows)


@commitments_pages.context_processor
def offer_words() -> dict[str, object]:
    """Give this room's templates its words."""
    return {
        "words": words,
        "records_address": records_address,
    }


def records_address(figure: Figure) -> str | None:
    """Return where the records behind a figure are shown; None where no page shows them."""
    records = figure.derivation.records if figure.derivation else None
    if records is None or records.page not in current_app.view_functions:
        return None
    asked: dict[str, Any] = dict(records.query)
    if records.by_year:
        asked[records.by_year] = figure.period.year
    return url_for(records.page, **asked)
