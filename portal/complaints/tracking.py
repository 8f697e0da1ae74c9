"""The case a citizen has opened with number and secret, for this room's pages and those above.

``current_case`` is for views: it returns the opened case or raises CaseClosed, which leads to
the page that asks for number and secret.
"""

from flask import Response, request, session

from portal.complaints import patience, policy, queries, services
from portal.complaints.models import Case
from portal.kernel import throttle
from portal.kernel.errors import Refused
from portal.web.htmx import refresh
from portal.web.visitors import bucket

VISIT = "case_visit"


class CaseClosed(Refused):
    """No case is open in this browser, or it was left alone for too long."""


def current_case() -> Case:
    """Return the case this browser has open; raises CaseClosed.

    Call it before the request's own work: it notes the visit in a transaction of its own.
    """
    token = session.get(VISIT)
    case = services.find_open_case(token) if token else None
    if case is None:
        session.pop(VISIT, None)
        raise CaseClosed
    return case


def open_for_this_browser(case: Case) -> None:
    """Open a case whose secret was shown."""
    session[VISIT] = services.open_visit(case)


def leave() -> None:
    """Close the case for this browser."""
    token = session.pop(VISIT, None)
    if token:
        services.close_visit(token)


def answer_leaving() -> Response:
    """Close the case and lead to the first page, leaving nothing of it in this browser."""
    leave()
    answer = refresh(f"{request.script_root}/")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def find_case_with(number: str, secret: str, *, ticket: str = "") -> Case | None:
    """Return the case that number and secret open; wrong and none have the same answer.

    ``number`` is a case number as numbers are written. Raises PleaseWait where it was tried too
    often: with its ticket, kept for the wait, one more try counts. Call it before the request's
    own work.
    """
    patience.count_opening(number, ticket)
    case = queries.find_by_secret(number, secret)
    if case is not None:
        patience.forget_openings(number)
    return case


def count_sheet() -> None:
    """Count one sheet for this network; raises Busy. Call it before the request's own work."""
    throttle.count_try("receipt sheet", bucket(), limit=policy.sheet_limit())
