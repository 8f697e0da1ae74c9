"""The list of rumours to take away and to follow."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.rumours import queries, telling
from portal.rumours.views.asked import RumourSearch
from portal.web.downloads import csv_answer
from portal.web.feeds import atom_feed, json_feed
from portal.web.guards import public
from portal.web.programmes import as_json

export_pages = Blueprint("rumours_exports", __name__)
ATOM, JSON_FEED = "application/atom+xml", "application/feed+json"


@export_pages.get("/rumours.csv")
@public
def download_rumours() -> ResponseReturnValue:
    """Give the whole list as a table."""
    search = RumourSearch.read(request.args)
    rows = [telling.row(one) for one in queries.list_published(search.wanted)]
    return csv_answer(_("辟谣"), [*telling.titles().values()], [[*row.values()] for row in rows])


@export_pages.get("/rumours.json")
@public
def read_rumours() -> ResponseReturnValue:
    """Give a programme the whole list."""
    search = RumourSearch.read(request.args)
    rows = [telling.row(one) for one in queries.list_published(search.wanted)]
    return as_json({"title": _("辟谣"), "fields": telling.titles(), "rumours": rows})


@export_pages.get("/rumours.atom")
@public
def follow_atom() -> ResponseReturnValue:
    """Let anyone follow the list."""
    search = RumourSearch.read(request.args)
    found = queries.list_published(search.wanted, limit=queries.FEED_LENGTH)
    address = url_for(".follow_atom", **search.parts())
    feed = telling.feed_of(found, search.parts())
    return Response(atom_feed(feed, address, None), mimetype=ATOM)


@export_pages.get("/rumours.feed.json")
@public
def follow_json() -> ResponseReturnValue:
    """Let anyone follow the list, as JSON Feed."""
    search = RumourSearch.read(request.args)
    found = queries.list_published(search.wanted, limit=queries.FEED_LENGTH)
    address = url_for(".follow_json", **search.parts())
    feed = telling.feed_of(found, search.parts())
    return as_json(json_feed(feed, address, None), JSON_FEED)
