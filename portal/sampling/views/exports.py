"""What a search found, to take away: files, pages of JSON, feeds, the dictionary of fields."""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import IO

from flask import Response, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.kernel import clock, throttle
from portal.kernel.errors import Busy, NotFound
from portal.sampling import queries
from portal.sampling.addresses import absolute
from portal.sampling.documents import (
    checking_commands,
    fields_document,
    manifest_document,
    page_document,
)
from portal.sampling.feeds import feed_of
from portal.sampling.fields import FIELDS
from portal.sampling.queries.results import ON_PAGE
from portal.sampling.search import ResultSearch
from portal.sampling.table import results_as_csv, titles
from portal.sampling.views.public import sampling_pages
from portal.sampling.workbook import results_as_workbook
from portal.tables.writing import MOST_ROWS, Tally, TooLong, parts_of
from portal.web.feeds import Feed, atom_feed, json_feed
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.locale import language
from portal.web.programmes import as_json, problem, problem_of, problem_of_limit, problem_of_refusal
from portal.web.visitors import bucket

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ATOM, FEED = "application/atom+xml", "application/feed+json"
ETAG_LENGTH = 24
MOST_ON_PAGE = 100
LIMIT = re.compile(r"[1-9]\d{0,2}", re.ASCII)
FREELY, LONG_FILES = 10_000, "60 per hour"
Answer = Callable[[ResultSearch], ResponseReturnValue]


def _asked(*also: str) -> Callable[[Answer], Callable[[], ResponseReturnValue]]:
    """Read the question from the address; one that no filter offers is a problem (RFC 9457).

    ``also`` names what this one address takes beside the question.
    """

    def asking(answer: Answer) -> Callable[[], ResponseReturnValue]:
        @wraps(answer)
        def answered() -> ResponseReturnValue:
            search = ResultSearch.read(request.args, also=also)
            if search.unknown:
                return problem_of(search.unknown)
            try:
                return answer(search)
            except (Busy, NotFound) as refusal:
                return problem_of_refusal(refusal)

        return answered

    return asking


def _etag(search: ResultSearch, media_type: str) -> str | None:
    """Name a file by the data, the question and the words it is made of, without making it."""
    mark = queries.find_mark()
    asked = (mark, media_type, language(), search.address_parts(), titles())
    if mark is None:
        return None
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:ETAG_LENGTH]


def _is_known(etag: str | None) -> bool:
    return etag is not None and request.if_none_match.contains_weak(etag)


def _spare(search: ResultSearch) -> None:
    """Count long files by network: each keeps the portal busy for seconds."""
    if queries.count_results(search.wanted) > FREELY:
        throttle.count_try("sampling files", bucket(), limit=LONG_FILES)


def _file(parts: Iterator[bytes], etag: str | None, media_type: str, suffix: str) -> Response:
    answer = Response(parts, mimetype=media_type)
    if etag is not None:
        answer.set_etag(etag)
    name = f"sampling-{clock.today():%Y%m%d}.{suffix}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _described(answer: Response, manifest: str, search: ResultSearch) -> Response:
    for endpoint, relation in ((manifest, "describedby"), ("sampling.read_fields", "profile")):
        parts = search.address_parts() if endpoint == manifest else {}
        answer.headers.add("Link", f'<{url_for(endpoint, **parts)}>; rel="{relation}"')
    return answer


@sampling_pages.get("/sampling.csv")
@public
@_asked()
def download_csv(search: ResultSearch) -> ResponseReturnValue:
    """Let anyone take what a search found, whole, as a table."""
    etag = _etag(search, CSV)
    if _is_known(etag):
        return Response(status=HTTPStatus.NOT_MODIFIED)
    _spare(search)
    lines = results_as_csv(queries.stream_results(search.wanted))
    answer = _file(stream_with_context(lines), etag, CSV, "csv")
    return _described(answer, "sampling.read_csv_manifest", search)


@sampling_pages.get("/sampling.csv.manifest.json")
@public
@_asked()
def read_csv_manifest(search: ResultSearch) -> ResponseReturnValue:
    """Tell how many rows and bytes that table holds, and its digest."""
    _spare(search)
    tally, etag = Tally(), _etag(search, CSV)
    for _part in results_as_csv(queries.stream_results(search.wanted), tally):
        pass
    address = url_for("sampling.download_csv", **search.address_parts())
    return as_json(manifest_document(address, CSV, tally, etag))


def _too_long(search: ResultSearch) -> Response:
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        _("表格太长"),
        _("XLSX 最多 %(most)s 行。请加条件，或者下载 CSV，没有行数限制。", most=MOST_ROWS),
        csv=absolute(url_for("sampling.download_csv", **search.address_parts())),
    )


def _workbook(search: ResultSearch, tally: Tally) -> IO[bytes] | None:
    if queries.count_results(search.wanted) > MOST_ROWS:
        return None
    try:
        return results_as_workbook(queries.stream_results(search.wanted), tally)
    except TooLong:  # some were published in between
        return None


@sampling_pages.get("/sampling.xlsx")
@public
@_asked()
def download_workbook(search: ResultSearch) -> ResponseReturnValue:
    """Let anyone take what a search found as a spreadsheet."""
    tally, etag = Tally(), _etag(search, XLSX)
    if _is_known(etag):
        return Response(status=HTTPStatus.NOT_MODIFIED)
    _spare(search)
    file = _workbook(search, tally)
    if file is None:
        return _too_long(search)
    answer = _file(parts_of(file, tally), etag, XLSX, "xlsx")
    answer.call_on_close(file.close)
    return _described(answer, "sampling.read_workbook_manifest", search)


@sampling_pages.get("/sampling.xlsx.manifest.json")
@public
@_asked()
def read_workbook_manifest(search: ResultSearch) -> ResponseReturnValue:
    """Tell how many rows and bytes that spreadsheet holds, and its digest."""
    _spare(search)
    tally, etag = Tally(), _etag(search, XLSX)
    file = _workbook(search, tally)
    if file is None:
        return _too_long(search)
    for _part in parts_of(file, tally):
        pass
    address = url_for("sampling.download_workbook", **search.address_parts())
    return as_json(manifest_document(address, XLSX, tally, etag))


@sampling_pages.get("/sampling.json")
@public
@_asked("limit")
def read_results(search: ResultSearch) -> ResponseReturnValue:
    """Hand a programme one page of a search, with the addresses of the pages beside it."""
    told = request.args.get("limit", str(ON_PAGE))
    if not LIMIT.fullmatch(told) or int(told) > MOST_ON_PAGE:
        return problem_of_limit(told, MOST_ON_PAGE)
    after, before = request.args.get("after"), request.args.get("before")
    found = queries.page_of_results(
        search.wanted, order=search.order, after=after, before=before, limit=int(told)
    )
    again = {**search.address_parts(), "limit": request.args.get("limit")}
    total = queries.count_results(search.wanted)
    return _unless_known(as_json(page_document(again, found, total)))


def _unless_known(answer: Response, feed: Feed | None = None) -> Response:
    # As the shelf before the site names it (portal.web.front_cache), whoever answers.
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:ETAG_LENGTH])
    if feed is not None and feed.told_at is not None:
        answer.last_modified = feed.told_at
    answer.headers["Cache-Control"] = "no-cache"
    answer.make_conditional(request)
    return answer


@sampling_pages.get("/sampling.atom")
@public
@_asked()
def follow_atom(search: ResultSearch) -> ResponseReturnValue:
    """Let a feed reader follow a search."""
    found = queries.page_of_results(search.wanted, after=request.args.get("after"))
    feed, parts = feed_of(search, found), search.address_parts()
    further = url_for("sampling.follow_atom", **feed.next_parts) if feed.next_parts else None
    document = atom_feed(feed, url_for("sampling.follow_atom", **parts), further)
    return _unless_known(Response(document, mimetype=ATOM), feed)


@sampling_pages.get("/sampling.feed")
@public
@_asked()
def follow_feed(search: ResultSearch) -> ResponseReturnValue:
    """Let a feed reader follow a search, in JSON."""
    found = queries.page_of_results(search.wanted, after=request.args.get("after"))
    feed = feed_of(search, found)
    further = url_for("sampling.follow_feed", **feed.next_parts) if feed.next_parts else None
    address = url_for("sampling.follow_feed", **search.address_parts())
    document = json_feed(feed, address, further)
    return _unless_known(as_json(document, FEED), feed)


@sampling_pages.get("/sampling/fields.json")
@public
def read_fields() -> ResponseReturnValue:
    """Hand programmes the dictionary of fields (Table Schema)."""
    return as_json(fields_document())


@sampling_pages.get("/sampling/fields")
@public
def list_fields() -> ResponseReturnValue:
    """Explain the fields of the files, and how to check that a file came whole."""
    return page(
        "sampling/fields.html",
        fields=FIELDS,
        most_rows=MOST_ROWS,
        usual_page=ON_PAGE,
        most_on_page=MOST_ON_PAGE,
        commands=checking_commands(),
    )
