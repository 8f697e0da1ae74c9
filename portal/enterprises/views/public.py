"""The register's public pages."""

from http import HTTPStatus

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.enterprises import pieces, queries
from portal.enterprises.facets import facets_of
from portal.enterprises.listing import page_of_enterprises
from portal.enterprises.nothing import Nothing, ways_on
from portal.enterprises.panels import ENTERPRISE_PANELS, LICENCES, REPORT, ROW_NOTES
from portal.enterprises.search import ORDERS, EnterpriseSearch
from portal.enterprises.tiles import tiles_of
from portal.enterprises.words import KINDS, STATUSES
from portal.kernel.once import reading_once
from portal.places.profile import current_place
from portal.web.guards import public
from portal.web.htmx import page

enterprises_pages = Blueprint("enterprises", __name__)
ENTERPRISE_PANELS.register(LICENCES, pieces.licences_of)
ENTERPRISE_PANELS.register(REPORT, pieces.report_on)


@enterprises_pages.get("/enterprises/")
@public
def list_enterprises() -> ResponseReturnValue:
    """Let anyone search the register."""
    search = EnterpriseSearch.read(request.args)
    if search.unknown:
        return page("enterprises/unknown.html", unknown=search.unknown, status=400)
    question, sent = search.ask(), request.args
    found = page_of_enterprises(
        question, order=search.order, after=sent.get("after"), before=sent.get("before")
    )
    facets = facets_of(search, question)
    return page(
        "enterprises/list.html",
        fragment="enterprises/_finding.html",
        search=search,
        found=found,
        facets=facets,
        tiles=tiles_of(search, question),
        ways=Nothing() if found.items or search.is_empty else ways_on(search, facets),
        orders=ORDERS,
        notes=ROW_NOTES.collect(found.items),
        kinds=KINDS,
        statuses=STATUSES,
        regions=current_place().regions,
    )


@enterprises_pages.get("/enterprises/<string:reference>")
@public
def show_enterprise(reference: str) -> ResponseReturnValue:
    """Show one enterprise: who it is, its grades and why, its results, its licences."""
    enterprise = queries.get_enterprise(reference)
    if queries.has_moved(reference, enterprise):
        kept = url_for(".show_enterprise", reference=enterprise.address_key)
        return redirect(kept, HTTPStatus.MOVED_PERMANENTLY)
    with reading_once():
        return page(
            "enterprises/show.html",
            enterprise=enterprise,
            former_names=pieces.former_names_of(enterprise),
            kind=KINDS[enterprise.kind],
            standing=STATUSES[enterprise.status],
            region=current_place().regions.find(enterprise.region_code or ""),
            panels=ENTERPRISE_PANELS.collect(enterprise),
        )
