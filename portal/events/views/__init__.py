"""Pages of events and campaigns."""

from flask import Blueprint

from portal.events.views.calendars import calendar_pages
from portal.events.views.campaigns import campaign_desk_pages, campaign_pages
from portal.events.views.desk import desk_pages
from portal.events.views.public import public_pages

PAGES: tuple[Blueprint, ...] = (
    public_pages,
    calendar_pages,
    desk_pages,
    campaign_pages,
    campaign_desk_pages,
)
