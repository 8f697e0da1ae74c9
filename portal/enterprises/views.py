"""The register's public pages."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.enterprises import pieces, queries
from portal.enterprises.panels import ENTERPRISE_PANELS, LICENCES, REPORT, ROW_NOTES
from portal.enterprises.search import EnterpriseSearch
from portal.enterprises.words import KINDS, STATUSES
from portal.places.profile import current_place
from portal.web.guards import public
from portal.web.htmx import page

enterprises_pages = Blueprint("enterprises", __name__, url_prefix="/enterprises")
PAGES = (enterprises_pages,)
ENTERPRISE_PANELS.register(LICENCES, pieces.licences_of)
ENTERPRISE_PANELS.register(REPORT, pieces.report_on)


@enterprises_pages.get("/")
@public
def list_enterprises() -> ResponseReturnValue:
    """Let anyone search the register."""
    search = EnterpriseSearch.read(request.args)
    found = queries.page_of_enterprises(
        search.wanted, after=request.args.get("after"), before=request.args.get("before")
    )
    return page(
        "enterprises/list.html",
        fragment="enterprises/_finding.html",
        search=search,
        found=found,
        facets=search.facets(),
        notes=ROW_NOTES.collect(found.items),
        kinds=KINDS,
        statuses=STATUSES,
        regions=current_place().regions,
    )


@enterprises_pages.get("/<string:reference>")
@public
def show_enterprise(reference: str) -> ResponseReturnValue:
    """Show one enterprise: who it is, its grades and why, its results, its licences."""
    enterprise = queries.get_enterprise(reference)
    return page(
        "enterprises/show.html",
        enterprise=enterprise,
        kind=KINDS[enterprise.kind],
        standing=STATUSES[enterprise.status],
        region=current_place().regions.find(enterprise.region_code or ""),
        panels=ENTERPRISE_PANELS.collect(enterprise),
    )
