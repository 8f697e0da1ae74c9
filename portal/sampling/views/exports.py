"""What a search found, to take away: files, pages of JSON, feeds, the dictionary of fields."""

import hashlib
from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import IO

from flask import Response, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.kernel import clock
from portal.sampling import queries
from portal.sampling.addresses import absolute
from portal.sampling.documents import as_json, fields_document, manifest_document, page_document
from portal.sampling.feeds import Feed, feed_of, json_feed
from portal.sampling.fields import FIELDS
from portal.sampling.problems import problem, problem_of
from portal.sampling.search import ResultSearch
from portal.sampling.table import Tally, results_as_csv
from portal.sampling.views.public import sampling_pages
from portal.sampling.workbook import MOST_ROWS, TooLong, parts_of, results_as_workbook
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.locale import LANGUAGE_TAGS, language

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ATOM, FEED = "application/atom+xml", "application/feed+json"
ETAG_LENGTH = 24
Answer = Callable[[ResultSearch], ResponseReturnValue]


def _asked(answer: Answer) -> Callable[[], ResponseReturnValue]:
    """Read the question from the address; one that no filter offers is a problem (RFC 9457)."""

    @wraps(answer)
    def answered() -> ResponseReturnValue:
        search = ResultSearch.read(request.args)
        return problem_of(search.unknown) if search.unknown else answer(search)

    return answered


def _file(parts: Iterator[bytes], media_type: str, suffix: str) -> Response:
    answer = Response(parts, mimetype=media_type)
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
@_asked
def download_csv(search: ResultSearch) -> ResponseReturnValue:
    """Let anyone take what a search found, whole, as a table."""
    lines = results_as_csv(queries.stream_results(search.wanted))
    answer = _file(stream_with_context(lines), CSV, "csv")
    return _described(answer, "sampling.read_csv_manifest", search)


@sampling_pages.get("/sampling.csv.manifest.json")
@public
@_asked
def read_csv_manifest(search: ResultSearch) -> ResponseReturnValue:
    """Tell how many rows and bytes that table holds, and its digest."""
    tally = Tally()
    for _part in results_as_csv(queries.stream_results(search.wanted), tally):
        pass
    address = url_for("sampling.download_csv", **search.address_parts())
    return as_json(manifest_document(address, CSV, tally))


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
@_asked
def download_workbook(search: ResultSearch) -> ResponseReturnValue:
    """Let anyone take what a search found as a spreadsheet."""
    tally = Tally()
    file = _workbook(search, tally)
    if file is None:
        return _too_long(search)
    answer = _file(parts_of(file, tally), XLSX, "xlsx")
    return _described(answer, "sampling.read_workbook_manifest", search)


@sampling_pages.get("/sampling.xlsx.manifest.json")
@public
@_asked
def read_workbook_manifest(search: ResultSearch) -> ResponseReturnValue:
    """Tell how many rows and bytes that spreadsheet holds, and its digest."""
    tally = Tally()
    file = _workbook(search, tally)
    if file is None:
        return _too_long(search)
    for _part in parts_of(file, tally):
        pass
    address = url_for("sampling.download_workbook", **search.address_parts())
    return as_json(manifest_document(address, XLSX, tally))


@sampling_pages.get("/sampling.json")
@public
@_asked
def read_results(search: ResultSearch) -> ResponseReturnValue:
    """Hand a programme one page of a search, with the addresses of the pages beside it."""
    after, before = request.args.get("after"), request.args.get("before")
    found = queries.page_of_results(search.wanted, order=search.order, after=after, before=before)
    total = queries.count_results(search.wanted)
    return _unless_known(as_json(page_document(search, found, total)))


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
@_asked
def follow_atom(search: ResultSearch) -> ResponseReturnValue:
    """Let a feed reader follow a search."""
    found = queries.page_of_results(search.wanted, after=request.args.get("after"))
    feed, parts = feed_of(search, found), search.address_parts()
    further = feed.next_parts and url_for("sampling.follow_atom", **feed.next_parts)
    document = render_template(
        "sampling/feed.xml",
        feed=feed,
        tag=LANGUAGE_TAGS[language()],
        address=absolute(url_for("sampling.follow_atom", **parts)),
        further=further and absolute(further),
    )
    return _unless_known(Response(document, mimetype=ATOM), feed)


@sampling_pages.get("/sampling.feed")
@public
@_asked
def follow_feed(search: ResultSearch) -> ResponseReturnValue:
    """Let a feed reader follow a search, in JSON."""
    found = queries.page_of_results(search.wanted, after=request.args.get("after"))
    feed = feed_of(search, found)
    document = json_feed(feed, url_for("sampling.follow_feed", **search.address_parts()))
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
    return page("sampling/fields.html", fields=FIELDS, most_rows=MOST_ROWS)
