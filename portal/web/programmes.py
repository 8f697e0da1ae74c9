"""Answers for programmes: documents, and problem details (RFC 9457) where there is none."""

import json
from http import HTTPStatus
from typing import Any

from flask import Response
from flask_babel import gettext as _

from portal.kernel.errors import Busy, NotFound
from portal.web.questions import Unknown

PROBLEM = "application/problem+json"
LONGEST_TOLD = 40


def as_json(document: dict[str, Any], mimetype: str = "application/json") -> Response:
    """Answer with a document; Chinese stays readable, fields keep their order."""
    return Response(json.dumps(document, ensure_ascii=False) + "\n", mimetype=mimetype)


def problem(status: HTTPStatus, title: str, detail: str, **more: object) -> Response:
    """Answer a programme with what is wrong and what would be right."""
    told = {"type": "about:blank", "title": title, "status": status.value, "detail": detail}
    return Response(
        json.dumps({**told, **more}, ensure_ascii=False), status.value, mimetype=PROBLEM
    )


def problem_of(unknown: Unknown) -> Response:
    """Answer a programme that asked for what no filter offers, with the allowed ones."""
    detail = _("“%(title)s”里没有“%(value)s”。", title=unknown.title, value=unknown.value)
    allowed = [{"value": value, "label": label} for value, label in unknown.allowed]
    return problem(
        HTTPStatus.BAD_REQUEST,
        _("没有这个筛选条件"),
        detail,
        parameter=unknown.name or unknown.value,
        allowed=allowed,
    )


def problem_of_limit(told: str, most: int) -> Response:
    """Answer a programme that asked for pages of a length there is none of, with the range."""
    detail = _(
        "limit 是 1 到 %(most)s 的整数，您写的是“%(told)s”。", most=most, told=told[:LONGEST_TOLD]
    )
    return problem(
        HTTPStatus.BAD_REQUEST,
        _("每页条数不对"),
        detail,
        parameter="limit",
        allowed={"from": 1, "to": most},
    )


def problem_of_refusal(refusal: Busy | NotFound) -> Response:
    """Answer a programme that asks too much at once, or for a page that does not exist."""
    if isinstance(refusal, NotFound):
        told = _("没有这一页"), _("after 和 before 只能照抄上一页给的地址。")
        return problem(HTTPStatus.NOT_FOUND, *told)
    told = _("请求太频繁"), _("长的文件每小时只能下载若干次，请按 Retry-After 再来。")
    answer = problem(HTTPStatus.TOO_MANY_REQUESTS, *told)
    answer.headers["Retry-After"] = str(refusal.retry_after)
    return answer
