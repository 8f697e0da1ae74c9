"""How an address and a form are read: only signs that can be kept, and no file for a word."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from flask import Flask, Response, abort, request
from htmx_flask.requests import HtmxAwareRequest
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import BadHost
from werkzeug.routing import IntegerConverter, RequestRedirect

# What no keyboard writes and no database keeps: control signs but tab and line ends, and half
# surrogate pairs. Taken out once, here, so that no room can forget to.
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
WRITTEN_AS_BYTES = 0x80
LARGEST_NUMBER = 2**31 - 1


def keepable(text: str) -> str:
    """Return the text without what cannot be kept."""
    return UNKEEPABLE.sub("", text)


class Answers(ImmutableMultiDict[str, Any]):
    """What a visitor sent, read with care."""

    def __init__(self, mapping: Any = None) -> None:
        sent: Iterable[tuple[str, Any]] = mapping or ()
        super().__init__(
            [(keepable(name), keepable(v) if isinstance(v, str) else v) for name, v in sent]
        )


class NumberConverter(IntegerConverter):
    """A number in an address: none that no database keeps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max", LARGEST_NUMBER)
        super().__init__(*args, **kwargs)


class CarefulRequest(HtmxAwareRequest):
    """A request whose address may hold any bytes, and whose words can all be kept."""

    parameter_storage_class = Answers

    def __init__(self, environ: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        asked = environ.get("QUERY_STRING", "")
        if not asked.isascii():
            # Browsers write such bytes as %FF; whatever else sends them raw means the same.
            raw = asked.encode("latin1", "replace")
            environ["QUERY_STRING"] = quote(raw, safe="".join(map(chr, range(WRITTEN_AS_BYTES))))
        super().__init__(environ, *args, **kwargs)


def init_app(app: Flask) -> None:
    """Read every request with care."""
    app.request_class = CarefulRequest
    app.url_map.converters["int"] = NumberConverter
    app.before_request(_refuse_odd_address)
    app.after_request(_stay_on_this_host)


def _refuse_odd_address() -> None:
    if isinstance(request.routing_exception, BadHost):
        raise request.routing_exception
    # No page has such an address, and no database could look it up.
    if UNKEEPABLE.search(request.path):
        abort(404)
    if not request.host:
        abort(400)  # a host that cannot be one, which passkeys and full addresses would name


def _stay_on_this_host(response: Response) -> Response:
    # A slash is added without naming a host: the one that was sent is the sender's word, not ours.
    if isinstance(request.routing_exception, RequestRedirect):
        wanted = urlsplit(request.routing_exception.new_url)
        response.headers["Location"] = urlunsplit(("", "", wanted.path, wanted.query, ""))
    return response
