"""Reads of the quiz: one edition, and what all answers together show."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Integer, cast, func, select

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.places.rules.register import Commitment
from portal.quiz.models import QuizMark, QuizPaper
from portal.quiz.rules import Edition, editions, shown_share

SMALLEST = "privacy.small_cell"
AWARENESS = "知晓率"


def get_edition(code: str) -> Edition:
    """Return an edition; raises NotFound."""
    found = editions().get(code)
    if found is None:
        raise NotFound(code)
    return found


def count_papers(edition: Edition) -> int:
    """Return how many sets of answers were sent."""
    papers = select(func.count()).select_from(QuizPaper).filter_by(edition=edition.code)
    return db.session.scalar(papers) or 0


def smallest_cell() -> int | None:
    """Return the fewest answers that are told of together; None where it is not set."""
    return current_place().parameters.whole(SMALLEST, on=clock.today())


def shares_of(edition: Edition) -> Mapping[str, tuple[int, int] | None]:
    """Return right answers of all for each question; None where too few answered."""
    counted = (
        select(QuizMark.question, func.sum(cast(QuizMark.is_right, Integer)), func.count())
        .where(QuizMark.edition == edition.code)
        .group_by(QuizMark.question)
    )
    rows = {row[0]: (int(row[1] or 0), row[2]) for row in db.session.execute(counted)}
    smallest = smallest_cell()
    return {
        one.code: shown_share(*rows.get(one.code, (0, 0)), smallest) for one in edition.questions
    }


def list_promises() -> Sequence[Commitment]:
    """Return what the place promised about how much people know."""
    return [one for one in current_place().commitments if AWARENESS in one.title.zh]
