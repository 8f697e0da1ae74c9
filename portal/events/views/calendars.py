"""Events for calendars: all, of one column, of one campaign, and one alone."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.events import queries
from portal.events.calendar_file import answer_calendar, calendar_of
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.science.rules import columns
from portal.web.guards import public
from portal.web.locale import language

calendar_pages = Blueprint("event_calendars", __name__, url_prefix="/events")


def _title(of: str) -> str:
    place = current_place().place.name.in_(language())
    return f"{place} · {of}"


@calendar_pages.get("/calendar.ics")
@public
def send_calendar() -> ResponseReturnValue:
    """Send every event and the days of every campaign, to subscribe to."""
    years = [year for one in queries.campaigns().values() for year in queries.list_years(one)]
    events = queries.list_for_calendar(language())
    return answer_calendar("events", calendar_of(_title(_("活动")), events, years))


@calendar_pages.get("/columns/<string:column>.ics")
@public
def send_column(column: str) -> ResponseReturnValue:
    """Send the events of one column."""
    known = columns().get(column)
    if known is None or not known.has_event:
        raise NotFound(column)
    events = queries.list_for_calendar(language(), column=column)
    return answer_calendar(column, calendar_of(_title(known.name[language()]), events))


@calendar_pages.get("/<string:slug>.ics")
@public
def send_event(slug: str) -> ResponseReturnValue:
    """Send one event, to keep."""
    found = queries.list_for_calendar(language(), slugs=[slug])
    if not found:
        raise NotFound(slug)
    return answer_calendar(slug, calendar_of(found[0].title, found))


@calendar_pages.get("/campaigns/<string:code>.ics")
@public
def send_campaign(code: str) -> ResponseReturnValue:
    """Send the days of one campaign and the events that belong to it."""
    campaign = queries.get_campaign(code)
    years = queries.list_years(campaign)
    slugs = [slug for year in years if year.edition for slug in year.edition.slugs]
    events = queries.list_for_calendar(language(), slugs=slugs)
    title = _title(campaign.name.in_(language()))
    return answer_calendar(code, calendar_of(title, events, years))
