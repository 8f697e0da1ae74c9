"""Events as calendars take them (RFC 5545). The icalendar library folds lines and escapes."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from flask import Response, request, url_for
from flask_babel import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from portal.events.queries import CalendarEvent, Days, Year
from portal.kernel import clock
from portal.places.profile import current_place
from portal.web.addresses import absolute
from portal.web.locale import LANGUAGE_TAGS, language

CALENDAR_TYPE = "text/calendar"
ZONE = "Asia/Shanghai"


def calendar_of(title: str, events: Iterable[CalendarEvent], years: Iterable[Year] = ()) -> bytes:
    """Return a calendar of these events, and of the days of these campaigns."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{current_place().place.site_name.en}//Events//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", ZONE)
    for event in events:
        calendar.add_component(_entry(event))
    for year in years:
        if year.days is not None:
            calendar.add_component(_days(year, year.days))
    calendar.add_missing_timezones()
    told: bytes = calendar.to_ical()
    return told


def _uid(kind: str, name: str) -> str:
    # The same in both languages and wherever the site moves to: a calendar knows it again.
    return f"{kind}-{name}@{current_place().place.division_code}.clear-bowl"


def _entry(event: CalendarEvent) -> Entry:
    entry = Entry()
    entry.add("uid", _uid("event", event.slug))
    entry.add("dtstamp", event.changed_at)
    entry.add("last-modified", event.changed_at)
    entry.add("sequence", event.revision)
    entry.add("dtstart", event.starts_at.astimezone(clock.CHINA))
    entry.add("dtend", event.ends_at.astimezone(clock.CHINA))
    entry.add("summary", event.title)
    entry.add("location", event.venue)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    told = [_("已取消：%(reason)s", reason=event.reason)] if event.is_cancelled else []
    entry.add("description", "\n".join([*told, event.summary]))
    entry.add("url", absolute(url_for("events.show_event", slug=event.slug)))
    return entry


def _days(year: Year, days: Days) -> Entry:
    entry = Entry()
    entry.add("uid", _uid("campaign", f"{year.campaign.code}-{year.year}"))
    changed = year.edition.changed_at if year.edition else None
    # A day that is the same each year was never changed: the first instant of its year stands in.
    new_year = datetime.combine(days.starts_on.replace(month=1, day=1), time(), clock.CHINA)
    entry.add("dtstamp", changed or new_year.astimezone(UTC))
    entry.add("sequence", year.edition.changed_count if year.edition else 0)
    entry.add("dtstart", days.starts_on)
    entry.add("dtend", days.ends_on + timedelta(days=1))  # RFC 5545 3.6.1: the end is not included
    entry.add("summary", year.campaign.name.in_(language()))
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "CONFIRMED")
    code = year.campaign.code
    entry.add("url", absolute(url_for("campaigns.show_campaign", code=code, year=year.year)))
    return entry


def answer_calendar(name: str, content: bytes) -> Response:
    """Answer with a calendar; 304 to whoever has it already."""
    answer = Response(content, content_type=f"{CALENDAR_TYPE}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    answer.headers["Content-Language"] = LANGUAGE_TAGS[language()]
    answer.headers["Cache-Control"] = "no-cache"
    answer.set_etag(hashlib.sha256(content).hexdigest()[:32])
    answer.make_conditional(request)
    return answer
