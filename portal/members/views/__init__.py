"""Pages of joining in."""

from flask import Blueprint

from portal.members.views.desk import desk_pages
from portal.members.views.observing import observation_pages
from portal.members.views.own import own_pages
from portal.members.views.public import public_pages
from portal.members.views.roll import hours_pages, roll_pages

PAGES: tuple[Blueprint, ...] = (
    public_pages,
    own_pages,
    desk_pages,
    roll_pages,
    hours_pages,
    observation_pages,
)
