"""What this browser holds while somebody files a case: one token, in the signed session.

The token opens the draft, makes the receipt, and is forgotten when the receipt is confirmed. It
never stands in an address or in a page.
"""

from datetime import timedelta

from flask import current_app, session
from flask_login import current_user

from portal.complaints import policy, queries, receipt, services
from portal.complaints.models import Case, Draft
from portal.kernel import throttle

DRAFT = "case_draft"
RIDER = "rider_tip"
ELSEWHERE = "case_draft_elsewhere"
RECEIPT = "case_receipt"
HIDDEN = "case_receipt_hidden"
MOST_RECEIPTS = 5


def begin_draft() -> str:
    """Give this browser a token of its own."""
    token = session[DRAFT] = services.new_token()
    return token


def hold_draft(token: str) -> None:
    """Let this browser hold a draft that was begun on another device."""
    session[DRAFT] = token


def rider_token() -> str:
    """Return the token of this browser's next rider's tip: the same until it is filed."""
    token: str = session.get(RIDER) or services.new_token()
    session[RIDER] = token
    return token


def is_case(token: str) -> bool:
    """Whether a case was filed with this token; its receipt is then the next to be shown."""
    if not queries.has_case(token):
        return False
    show_receipt_of(token)
    return True


def find_token() -> str | None:
    """Return this browser's token, or None where nothing was begun."""
    token: str | None = session.get(DRAFT)
    return token


def current_draft(*, locked: bool = False) -> Draft | None:
    """Return this browser's draft, or None: also where it was taken up on another device."""
    token = find_token()
    draft = queries.find_draft(token, locked=locked) if token else None
    if draft is None or draft.handed_over_at is None:
        return draft
    drop_draft()
    session[ELSEWHERE] = True
    return None


def drop_draft() -> None:
    """Hold no longer the draft that was begun here."""
    session.pop(DRAFT, None)


def is_elsewhere() -> bool:
    """Whether this browser's draft was just found to go on elsewhere; told once."""
    return bool(session and session.pop(ELSEWHERE, False))


def show_receipt_of(token: str) -> None:
    """Turn the draft's token into a receipt's; receipts not yet confirmed are kept beside it.

    The session outlives the browser's window from now on: a telephone that throws the page away
    before the secret is written down finds the receipt again.
    """
    for name in (DRAFT, RIDER):
        if session.get(name) == token:
            session.pop(name)
    session.pop(HIDDEN, None)
    others = [known for known in session.get(RECEIPT, []) if known != token]
    session[RECEIPT] = [*others, token][-MOST_RECEIPTS:]
    session.permanent = True


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
    if not session[RECEIPT]:
        session.pop(RECEIPT)
        session.permanent = bool(current_user.is_authenticated)


def receipt_life() -> timedelta:
    """Return how long this browser keeps a receipt that is not confirmed."""
    life: timedelta = current_app.permanent_session_lifetime
    return life


def hide_receipt() -> None:
    """Put the receipt away: whoever turns back a page needs its number to see the secret."""
    if receipt_token() is not None:
        session[HIDDEN] = True


def put_away() -> None:
    """Let this browser hold nothing of what was begun here; a receipt waits behind its number.

    The draft stays, sealed, until its time: whoever took it up elsewhere goes on there.
    """
    for name in (DRAFT, RIDER):
        token = session.pop(name, None)
        if token:
            is_case(token)
    hide_receipt()


def is_receipt_hidden() -> bool:
    """Whether the receipt was put away."""
    return HIDDEN in session


def uncover_receipt(number: str) -> bool:
    """Show the receipt again to whoever knows its number; return whether it was the right one.

    Raises Busy where too many were tried. Call it before the request's own work.
    """
    token = receipt_token() or ""
    limit, _case, _network = policy.opening_limits()
    throttle.count_try("uncover receipt", queries.throttle_name(token), limit=limit)
    case = receipt_case()
    if case is None or receipt.clean_number(number) != case.reference:
        return False
    session.pop(HIDDEN, None)
    return True
