"""The list of the seriously dishonest for everybody; who has left it is not in it."""

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.penalties.feeds import list_entries as feed_of
from portal.penalties.queries import entries
from portal.penalties.telling import told_entries
from portal.penalties.told_rows import entry_row, entry_titles
from portal.places.profile import current_place
from portal.web.addresses import absolute
from portal.web.downloads import csv_answer
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.locale import language
from portal.web.programmes import as_json

list_pages = Blueprint("dishonest_list", __name__)


@list_pages.get("/dishonest-list/")
@public
def list_entries() -> ResponseReturnValue:
    """Show who stands on the list today, and how many were listed in each year."""
    return page(
        "penalties/dishonest.html",
        entries=told_entries(entries.list_standing()),
        years=entries.count_by_year(),
    )


@list_pages.get("/dishonest-list.json")
@public
def read_entries() -> ResponseReturnValue:
    """Give a programme the list of today."""
    found = told_entries(entries.list_standing())
    rows = [entry_row(one, language()) for one in found]
    years = [
        {"year": row.year, "listed": row.listed, "standing": row.standing}
        for row in entries.count_by_year()
    ]
    told = {
        "title": _("严重违法失信名单"),
        "total": len(rows),
        "fields": entry_titles(),
        "entries": rows,
        "by_year": years,
    }
    return as_json(told)


@list_pages.get("/dishonest-list.csv")
@public
def download_entries() -> ResponseReturnValue:
    """Give the list of today as a table."""
    rows = [entry_row(one, language()) for one in told_entries(entries.list_standing())]
    titles = [*entry_titles().values()]
    return csv_answer(_("严重违法失信名单"), titles, [[*row.values()] for row in rows])


@list_pages.get("/dishonest-list.atom")
@public
def follow_entries() -> ResponseReturnValue:
    """Let anyone follow the list."""
    text = render_template(
        "penalties/feed.xml",
        title=_("严重违法失信名单"),
        home=absolute(url_for(".list_entries")),
        itself=absolute(url_for(".follow_entries")),
        entries=feed_of(told_entries(entries.list_standing())),
        place=current_place().place,
    )
    return Response(text, mimetype="application/atom+xml")


@list_pages.get("/dishonest-list/<string:reference>")
@public
def show_entry(reference: str) -> ResponseReturnValue:
    """Show one entry: who, by which decision, until when."""
    (entry,) = told_entries([entries.get_shown_entry(reference)])
    return page("penalties/entry.html", entry=entry)
