"""Pages of riders: on the phone, and at the desk that hands out codes."""

from flask import Blueprint

from portal.rewards.riders import listening, panels
from portal.rewards.riders.views import seals
from portal.rewards.riders.views.desk import riders_desk
from portal.rewards.riders.views.public import riders_pages

PAGES: tuple[Blueprint, ...] = (riders_pages, riders_desk)
__all__ = ["PAGES", "listening", "panels", "seals"]
