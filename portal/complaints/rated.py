"""What a citizen said of the outcome, as its own page and the desk show it."""

from typing import Any

from portal.complaints import policy, queries
from portal.complaints.models import Case
from portal.complaints.panels import DESK_PANELS
from portal.complaints.words import LABELS
from portal.kernel.panels import Panel

# Below what the handler still has to do.
PLACE = 80


def rating_facts(case: Case) -> dict[str, Any] | None:
    """Return the rating with its questions; None where there is none."""
    said = queries.find_rating(case)
    if said is None:
        return None
    return {"said": said, "questions": policy.followup_questions(), "names": LABELS}


def show_rating(case: Case) -> Panel | None:
    """Show the handler what the citizen said."""
    facts = rating_facts(case)
    return Panel("complaints/_said.html", facts) if facts else None


DESK_PANELS.register(PLACE, show_rating)
