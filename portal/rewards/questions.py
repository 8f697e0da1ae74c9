"""The questions of eligibility: those of the scheme, and those the place asks besides (D7)."""

from portal.kernel import clock
from portal.places.profile import current_place
from portal.rewards.rules import Expected, Question, Scheme

OWN = "rewards.own_exclusions"


def questions_of(scheme: Scheme) -> tuple[Question, ...]:
    """Return every question that the handler answers."""
    own = current_place().parameters.items(OWN, clock.today())
    added = (Question(item.code, item.label, Expected.NO) for item in own)
    return (*scheme.all_questions, *added)


def asked_of_reporter(scheme: Scheme) -> tuple[Question, ...]:
    """Return what reporters declare of themselves: every exclusion (Art. 8).

    Conditions are for the handler to find out; of their own person people know best.
    """
    return tuple(row for row in questions_of(scheme) if row.expects is Expected.NO)
