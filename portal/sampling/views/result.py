"""One result: its page, its data for programmes, its code to scan."""

import io

import segno
from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.permissions import Permission
from portal.sampling import queries
from portal.sampling.addresses import absolute
from portal.sampling.queries import one_result
from portal.sampling.result_document import answer_document
from portal.sampling.result_page import facts_of
from portal.sampling.views.public import sampling_pages
from portal.sampling.views.versions import show_as_of
from portal.web.guards import public
from portal.web.htmx import page

ONE_DAY = 86_400


@sampling_pages.get("/sampling/<string:reference>")
@public
def show_result(reference: str) -> ResponseReturnValue:
    """Show one result: what was measured, what was done about it, where it comes from."""
    if "as_of" in request.args:
        return show_as_of(reference, request.args["as_of"])
    batch = one_result.get_whole_result(reference)
    may_manage = current_user.may(Permission.SAMPLING_PUBLISH)
    return page("sampling/show.html", **facts_of(batch), may_manage=may_manage)


@sampling_pages.get("/sampling/<string:reference>.json")
@public
def read_result(reference: str) -> ResponseReturnValue:
    """Hand a programme one result: its items, steps, versions and sources; or as of a day."""
    return answer_document(reference, request.args.get("as_of"))


@sampling_pages.get("/sampling/<string:reference>/qr.svg")
@public
def draw_code(reference: str) -> ResponseReturnValue:
    """Draw the code that leads to this result's page when scanned."""
    batch = queries.get_result(reference)
    address = absolute(url_for("sampling.show_result", reference=batch.reference))
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=4, scale=4, dark="#000", light="#fff", xmldecl=False, nl=False
    )
    answer = Response(drawn.getvalue(), mimetype="image/svg+xml")
    answer.cache_control.max_age = ONE_DAY
    return answer
