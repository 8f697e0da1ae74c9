"""On the door: badges, signs to print, and what a scanned sign still says."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from portal.enterprises import queries as enterprises
from portal.enterprises.models import Enterprise
from portal.enterprises.panels import ENTERPRISE_PANELS
from portal.enterprises.words import STATUSES
from portal.extensions import keyring
from portal.kernel.panels import Panel
from portal.ratings.door import badges, offers, showing
from portal.ratings.door.checking import Standing, check_sign
from portal.ratings.door.signs import Sign, list_signs, sign_of
from portal.ratings.door.words import HEADINGS, MARKS, TAGS
from portal.web.guards import public
from portal.web.htmx import page

door_pages = Blueprint("door", __name__)
DOOR = 85  # before the register's last piece
STATUS = {Standing.FORGED: 404, Standing.UNKNOWN: 404}
# Any site may show the badge: that is what it is for.
LENT = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}


@door_pages.get("/enterprises/<string:reference>/badge.svg")
@public
def draw_badge(reference: str) -> ResponseReturnValue:
    """Draw an enterprise's grade of today, for other pages to show."""
    drawn = offers.draw_badge(_asked(reference), theme=_theme())
    return _fresh(Response(drawn, mimetype="image/svg+xml", headers=LENT))


@door_pages.get("/enterprises/<string:reference>/badge.png")
@public
def paint_badge(reference: str) -> ResponseReturnValue:
    """Paint the same for pages that take no SVG."""
    painted = offers.paint_badge(_asked(reference), theme=_theme())
    return _fresh(Response(painted, mimetype="image/png", headers=LENT))


@door_pages.get("/enterprises/<string:reference>/sign-<any(a4, a6):size>.pdf")
@public
def print_sign(reference: str, size: str) -> ResponseReturnValue:
    """Set the sign for the door as a sheet to print."""
    sheet = offers.print_sign(_asked(reference), size=size)
    answer = Response(sheet, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="sign-{size}.pdf"'
    return _fresh(answer)


@door_pages.get("/enterprises/<string:reference>/door")
@public
def show_door(reference: str) -> ResponseReturnValue:
    """Show what an enterprise may hang at its door or put on its site."""
    enterprise = enterprises.get_enterprise(reference)
    signs = list_signs(enterprise) or [sign_of(enterprise)]
    return page(
        "ratings/door/show.html",
        enterprise=enterprise,
        offers=[offers.offer_of(sign) for sign in signs],
        width=badges.WIDTH,
        height=badges.HEIGHT,
    )


@door_pages.get("/door/<string:token>")
@public
def check_door(token: str) -> ResponseReturnValue:
    """Say whether a scanned sign still tells the truth."""
    finding = check_sign(token, ring=keyring())
    return page(
        "ratings/door/check.html",
        status=STATUS.get(finding.standing, 200),
        finding=finding,
        heading=HEADINGS[finding.standing],
        mark_kind=MARKS[finding.standing],
        tag=TAGS[finding.standing],
        words=showing.grade_words,
        statuses=STATUSES,
    )


def offer_sign(enterprise: Enterprise) -> Panel:
    """Return the badge of today and the way to the signs, for an enterprise's page."""
    facts = {
        "offer": offers.offer_of(sign_of(enterprise)),
        "width": badges.WIDTH,
        "height": badges.HEIGHT,
    }
    return Panel("ratings/door/_offer.html", facts)


ENTERPRISE_PANELS.register(DOOR, offer_sign)


def _asked(reference: str) -> Sign:
    enterprise = enterprises.get_enterprise(reference)
    return sign_of(enterprise, scheme=request.args.get("scheme", ""))


def _theme() -> str:
    return badges.theme_of(request.args.get("theme", ""))


def _fresh(answer: Response) -> Response:
    # May be kept by anybody, but is asked for again each time: a grade that changed is gone at
    # the next look, and one that did not costs an empty answer (304).
    answer.cache_control.public = True
    answer.cache_control.no_cache = True
    answer.add_etag()
    answer.make_conditional(request)
    return answer
