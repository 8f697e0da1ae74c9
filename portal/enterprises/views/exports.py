"""The register to take away: files, pages of JSON, feeds, the dictionary of fields."""

import hashlib
from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import IO

from flask import Response, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.enterprises import documents, queries
from portal.enterprises.documents import feed_of, manifest_document, rows_of
from portal.enterprises.fields import fields
from portal.enterprises.listing import page_of_enterprises
from portal.enterprises.records import Record, stream_records
from portal.enterprises.search import EnterpriseSearch
from portal.enterprises.views.public import enterprises_pages
from portal.kernel import clock, throttle
from portal.kernel.errors import Busy, NotFound
from portal.tables.writing import (
    MOST_ROWS,
    Column,
    Tally,
    TooLong,
    parts_of,
    rows_as_csv,
    rows_as_workbook,
)
from portal.web.addresses import absolute
from portal.web.feeds import Feed, atom_feed, json_feed
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.locale import language
from portal.web.programmes import as_json, problem, problem_of, problem_of_refusal
from portal.web.visitors import bucket

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ATOM, FEED = "application/atom+xml", "application/feed+json"
ETAG_LENGTH = 24
FREELY, LONG_FILES = 10_000, "60 per hour"
Answer = Callable[[EnterpriseSearch], ResponseReturnValue]


def _asked(answer: Answer) -> Callable[[], ResponseReturnValue]:
    """Read the question from the address; one that no filter offers is a problem (RFC 9457)."""

    @wraps(answer)
    def answered() -> ResponseReturnValue:
        search = EnterpriseSearch.read(request.args)
        if search.unknown:
            return problem_of(search.unknown)
        try:
            return answer(search)
        except (Busy, NotFound) as refusal:
            return problem_of_refusal(refusal)

    return answered


def _titles() -> list[str]:
    return [str(one.title) for one in fields()]


def _etag(search: EnterpriseSearch, media_type: str) -> str | None:
    """Name a file by the data, the day, the question and the words, without making it."""
    mark = queries.find_mark()
    if mark is None:
        return None
    asked = (mark, clock.today(), media_type, language(), search.address_parts(), _titles())
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:ETAG_LENGTH]


def _ids(search: EnterpriseSearch) -> list[int]:
    """Return what is handed out; long files are counted by network, each keeps us busy."""
    ids = search.ask().ids(search.order)
    if len(ids) > FREELY:
        throttle.count_try("enterprise files", bucket(), limit=LONG_FILES)
    return ids


def _records(search: EnterpriseSearch) -> Iterator[Record]:
    return stream_records(_ids(search))


def _file(parts: Iterator[bytes], etag: str | None, media_type: str, suffix: str) -> Response:
    answer = Response(parts, mimetype=media_type)
    if etag is not None:
        answer.set_etag(etag)
    name = f"enterprises-{clock.today():%Y%m%d}.{suffix}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _described(answer: Response, manifest: str, search: EnterpriseSearch) -> Response:
    described = url_for(manifest, **search.address_parts())
    answer.headers.add("Link", f'<{described}>; rel="describedby"')
    answer.headers.add("Link", f'<{url_for("enterprises.read_fields")}>; rel="profile"')
    return answer


def _is_known(etag: str | None) -> bool:
    return etag is not None and request.if_none_match.contains_weak(etag)


@enterprises_pages.get("/enterprises.csv")
@public
@_asked
def download_csv(search: EnterpriseSearch) -> ResponseReturnValue:
    """Let anyone take what a search found, whole, as a table."""
    etag = _etag(search, CSV)
    if _is_known(etag):
        return Response(status=HTTPStatus.NOT_MODIFIED)
    lines = rows_as_csv(_titles(), rows_of(_records(search)))
    answer = _file(stream_with_context(lines), etag, CSV, "csv")
    return _described(answer, "enterprises.read_csv_manifest", search)


@enterprises_pages.get("/enterprises.csv.manifest.json")
@public
@_asked
def read_csv_manifest(search: EnterpriseSearch) -> ResponseReturnValue:
    """Tell how many rows and bytes that table holds, and its digest."""
    tally, etag = Tally(), _etag(search, CSV)
    for _part in rows_as_csv(_titles(), rows_of(_records(search)), tally):
        pass
    address = url_for("enterprises.download_csv", **search.address_parts())
    return as_json(manifest_document(address, CSV, tally, etag))


def _workbook(search: EnterpriseSearch, tally: Tally) -> IO[bytes] | None:
    ids = _ids(search)
    columns = [Column(str(one.title), one.kind) for one in fields()]
    try:
        return rows_as_workbook(_("企业"), columns, rows_of(stream_records(ids)), tally)
    except TooLong:
        return None


def _too_long(search: EnterpriseSearch) -> Response:
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        _("表格太长"),
        _("XLSX 最多 %(most)s 行。请加条件，或者下载 CSV，没有行数限制。", most=MOST_ROWS),
        csv=absolute(url_for("enterprises.download_csv", **search.address_parts())),
    )


@enterprises_pages.get("/enterprises.xlsx")
@public
@_asked
def download_workbook(search: EnterpriseSearch) -> ResponseReturnValue:
    """Let anyone take what a search found as a spreadsheet."""
    tally, etag = Tally(), _etag(search, XLSX)
    if _is_known(etag):
        return Response(status=HTTPStatus.NOT_MODIFIED)
    file = _workbook(search, tally)
    if file is None:
        return _too_long(search)
    answer = _file(parts_of(file, tally), etag, XLSX, "xlsx")
    answer.call_on_close(file.close)
    return _described(answer, "enterprises.read_workbook_manifest", search)


@enterprises_pages.get("/enterprises.xlsx.manifest.json")
@public
@_asked
def read_workbook_manifest(search: EnterpriseSearch) -> ResponseReturnValue:
    """Tell how many rows and bytes that spreadsheet holds, and its digest."""
    tally, etag = Tally(), _etag(search, XLSX)
    file = _workbook(search, tally)
    if file is None:
        return _too_long(search)
    for _part in parts_of(file, tally):
        pass
    address = url_for("enterprises.download_workbook", **search.address_parts())
    return as_json(manifest_document(address, XLSX, tally, etag))


@enterprises_pages.get("/enterprises.json")
@public
@_asked
def read_enterprises(search: EnterpriseSearch) -> ResponseReturnValue:
    """Hand a programme one page of a search, with the addresses of the pages beside it."""
    after, before = request.args.get("after"), request.args.get("before")
    found = page_of_enterprises(search.ask(), order=search.order, after=after, before=before)
    return _unless_known(as_json(documents.page_document(search, found)))


@enterprises_pages.get("/enterprises/<string:reference>.json")
@public
def read_enterprise(reference: str) -> ResponseReturnValue:
    """Hand a programme one enterprise, with all its page says."""
    try:
        enterprise = queries.get_enterprise(reference)
    except NotFound:
        told = _("没有这家企业"), _("地址里写统一社会信用代码，或者本站编号。")
        return problem(HTTPStatus.NOT_FOUND, *told)
    return _unless_known(as_json(documents.enterprise_document(enterprise)))


def _unless_known(answer: Response, feed: Feed | None = None) -> Response:
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:ETAG_LENGTH])
    if feed is not None and feed.told_at is not None:
        answer.last_modified = feed.told_at
    answer.headers["Cache-Control"] = "no-cache"
    answer.make_conditional(request)
    return answer


def _feed(search: EnterpriseSearch) -> Feed:
    found = page_of_enterprises(search.ask(), after=request.args.get("after"))
    return feed_of(search, found)


@enterprises_pages.get("/enterprises.atom")
@public
@_asked
def follow_atom(search: EnterpriseSearch) -> ResponseReturnValue:
    """Let a feed reader follow what changes in a search."""
    feed = _feed(search)
    further = url_for("enterprises.follow_atom", **feed.next_parts) if feed.next_parts else None
    address = url_for("enterprises.follow_atom", **search.address_parts())
    return _unless_known(Response(atom_feed(feed, address, further), mimetype=ATOM), feed)


@enterprises_pages.get("/enterprises.feed")
@public
@_asked
def follow_feed(search: EnterpriseSearch) -> ResponseReturnValue:
    """Let a feed reader follow what changes in a search, in JSON."""
    feed = _feed(search)
    further = url_for("enterprises.follow_feed", **feed.next_parts) if feed.next_parts else None
    address = url_for("enterprises.follow_feed", **search.address_parts())
    return _unless_known(as_json(json_feed(feed, address, further), FEED), feed)


@enterprises_pages.get("/enterprises/fields.json")
@public
def read_fields() -> ResponseReturnValue:
    """Hand programmes the dictionary of fields (Table Schema)."""
    return as_json(documents.fields_document())


@enterprises_pages.get("/enterprises/fields")
@public
def list_fields() -> ResponseReturnValue:
    """Explain the fields of the files, and how to check that a file came whole."""
    commands = documents.checking_commands()
    return page("enterprises/fields.html", fields=fields(), most_rows=MOST_ROWS, commands=commands)
