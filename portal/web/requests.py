"""A name for each request, one log line about it, and the two health questions."""

import logging
import re
import secrets
import sys
import time
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Blueprint, Flask, Response, g, jsonify, request

from portal.kernel.db import is_reachable
from portal.web.guards import public

requests_pages = Blueprint("requests", __name__)
GIVEN_NAME = re.compile(r"[A-Za-z0-9-]{8,64}")
log = structlog.get_logger("portal.request")


def request_id() -> str:
    """Return the name of this request; error pages show it, log lines carry it."""
    if "request_id" not in g:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if GIVEN_NAME.fullmatch(given) else secrets.token_hex(8)
    name: str = g.request_id
    return name


def tell_where(_logger: object, _name: str, line: MutableMapping[str, Any]) -> Any:
    """Say what kind of fault it was and where, and leave out its words.

    The words of a fault quote values, and values are what somebody wrote to the bureau.
    """
    given = line.pop("exc_info", None)
    fault = sys.exc_info()[1] if given is True else given
    if isinstance(fault, BaseException):
        line["fault"] = type(fault).__qualname__
        frames = traceback.extract_tb(fault.__traceback__)
        line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return line


def init_app(app: Flask) -> None:
    """Write one structured line for each request, without address, query or person."""
    # The portal tells what it does; libraries speak up only when something is wrong.
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
    logging.getLogger("portal").setLevel(logging.INFO)
    app.logger.disabled = True  # Flask's own line about a fault quotes address and values
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            tell_where,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    app.jinja_env.globals["request_id"] = request_id
    app.before_request(_start)
    app.after_request(_finish)
    app.register_blueprint(requests_pages)


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    # The rule, not the path: a path may hold a case number.
    rule = request.url_rule.rule if request.url_rule else "?"
    spent = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
    log.info(
        "request",
        id=request_id(),
        method=request.method,
        rule=rule,
        status=response.status_code,
        ms=round(spent, 1),
    )
    response.headers["X-Request-Id"] = request_id()
    return response


@requests_pages.get("/healthz")
@public
def answer_healthz() -> Response:
    """Say that the process is alive."""
    return _now(jsonify(status="ok"))


@requests_pages.get("/readyz")
@public
def answer_readyz() -> tuple[Response, int]:
    """Say whether the database can be reached."""
    ready = is_reachable()
    answer = _now(jsonify(status="ok" if ready else "database unreachable"))
    return answer, 200 if ready else 503


def _now(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"  # it is true of this moment only
    return answer
