"""What supervisors tell outside their term or area becomes a tip in the room of complaints.

The two rooms know nothing of each other: members hands over, complaints files, and this room
above both joins them.
"""

from flask import url_for

from portal.complaints import pages
from portal.complaints import services as complaints
from portal.complaints.rules import Filing, Track
from portal.kernel.audit import CITIZEN
from portal.members import tips
from portal.members.tips import Tip, TipReceipt


def take_tip(tip: Tip) -> TipReceipt:
    """File what was seen as an anonymous report, and return number and secret of its case.

    By a citizen, as everybody's tips are: the case knows nothing of who told it.
    """
    filing = Filing(
        track=Track.REPORT,
        told=tip.told,
        category=tip.category,
        domain=tip.domain,
        respondent=tip.respondent,
        respondent_address=tip.address,
        enterprise_id=tip.enterprise_id,
        occurred_on=tip.seen_on,
    )
    case = complaints.file_case(filing, token=tip.token, by=CITIZEN, files=tip.files)
    words = [(one.word, one.digits) for one in pages.secret_words(tip.token)]
    return TipReceipt(case.reference, words, url_for("tracking.open_case"))


def register() -> None:
    """Let supervisors' tips arrive."""
    tips.register(take_tip)
