"""Pages of penalties, of the list of the seriously dishonest, and of repair."""

from flask import Blueprint
from flask_babel import lazy_gettext as _

from portal.enterprises import facts
from portal.enterprises.panels import ENTERPRISE_PANELS, register_narrowing
from portal.enterprises.weights import weigh
from portal.penalties import narrowing, pieces, told_facts
from portal.penalties import tables as tables  # lets tables of penalties be brought in
from portal.penalties.queries import entries as entry_queries
from portal.penalties.views.dishonest_list import list_pages
from portal.penalties.views.entries import entries_desk
from portal.penalties.views.public import penalty_pages
from portal.penalties.views.records import penalties_desk
from portal.penalties.views.repairs import repairs_desk

PAGES: tuple[Blueprint, ...] = (
    penalty_pages,
    list_pages,
    penalties_desk,
    entries_desk,
    repairs_desk,
)
ENTERPRISE_PANELS.register(pieces.LISTING, pieces.show_listing)
ENTERPRISE_PANELS.register(pieces.PENALTIES, pieces.show_penalties)
register_narrowing(narrowing.PENALISED)
weigh("dishonest-entry", _("在严重违法失信名单里，或者正在列入"), entry_queries.has_open)
facts.provide(told_facts.penalties_as_facts, kinds=["penalty"], ended=told_facts.ended_penalties)
facts.provide(
    told_facts.listings_as_facts, kinds=["dishonest-listed"], ended=told_facts.ended_listings
)
