"""Pages for everybody, kept ready in front of the site until something they show has changed.

Only what any stranger would be sent is kept: an answer without a cookie, asked for without a
session. The mark of the data (portal.kernel.generation) is read at every request, so that nobody
is shown what was withdrawn a moment ago, whichever process withdrew it.
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, request, session

from portal.kernel import clock
from portal.kernel.generation import Watch
from portal.web.locale import Wsgi

MARK = "portal.may-be-kept"
LASTING = "portal.shows-no-data"
WHATEVER = -1
KEPT_METHODS = frozenset({"GET", "HEAD"})
KEPT_TYPES = frozenset(
    {"text/html", "text/csv", "application/json", "application/atom+xml", "image/svg+xml"}
    | {"application/feed+json", "text/calendar", "image/png", "application/pdf"}
)
# Words like "today" and what is overdue change without anybody changing the data.
LONGEST_SECONDS = 30.0
OK, NOT_MODIFIED = "200 OK", "304 Not Modified"
FOUND = 200
LARGEST_ANSWER = 512 * 1024
SMALLEST_GZIP = 1024
GZIP_LEVEL = 6
TELLS_APART = (
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_HOST",
    "wsgi.url_scheme",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_HX_REQUEST",
    "HTTP_HX_BOOSTED",
    "HTTP_HX_HISTORY_RESTORE_REQUEST",
)
SESSION = ("session=", "remember_token=")
READING = ("elder=", "theme=", "__Host-elder=", "__Host-theme=")
# Told of one request only, or of the body as it is sent.
NOT_KEPT = frozenset({"x-request-id", "content-length", "date", "vary", "etag", "cache-control"})

VARY = "Accept-Encoding, Cookie, HX-Request"

Key = tuple[Any, ...]
Headers = list[tuple[str, str]]
Sent = tuple[Headers, bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer, ready to be sent whole, packed, or not at all (304)."""

    mark: int
    until: float
    etag: str
    plain: Sent
    packed: Sent

    @property
    def size(self) -> int:
        """How many bytes of memory it takes."""
        return len(self.plain[1]) + len(self.packed[1])


class Shelf:
    """The answers of one process; those not asked for longest go first."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._size = most_bytes, 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, mark: int) -> Kept | None:
        """Return what is kept under the key, if it still holds."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            if kept.mark not in (mark, WHATEVER) or kept.until < time.monotonic():
                self._drop(key)
                return None
            self._kept.move_to_end(key)
            return kept

    def lasting(self, key: Key) -> Kept | None:
        """Return what is kept under the key and shows no data: nobody has to ask for the mark."""
        kept = self._kept.get(key)
        return self.get(key, WHATEVER) if kept is not None and kept.mark == WHATEVER else None

    def put(self, key: Key, kept: Kept) -> None:
        """Keep an answer."""
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self._size += kept.size
            while self._size > self._most:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        gone = self._kept.pop(key, None)
        self._size -= gone.size if gone else 0


class FrontCache:
    """Answer from the shelf where that is right; otherwise ask the site, and keep what may be."""

    def __init__(self, site: Wsgi, *, watch: Watch, most_bytes: int) -> None:
        self._site, self._watch = site, watch
        self._shelf = Shelf(most_bytes)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        key = _key(environ)
        if key is None:
            return self._site(environ, start_response)
        lasting = self._shelf.lasting(key)
        if lasting is not None:
            return _send(lasting, environ, start_response)
        mark = self._watch.mark()
        if mark is None:
            return self._site(environ, start_response)
        kept = self._shelf.get(key, mark)
        if kept is None:
            answer = _Answer()
            body = self._site(environ, answer.start)
            lasts = WHATEVER if environ.get(LASTING) else mark
            kept = answer.keep(environ, body, lasts)
            if kept is None:
                return answer.pass_on(body, start_response)
            self._shelf.put(key, kept)
        return _send(kept, environ, start_response)


def _key(environ: dict[str, Any]) -> Key | None:
    if environ["REQUEST_METHOD"] not in KEPT_METHODS or "HTTP_RANGE" in environ:
        return None
    ask = environ.get
    cookies = ask("HTTP_COOKIE")
    reading = _reading(cookies) if cookies else ()
    # What may be shown until a day is gone with that day, not half a minute into the next.
    return None if reading is None else (*map(ask, TELLS_APART), reading, clock.today())


def _reading(cookies: str) -> tuple[str, ...] | None:
    # How this reader likes to read; None for somebody with a session.
    if any(name in cookies for name in SESSION):
        return None
    parts = (part.strip() for part in cookies.split(";"))
    return tuple(sorted(part for part in parts if part.startswith(READING)))


class _Answer:
    """What the site answers, held back until it is known whether it may be kept."""

    def __init__(self) -> None:
        self.status, self.headers, self.fault = "", Headers(), None
        self.parts: list[bytes] = []

    def start(self, status: str, headers: Headers, fault: Any = None) -> Callable[[bytes], object]:
        self.status, self.headers, self.fault = status, list(headers), fault
        return self.parts.append

    def keep(self, environ: dict[str, Any], body: Iterable[bytes], mark: int) -> Kept | None:
        has_cookie = any(name.lower() == "set-cookie" for name, _text in self.headers)
        if not environ.get(MARK) or has_cookie or self.parts:
            return None
        try:
            whole = b"".join(body)
        finally:
            close = getattr(body, "close", None)
            if close is not None:
                close()
        headers = [(name, text) for name, text in self.headers if name.lower() not in NOT_KEPT]
        etag = f'"{hashlib.sha256(whole).hexdigest()[:24]}"'
        headers += _same_for(etag)
        plain = packed = (_sized(headers, whole), whole)
        if len(whole) > SMALLEST_GZIP:
            small = gzip.compress(whole, GZIP_LEVEL, mtime=0)
            packed = (_sized([*headers, ("Content-Encoding", "gzip")], small), small)
        return Kept(mark, time.monotonic() + LONGEST_SECONDS, etag, plain, packed)

    def pass_on(self, body: Iterable[bytes], start_response: Any) -> Iterable[bytes]:
        write = start_response(self.status, self.headers, self.fault)
        for part in self.parts:
            write(part)
        return body


def _same_for(etag: str) -> Headers:
    return [("ETag", etag), ("Cache-Control", "no-cache"), ("Vary", VARY)]


def _sized(headers: Headers, body: bytes) -> Headers:
    return [*headers, ("Content-Length", str(len(body)))]


def _send(kept: Kept, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and kept.etag in known:
        start_response(NOT_MODIFIED, _same_for(kept.etag))
        return [b""]
    takes_gzip = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    headers, body = kept.packed if takes_gzip else kept.plain
    start_response(OK, headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def keep_whatever_changes() -> None:
    """Say that this request's page shows no data, so that no change of any makes it older.

    Forms are asked for while others file: their pages would otherwise be made anew each time.
    """
    request.environ[LASTING] = True


def _may_be_kept(response: Response) -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return (
        getattr(view, "guard", "") == "public"
        and response.status_code == FOUND
        and not response.is_streamed
        and response.mimetype in KEPT_TYPES
        and (response.content_length or 0) <= LARGEST_ANSWER
        and "Set-Cookie" not in response.headers
        and "no-store" not in response.headers.get("Cache-Control", "")
        and not session.modified
    )


def _mark(response: Response) -> Response:
    request.environ[MARK] = request.method == "GET" and _may_be_kept(response)
    return response


def init_app(app: Flask) -> None:
    """Put the shelf before the site; PORTAL_FRONT_CACHE_MB of 0 leaves it out.

    Comes before whatever else looks at an answer, so that it has the last look.
    """
    most = int(app.config["PORTAL_FRONT_CACHE_MB"]) * 1024 * 1024
    if not most:
        return
    app.after_request(_mark)
    watch = Watch(app.extensions["portal.engine"])
    kept = FrontCache(app.wsgi_app, watch=watch, most_bytes=most)
    app.wsgi_app = kept  # type: ignore[method-assign]
