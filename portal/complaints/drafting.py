"""What this browser holds while somebody files a case: one token, in the signed session.

The token opens the draft, makes the receipt, and is forgotten when the receipt is confirmed. It
never stands in an address or in a page.
"""

from flask import session

from portal.complaints import policy, queries, services
from portal.complaints.models import Case, Draft
from portal.kernel import throttle
from portal.web.visitors import bucket

DRAFT = "case_draft"
RECEIPT = "case_receipt"
MOST_RECEIPTS = 5


def draft_token() -> str:
    """Return this browser's token; a browser without one is given one.

    Raises Busy where its network begins too many drafts. Call it before the request's own work.
    """
    token: str | None = session.get(DRAFT)
    if token is None:
        throttle.count_try("case draft", bucket(), limit=policy.draft_limit())
        token = session[DRAFT] = services.new_token()
    return token


def find_token() -> str | None:
    """Return this browser's token, or None where nothing was begun."""
    token: str | None = session.get(DRAFT)
    return token


def current_draft(*, locked: bool = False) -> Draft | None:
    """Return this browser's draft, or None."""
    token = find_token()
    return queries.find_draft(token, locked=locked) if token else None


def show_receipt_of(token: str) -> None:
    """Turn the draft's token into a receipt's; receipts not yet confirmed are kept beside it."""
    session.pop(DRAFT, None)
    others = [known for known in session.get(RECEIPT, []) if known != token]
    session[RECEIPT] = [*others, token][-MOST_RECEIPTS:]


def receipt_token() -> str | None:
    """Return the token of the newest receipt this browser may still see."""
    known: list[str] = session.get(RECEIPT, [])
    return known[-1] if known else None


def receipt_case() -> Case | None:
    """Return the case whose receipt this browser may still see; None once it is confirmed."""
    token = receipt_token()
    case = queries.find_by_token(token) if token else None
    return case if case is not None and case.receipt_confirmed_at is None else None


def forget_receipt() -> None:
    """Forget the newest receipt's token: its secret cannot be made again from this browser."""
    session[RECEIPT] = session.get(RECEIPT, [])[:-1]
