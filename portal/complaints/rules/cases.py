"""Tracks, stages and how a case may end."""

from enum import StrEnum


class Track(StrEnum):
    """The two tracks of the law, and the report without a name."""

    COMPLAINT = "complaint"
    REPORT = "report"
    TIP = "tip"


class Channel(StrEnum):
    """How it reached us."""

    PORTAL = "portal"
    TELEPHONE = "telephone"
    LETTER = "letter"
    COUNTER = "counter"


class Stage(StrEnum):
    """Where a case stands."""

    SUBMITTED = "submitted"
    AWAITING = "awaiting"
    REFUSED = "refused"
    TRANSFERRED = "transferred"
    ACCEPTED = "accepted"
    MEDIATING = "mediating"
    SCREENING = "screening"
    VERIFYING = "verifying"
    FILED = "filed"
    NOT_FILED = "not_filed"
    CONCLUDED = "concluded"
    RATED = "rated"
    ANSWERED = "answered"
    REVIEWING = "reviewing"
    REWARDING = "rewarding"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


class Outcome(StrEnum):
    """How mediation ended (办结：达成、未达成、终止)."""

    SETTLED = "settled"
    UNSETTLED = "unsettled"
    TERMINATED = "terminated"


class Verdict(StrEnum):
    """What verification of a report found (核查结论)."""

    TRUE = "true"
    PARTLY_TRUE = "partly_true"
    UNTRUE = "untrue"
    UNVERIFIABLE = "unverifiable"


class Author(StrEnum):
    """Who wrote a message or added a file."""

    CITIZEN = "citizen"
    HANDLER = "handler"
    CLERK = "clerk"


class Followup(StrEnum):
    """An answer to a question about the outcome (回访问效)."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NONE = "none"


CLOSED = frozenset(
    {
        Stage.REFUSED,
        Stage.CONCLUDED,
        Stage.RATED,
        Stage.ANSWERED,
        Stage.REWARDING,
        Stage.WITHDRAWN,
        Stage.ARCHIVED,
    }
)
OPEN = tuple(stage for stage in Stage if stage not in CLOSED)
RATEABLE = frozenset({Stage.CONCLUDED, Stage.RATED, Stage.ANSWERED, Stage.REWARDING})
SUBSTANTIATED = frozenset({Verdict.TRUE, Verdict.PARTLY_TRUE})
BEST_SCORE = 5
