"""Taking in answers. Who sent them is not kept, so no line of the log names anybody."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.kernel import audit, clock, throttle
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.quiz.models import QuizMark, QuizPaper
from portal.quiz.rules import Edition

# A class of pupils behind one school's network sends some fifty; a script sends thousands.
MOST_FROM_ONE_NETWORK = "120 per hour"


def send_paper(edition: Edition, chosen: Sequence[int], *, token: str, network: str) -> bool:
    """Count a set of answers once; return whether it counted. Raises Busy for a flood."""
    throttle.count_try("quiz papers", network, limit=MOST_FROM_ONE_NETWORK)
    known = select(QuizPaper.id).filter_by(edition=edition.code, token=token)
    if db.session.scalar(known) is not None:
        return False
    paper = QuizPaper(edition=edition.code, token=token, sent_on=clock.today())
    try:
        with db.session.begin_nested():
            db.session.add(paper)
    except IntegrityError:  # the same form, sent twice at once
        return False
    pairs = zip(chosen, edition.questions, strict=True)
    db.session.add_all(
        QuizMark(
            paper_id=paper.id, edition=edition.code, question=one.code, is_right=told == one.right
        )
        for told, one in pairs
    )
    right = edition.count_right(chosen)
    audit.record("quiz.answered", subject=f"quiz:{edition.code}", by=SYSTEM, after={"right": right})
    return True
