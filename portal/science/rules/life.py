"""The life of an article: a table of moves, and what a stored stage means today."""

from datetime import date, datetime
from enum import StrEnum

from portal.kernel import clock
from portal.kernel.lifecycle import Lifecycle


class Stage(StrEnum):
    """Where an article stands between its author and its readers."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    RETURNED = "returned"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


# Which of its steps an article under review has taken is no stage: it follows from the opinions
# that stand (path.py).
LIFECYCLE = Lifecycle(
    {
        Stage.DRAFT: frozenset({Stage.IN_REVIEW}),
        Stage.IN_REVIEW: frozenset({Stage.RETURNED, Stage.PUBLISHED}),
        Stage.RETURNED: frozenset({Stage.IN_REVIEW}),
        # Back to its author only while its day has not come (services.scheduling).
        Stage.PUBLISHED: frozenset({Stage.RETURNED, Stage.WITHDRAWN}),
    }
)
EDITABLE = frozenset({Stage.DRAFT, Stage.RETURNED})


class Standing(StrEnum):
    """What an article is to its readers today.

    Nobody has to act for a scheduled article to appear or for one past its review day to leave
    the lists: both follow from the published stage and the clock.
    """

    WAITING = "waiting"
    SCHEDULED = "scheduled"
    LIVE = "live"
    DUE = "due"
    WITHDRAWN = "withdrawn"


def standing_of(
    stage: Stage, published_at: datetime | None, review_by_on: date | None, at: datetime
) -> Standing:
    """Return what a stored stage means at this instant."""
    if stage is Stage.WITHDRAWN:
        return Standing.WITHDRAWN
    if stage is not Stage.PUBLISHED or published_at is None:
        return Standing.WAITING
    if published_at > at:
        return Standing.SCHEDULED
    if review_by_on is not None and review_by_on < clock.in_china(at).date():
        return Standing.DUE
    return Standing.LIVE


class Verdict(StrEnum):
    """What a reviewer says of a version, or of a correction."""

    APPROVED = "approved"
    RETURNED = "returned"


class VersionKind(StrEnum):
    """Why a snapshot was taken."""

    SUBMITTED = "submitted"
    PUBLISHED = "published"
    CORRECTED = "corrected"
