"""Which page a receipt number opens: whoever wrote it down finds back, whatever it was for."""

from collections.abc import Callable, Mapping

from flask import url_for

from portal.concerns import queries as concerns
from portal.concerns.rules import RECEIPT as QUESTION
from portal.events import queries as events
from portal.events.rules import PREFIX as SIGN_UP
from portal.kernel.errors import NotFound
from portal.members import queries as members
from portal.rumours import queries as rumours
from portal.rumours.rules import RECEIPT as LEAD
from portal.visits import queries as visits
from portal.walkins import queries as walkins
from portal.walkins.rules import BOOKING, SAMPLE

# By the two letters a number begins with: who knows whether there is one, and its page.
OPENINGS: Mapping[str, tuple[Callable[[str], object], str]] = {
    LEAD: (rumours.get_lead, "rumours.show_lead"),
    QUESTION: (concerns.get_question, "concerns.show_question"),
    SIGN_UP[:2]: (events.get_sign_up, "events.show_sign_up"),
    BOOKING[:2]: (walkins.get_booking, "walkins.show_booking"),
    "zy": (members.get_application, "members.show_application"),
    "sm": (visits.get_visit, "visits.show_request"),
    "jd": (visits.get_booking, "visits.show_booking"),
}
# The result of a test is public, and its address calls the number otherwise.
RESULT = SAMPLE[:2]
# As telephones write a dash, or a number that is read aloud.
DASHES = str.maketrans("－—–‐‑−", "------")


def find_address(told: str) -> str | None:
    """Return where the receipt with this number is; None where there is none.

    Capitals, blanks and other dashes are forgiven.
    """
    number = "".join(told.split()).translate(DASHES).lower()
    prefix = number.partition("-")[0]
    try:
        if prefix == RESULT:
            walkins.get_result(number)
            return url_for("walkins.show_result", number=number)
        get, endpoint = OPENINGS[prefix]
        get(number)
    except (KeyError, NotFound):
        return None
    return url_for(endpoint, reference=number)
