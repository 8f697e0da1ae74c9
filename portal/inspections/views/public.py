"""The results of inspections, for everybody."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.inspections import files, queries
from portal.inspections.forms import parts_of, read_filter
from portal.inspections.rules import PUBLISH_DAYS
from portal.inspections.words import FILTERS, KINDS, RESULT_MARKS, RESULTS
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.web.addresses import absolute
from portal.web.downloads import csv_answer
from portal.web.feeds import atom_feed
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.programmes import as_json, problem_of, problem_of_refusal
from portal.web.questions import Unknown

inspection_pages = Blueprint("inspections", __name__)
WORDS: dict[str, Any] = {"kinds": KINDS, "results": RESULTS, "marks": RESULT_MARKS}


@inspection_pages.get("/inspections/")
@public
def list_inspections() -> ResponseReturnValue:
    """Show what inspections found, the newest first."""
    wanted, unknown = read_filter(request.args.to_dict())
    if unknown:
        return page("inspections/unknown.html", unknown=unknown, status=400, **WORDS)
    return page(
        "inspections/list.html",
        found=queries.page_of_public(wanted, after=request.args.get("after")),
        wanted=wanted,
        again=parts_of(wanted),
        years=queries.list_years(),
        limit=current_place().parameters.find(PUBLISH_DAYS, on=clock.today()),
        **WORDS,
    )


@inspection_pages.get("/inspections.csv")
@public
def download_inspections() -> ResponseReturnValue:
    """Give the whole list, as it was narrowed, as a table."""
    wanted, unknown = read_filter(request.args.to_dict())
    if unknown:
        return _problem(unknown)
    rows = (files.cells_of(record) for record in queries.iter_public(wanted))
    return csv_answer(_("监督检查结果"), [*files.titles().values()], rows)


@inspection_pages.get("/inspections.json")
@public
def read_inspections() -> ResponseReturnValue:
    """Give a programme one page of the list, and where the next one is."""
    wanted, unknown = read_filter(request.args.to_dict())
    if unknown:
        return _problem(unknown)
    try:
        found = queries.page_of_public(wanted, after=request.args.get("after"))
    except NotFound as refusal:
        return problem_of_refusal(refusal)
    again = {**parts_of(wanted), "after": found.earlier}
    told = {
        "title": _("监督检查结果"),
        "total": found.total,
        "next": absolute(url_for(".read_inspections", **again)) if found.earlier else None,
        "fields": files.titles(),
        "inspections": [files.facts_of(record) for record in found.items],
    }
    return as_json(told)


@inspection_pages.get("/inspections.atom")
@public
def follow_inspections() -> ResponseReturnValue:
    """Let anyone follow the list, as it was narrowed."""
    wanted, unknown = read_filter(request.args.to_dict())
    if unknown:
        return _problem(unknown)
    parts = parts_of(wanted)
    home = absolute(url_for(".list_inspections", **parts))
    found = queries.page_of_public(wanted)
    feed = files.feed_of(list(found.items), title=_("监督检查结果"), home=home)
    address = url_for(".follow_inspections", **parts)
    return Response(atom_feed(feed, address, None), mimetype="application/atom+xml")


def _problem(unknown: str) -> Response:
    offered: dict[str, Any] = {"kind": KINDS, "result": RESULTS}
    allowed = offered.get(unknown, {}).items()
    return problem_of(
        Unknown(
            name=unknown,
            title=str(FILTERS[unknown]),
            value=request.args.get(unknown, ""),
            allowed=tuple((str(code), str(label)) for code, label in allowed),
        )
    )


@inspection_pages.get("/inspections/<string:reference>")
@public
def show_inspection(reference: str) -> ResponseReturnValue:
    """Show one inspection: what was looked at, what was found, how it ended."""
    record = queries.get_public_record(reference)
    due_on = queries.publication_due(record)
    return page("inspections/show.html", record=record, due_on=due_on, **WORDS)
