"""What a voter's browser holds: a random mark of its own, signed, and nothing about the person.

It keeps somebody from voting twice by mistake or by pressing twice. It does not keep away whoever
empties the browser or takes another: the page says so, and where it matters a round is held with
slips that are handed out on the spot.
"""

import hmac

from flask import Response, current_app, request

from portal.extensions import keyring
from portal.kernel.errors import Refused
from portal.rounds.words import WORDS
from portal.web.form_tokens import TOKEN, new_token

PURPOSE, NAME = "rounds.mark", "round_voter"
SIGNATURE_LENGTH = 32
KEPT_SECONDS = 180 * 24 * 3600


def _cookie() -> str:
    return f"__Host-{NAME}" if current_app.config["PORTAL_TLS"] else NAME


def _signed(mark: str) -> str:
    return f"{mark}.{keyring().digest(PURPOSE, mark)[:SIGNATURE_LENGTH]}"


def read_mark() -> str | None:
    """Return the mark of the visitor's browser; None where it holds none of ours."""
    told = request.cookies.get(_cookie(), "")
    mark = told.partition(".")[0]
    if not TOKEN.fullmatch(mark) or not told.isascii():
        return None
    return mark if hmac.compare_digest(told, _signed(mark)) else None


def get_mark() -> str:
    """Return the mark of the visitor's browser; raises Refused where it holds none of ours."""
    mark = read_mark()
    if mark is None:
        raise Refused(WORDS["no_mark"])
    return mark


def give_mark(answer: Response) -> Response:
    """Give the visitor's browser a mark, where it holds none."""
    if read_mark() is None:
        answer.set_cookie(
            _cookie(),
            _signed(new_token()),
            max_age=KEPT_SECONDS,
            secure=current_app.config["PORTAL_TLS"],
            httponly=True,
            samesite="Lax",
        )
    return answer
