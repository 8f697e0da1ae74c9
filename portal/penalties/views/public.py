"""Penalties for everybody: the list, its files, and one page for each."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.kernel.errors import NotFound
from portal.penalties.feeds import penalty_entries
from portal.penalties.queries import penalties
from portal.penalties.search import PenaltySearch
from portal.penalties.telling import rule_of, told_penalties, told_penalty
from portal.penalties.told_rows import penalty_row, penalty_titles
from portal.penalties.words import PENALTY_FIELDS, PENALTY_KINDS
from portal.places.profile import current_place
from portal.web.addresses import absolute
from portal.web.downloads import csv_answer
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.programmes import as_json, problem_of, problem_of_refusal

penalty_pages = Blueprint("penalties", __name__)


@penalty_pages.get("/penalties/")
@public
def list_penalties() -> ResponseReturnValue:
    """Show the penalties that may be shown today, the newest first."""
    search = PenaltySearch.read(request.args)
    if search.unknown:
        return page("penalties/unknown.html", unknown=search.unknown, status=400)
    found = penalties.page_of_shown(search.wanted, after=request.args.get("after"))
    return page(
        "penalties/list.html",
        search=search,
        found=found,
        penalties=told_penalties(found.items),
        kinds=PENALTY_KINDS,
    )


@penalty_pages.get("/penalties.json")
@public
def read_penalties() -> ResponseReturnValue:
    """Give a programme one page of the list, and where the next one is."""
    search = PenaltySearch.read(request.args)
    if search.unknown:
        return problem_of(search.unknown)
    try:
        found = penalties.page_of_shown(search.wanted, after=request.args.get("after"))
    except NotFound as refusal:
        return problem_of_refusal(refusal)
    parts = search.address_parts(after=found.earlier)
    following = absolute(url_for(".read_penalties", **parts)) if found.earlier else None
    rows = [penalty_row(one) for one in told_penalties(found.items)]
    told = {
        "title": _("行政处罚"),
        "total": found.total,
        "next": following,
        "fields": penalty_titles(),
        "penalties": rows,
    }
    return as_json(told)


@penalty_pages.get("/penalties.csv")
@public
def download_penalties() -> ResponseReturnValue:
    """Give the whole list as a table."""
    search = PenaltySearch.read(request.args)
    if search.unknown:
        return problem_of(search.unknown)
    titles = penalty_titles()
    rows = [penalty_row(one) for one in told_penalties(penalties.list_shown(search.wanted))]
    return csv_answer(_("行政处罚"), [*titles.values()], [[*row.values()] for row in rows])


@penalty_pages.get("/penalties.atom")
@public
def follow_penalties() -> ResponseReturnValue:
    """Let anyone follow the list."""
    search = PenaltySearch.read(request.args)
    if search.unknown:
        return problem_of(search.unknown)
    found = penalties.page_of_shown(search.wanted, length=penalties.FEED_LENGTH)
    parts = search.address_parts()
    text = render_template(
        "penalties/feed.xml",
        title=_("行政处罚"),
        home=absolute(url_for(".list_penalties", **parts)),
        itself=absolute(url_for(".follow_penalties", **parts)),
        entries=penalty_entries(told_penalties(found.items)),
        place=current_place().place,
    )
    return Response(text, mimetype="application/atom+xml")


@penalty_pages.get("/penalties/<string:reference>")
@public
def show_penalty(reference: str) -> ResponseReturnValue:
    """Show one penalty: who, what for, what was decided, until when it is shown and why."""
    found = told_penalty(penalties.get_shown_penalty(reference))
    return page(
        "penalties/show.html",
        penalty=found,
        fields=PENALTY_FIELDS,
        rule=rule_of(found),
    )
