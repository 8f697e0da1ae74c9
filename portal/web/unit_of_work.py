"""One request, one transaction."""

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue

from portal.kernel import audit
from portal.kernel.db import db, write_intent

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
FIRST_ERROR = 400


def init_app(app: Flask) -> None:
    """Commit after every successful request that may write; forget everything else.

    What the rules refused is on record all the same, where a room remembers it.
    """
    app.before_request(_announce_writing)
    app.after_request(_commit)
    app.teardown_request(_end)


def forget_work() -> None:
    """Forget what this request wrote so far; what was refused stays on record."""
    db.session.rollback()


def _announce_writing() -> ResponseReturnValue | None:
    if request.method not in SAFE_METHODS:
        g.writing = write_intent()
        g.writing.__enter__()
    return None


def _commit(response: Response) -> Response:
    if request.method not in SAFE_METHODS and response.status_code < FIRST_ERROR:
        db.session.commit()
    else:
        db.session.rollback()
    audit.keep_refused()
    return response


def _end(_failure: BaseException | None) -> None:
    writing = g.pop("writing", None)
    if writing is not None:
        writing.__exit__(None, None, None)
