"""What a result said when a day ended, for programmes: as its page shows it with ``as_of``."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from portal.kernel import clock
from portal.sampling import queries
from portal.sampling.addresses import absolute
from portal.sampling.fields import joined_date
from portal.sampling.queries import versions
from portal.sampling.queries.versions import Standing
from portal.sampling.rules.details import DETAILS
from portal.sampling.rules.versions import parse_day
from portal.sampling.telling import disclaimer
from portal.web.filters import iso
from portal.web.programmes import LONGEST_TOLD, as_json, problem

# What no version keeps (the region, the farthest ratio, where the disposal stands) is not told of
# an earlier day.
TEXTS = (
    "result",
    "kind",
    "domain",
    "category",
    "subcategory",
    "product",
    "spec",
    "trademark",
    "maker",
    "maker_address",
    "seller",
    "seller_address",
    "announcement_number",
    "publisher",
    "laboratory",
    "remark",
)
OR_NOTHING = ("number", "sampled_on", "reported_on", "announced_on")


def answer_standing(reference: str, told: str) -> Response:
    """Answer with what a public result said when a day ended.

    A day that is none, or has not come, is 400; one before the result was public 404, with the
    first day that has an answer. Raises NotFound and Withdrawn as the result's own data does: what
    was withdrawn is gone on every day.
    """
    batch, on = queries.get_result(reference), parse_day(told)
    first, today = versions.first_day(batch), clock.today()
    if on is None or on > today:
        return _unread(told, first, today)
    standing = versions.find_standing(batch, on)
    if standing is None:
        said = _("%(on)s 还没有公示，最早的一天是 %(first)s。", on=iso(on), first=_iso(first))
        return problem(HTTPStatus.NOT_FOUND, _("这一天还没有公示"), said, first=_iso(first))
    return as_json(document_of_standing(standing, on))


def _unread(told: str, first: date | None, today: date) -> Response:
    said = _(
        "as_of 写成 2026-11-20 这样，最晚是今天，您写的是“%(told)s”。", told=told[:LONGEST_TOLD]
    )
    days = {"from": _iso(first), "to": iso(today)}
    title = _("不是可以查的日期")
    return problem(HTTPStatus.BAD_REQUEST, title, said, parameter="as_of", allowed=days)


def _iso(day: date | None) -> str | None:
    return iso(day) if day else None


def document_of_standing(standing: Standing, on: date) -> dict[str, Any]:
    """Return what the public could read of a batch when a day ended, as plain values."""
    batch, version = standing.batch, standing.version
    snapshot = version.snapshot
    address = url_for("sampling.read_result", reference=batch.reference)
    return {
        "as_of": iso(on),
        "version": version.version,
        "recorded_at": iso(version.recorded_at),
        "is_newest": standing.is_newest,
        "now": absolute(address),
        "reference": batch.reference,
        **_fields(snapshot),
        "details": {name: snapshot[name] for name in DETAILS if name in snapshot},
        "items": [_item(item) for item in snapshot["items"]],
        "disclaimer": disclaimer(),
        "fields": absolute(url_for("sampling.read_fields")),
    }


def _fields(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    dated = snapshot.get("product_date_text", ""), snapshot.get("batch_number", "")
    return {
        **{name: snapshot.get(name, "") for name in TEXTS},
        **{name: snapshot.get(name) for name in OR_NOTHING},
        "status": snapshot.get("stage", ""),
        "stage": snapshot.get("chain_stage"),
        "product_date": joined_date(*dated),
    }


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": item["name"],
        "value": item["value"],
        "limit": item["limit"],
        "is_failed": bool(item.get("failed")),
    }
