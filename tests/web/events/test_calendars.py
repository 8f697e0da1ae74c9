"""Events in calendars, and the campaigns of the year."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask
from icalendar import Calendar

from portal.events import queries, services
from portal.kernel import clock
from tests.crowd import kept
from tests.factories.joining import DESK, make_event
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
TITLE = "示例，活动；一碗“明白”" * 4


def read(visitor: Visitor, address: str) -> Any:
    """Return a calendar as a programme reads it."""
    page = visitor.get(address)
    assert page.response.mimetype == "text/calendar"
    assert all(len(line) <= 75 for line in page.response.data.split(b"\r\n"))
    return Calendar.from_ical(page.response.data)


def test_an_event_keeps_its_name_and_place_and_says_when_it_is_called_off(
    app: Flask, citizen: Visitor
) -> None:
    slug = kept(app, lambda: make_event(3, title=TITLE))
    found = [read(citizen, f"{root}/events/{slug}.ics").walk("VEVENT")[0] for root in ("", "/en")]
    first = found[0]
    assert len({str(one["uid"]) for one in found}) == 1
    assert str(first["summary"]) == TITLE
    with app.app_context():
        card = queries.get_card(slug, "zh")
        assert first["dtstart"].dt == card.event.starts_at.replace(microsecond=0)
    assert first["dtstart"].params["TZID"] == "Asia/Shanghai"

    def call_off() -> str:
        services.cancel_event(queries.get_event(slug), reason="台风", by=DESK)
        return slug

    kept(app, call_off)
    after = read(citizen, f"/events/{slug}.ics").walk("VEVENT")[0]
    assert (str(after["uid"]), str(after["status"])) == (str(first["uid"]), "CANCELLED")
    assert after["sequence"] > first["sequence"]
    assert "台风" in str(after["description"])


def test_a_calendar_holds_its_column_and_is_sent_once(app: Flask, citizen: Visitor) -> None:
    kept(app, lambda: make_event(3))
    calendar = read(citizen, "/events/calendar.ics")
    assert len(calendar.walk("VTIMEZONE")) == 1
    assert len(read(citizen, "/events/columns/fairs.ics").walk("VEVENT")) == 1
    assert len(read(citizen, "/events/columns/live.ics").walk("VEVENT")) == 0
    etag = citizen.get("/events/calendar.ics").response.headers["ETag"]
    citizen.get("/events/calendar.ics", 304, headers={"If-None-Match": etag})
    citizen.get("/events/columns/stories.ics", 404)
    citizen.get("/events/none.ics", 404)


def test_a_campaign_shows_its_day_its_events_and_its_years(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    slug, year = kept(app, lambda: make_event(3)), clock.today().year
    assert "日期未设定" in citizen.get("/campaigns/").text
    assert "05-25" in citizen.get("/campaigns/skin-day/").text
    whole = read(citizen, "/events/campaigns/skin-day.ics").walk("VEVENT")
    assert [one["dtstart"].dt for one in whole] == [date(year, 5, 25)]
    editor, address = officer("editor"), f"/desk/campaigns/food-week/{year}"
    for page_of_desk in ("/desk/campaigns/", address):
        editor.get(page_of_desk)
    told = {"starts_on": f"{year}-06-17", "theme": "示例主题", "slugs": f"https://x/events/{slug}"}
    assert "要一起填" in editor.post(address, told, 422).text
    assert "之内" in editor.post(address, {**told, "ends_on": f"{year + 1}-06-21"}, 422).text
    assert (
        "没有找到"
        in editor.post(address, {**told, "ends_on": f"{year}-06-21", "slugs": "none"}, 422).text
    )
    editor.post(address, {**told, "ends_on": f"{year}-06-21", "seen": "0"})
    editor.post(address, {**told, "ends_on": f"{year}-06-22", "seen": "0"}, 422)
    again = editor.get(address).soup
    assert (again.select("#slugs")[0].text.strip(), again.select("[name=seen]")[0]["value"]) == (
        slug,
        "1",
    )
    page = citizen.get("/campaigns/food-week/")
    assert "示例主题" in page.text
    assert f"/events/{slug}" in page.links()
    events = read(citizen, "/events/campaigns/food-week.ics").walk("VEVENT")
    assert {str(one["status"]) for one in events} == {"CONFIRMED"}
    assert len(events) == 2
    citizen.get("/campaigns/none/", 404)
    citizen.get("/campaigns/food-week/?year=9", 404)
    citizen.get("/campaigns/food-week/?year=9999", 404)
