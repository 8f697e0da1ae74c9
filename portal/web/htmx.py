"""Everything the site knows about htmx lives here."""

from urllib.parse import quote

from flask import Response, make_response, render_template, request

SAFE_IN_ADDRESS = "/?&=#%:;,+@~!$'()*[]"


def wants_fragment() -> bool:
    """Whether htmx asked for a piece of the page, not for the page."""
    sent = request.headers
    return (
        sent.get("HX-Request") == "true"
        and "HX-Boosted" not in sent
        and "HX-History-Restore-Request" not in sent
    )


def page(
    template: str, *, fragment: str | None = None, status: int = 200, **context: object
) -> Response:
    """Render ``template``, or only its ``fragment`` (a file) when htmx asked for that."""
    wanted = fragment if fragment and wants_fragment() else template
    response = make_response(render_template(wanted, **context), status)
    response.vary.add("HX-Request")
    return response


def refresh(address: str) -> Response:
    """Send the visitor on after a successful change, with htmx or without it."""
    if wants_fragment():
        response = Response(status=204)
        # htmx-flask writes the address raw, and servers refuse raw Chinese in a header.
        response.headers["HX-Redirect"] = quote(address, safe=SAFE_IN_ADDRESS)
        return response
    response = Response(status=303)
    response.headers["Location"] = quote(address, safe=SAFE_IN_ADDRESS)
    return response
