"""What the public page of an enterprise shows of what it said and did itself."""

from portal.enterprises.models import Enterprise
from portal.kernel.panels import Panel
from portal.owners import policy, queries, record
from portal.owners.words import FILINGS, REPLIES, REPLY_MARKS, period_word
from portal.ratings.objections import queries as objections
from portal.ratings.objections.words import STAGE_MARKS, STAGES, SUBJECTS

MOST = 20


def show_objections(enterprise: Enterprise) -> Panel | None:
    """Return that an objection is pending or how it ended; never what it says (state only).

    The record it is about is named while everybody may read that record, and no longer.
    """
    found = objections.list_of(enterprise.id)[:MOST]
    if not found:
        return None
    named = {objection.reference for objection in found if record.is_shown(objection.subject)}
    words = {"stages": STAGES, "marks": STAGE_MARKS, "subjects": SUBJECTS}
    return Panel("owners/_objections.html", {"objections": found, "named": named, **words})


def show_own_words(enterprise: Enterprise) -> Panel:
    """Return what the enterprise answers in public, how that was checked, and what it reported.

    An answer goes with what it answers: it repeats what was withdrawn.
    """
    told = queries.list_replies(enterprise.id, queries.TOLD)[:MOST]
    replies = [reply for reply in told if record.is_shown(reply.subject)]
    filings = queries.list_filings(enterprise.id)[:MOST]
    return Panel(
        "owners/_own_words.html",
        {
            "replies": replies,
            "filings": filings,
            "kinds": FILINGS,
            "period_word": period_word,
            "stages": REPLIES,
            "marks": REPLY_MARKS,
            "subjects": SUBJECTS,
            "grounds": {item.code: item for item in policy.refusal_grounds()},
        },
    )
