"""The case a citizen has opened with number and secret, for this room's pages and those above.

``current_case`` is for views: it returns the opened case or raises CaseClosed, which leads to
the page that asks for number and secret.
"""

from flask import session

from portal.complaints import policy, queries, services
from portal.complaints.models import Case
from portal.kernel import throttle
from portal.kernel.errors import Refused
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


def find_case_with(number: str, secret: str) -> Case | None:
    """Return the case that number and secret open; wrong and none have the same answer.

    ``number`` is a case number as numbers are written. Tries are counted by number and by
    network, each for itself; raises Busy when either is used up. Call it before the request's
    own work.
    """
    for_case, for_network = policy.opening_limits()
    name = queries.throttle_name(number)
    throttle.count_try("open case network", bucket(), limit=for_network)
    throttle.count_try("open case", name, limit=for_case)
    case = queries.find_by_secret(number, secret)
    if case is not None:
        throttle.forget_tries("open case", name, limit=for_case)
    return case
