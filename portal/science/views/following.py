"""Feeds of all columns and of each, for whoever reads them elsewhere."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.kernel.errors import NotFound
from portal.science.feeds import feed_of
from portal.science.rules import Column, columns
from portal.web.feeds import ATOM_TYPE, FEED_TYPE, atom_feed, json_feed, unless_known
from portal.web.guards import public
from portal.web.programmes import as_json

feed_pages = Blueprint("science_feeds", __name__)


def _column(code: str | None) -> Column | None:
    if code is not None and code not in columns():
        raise NotFound(code)
    return columns()[code] if code else None


@feed_pages.get("/science.atom", defaults={"column": None})
@feed_pages.get("/science/<string:column>.atom")
@public
def follow_atom(column: str | None) -> ResponseReturnValue:
    """Let a feed reader follow the columns, or one."""
    feed = feed_of(_column(column))
    document = atom_feed(feed, url_for("science_feeds.follow_atom", column=column), None)
    return unless_known(Response(document, mimetype=ATOM_TYPE), feed.told_at)


@feed_pages.get("/science.feed", defaults={"column": None})
@feed_pages.get("/science/<string:column>.feed")
@public
def follow_feed(column: str | None) -> ResponseReturnValue:
    """Let a feed reader follow the columns, or one, in JSON."""
    feed = feed_of(_column(column))
    document = json_feed(feed, url_for("science_feeds.follow_feed", column=column), None)
    return unless_known(as_json(document, FEED_TYPE), feed.told_at)
