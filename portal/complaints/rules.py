"""Tracks, stages and what may follow what; plain Python."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle
from portal.places.rules import Parameter


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


class Step(StrEnum):
    """One page of the form."""

    RESPONDENT = "respondent"
    STORY = "story"
    CONTACT = "contact"
    CHECK = "check"


class Clock(StrEnum):
    """A time limit of the law that runs over a case."""

    ACCEPTANCE = "acceptance"
    MEDIATION = "mediation"
    END_NOTICE = "end_notice"
    VERIFICATION = "verification"
    NOTICE = "notice"
    PENALTY = "penalty"
    DISPUTE = "dispute"


# 投诉: capabilities.md C. A complaint may be taken back until it is concluded.
COMPLAINT_LIFECYCLE = Lifecycle(
    {
        Stage.SUBMITTED: frozenset(
            {Stage.AWAITING, Stage.REFUSED, Stage.TRANSFERRED, Stage.ACCEPTED, Stage.WITHDRAWN}
        ),
        Stage.AWAITING: frozenset(
            {Stage.SUBMITTED, Stage.REFUSED, Stage.ACCEPTED, Stage.WITHDRAWN}
        ),
        Stage.TRANSFERRED: frozenset({Stage.SUBMITTED, Stage.WITHDRAWN}),
        Stage.ACCEPTED: frozenset({Stage.MEDIATING, Stage.CONCLUDED, Stage.WITHDRAWN}),
        Stage.MEDIATING: frozenset({Stage.CONCLUDED, Stage.WITHDRAWN}),
        Stage.CONCLUDED: frozenset({Stage.RATED, Stage.REVIEWING, Stage.ARCHIVED}),
        Stage.RATED: frozenset({Stage.REVIEWING, Stage.ARCHIVED}),
        Stage.REFUSED: frozenset({Stage.REVIEWING, Stage.ARCHIVED}),
        Stage.REVIEWING: frozenset({Stage.CONCLUDED, Stage.REFUSED, Stage.ACCEPTED}),
        Stage.WITHDRAWN: frozenset({Stage.ARCHIVED}),
    }
)
# 举报: verification belongs to the law once it has begun, so a report can be taken back only
# before it is filed as a case; a duplicate is refused after screening (查重).
REPORT_LIFECYCLE = Lifecycle(
    {
        Stage.SUBMITTED: frozenset({Stage.SCREENING, Stage.TRANSFERRED, Stage.WITHDRAWN}),
        Stage.SCREENING: frozenset(
            {Stage.VERIFYING, Stage.REFUSED, Stage.TRANSFERRED, Stage.WITHDRAWN}
        ),
        Stage.TRANSFERRED: frozenset({Stage.SUBMITTED, Stage.WITHDRAWN}),
        Stage.VERIFYING: frozenset(
            {Stage.FILED, Stage.NOT_FILED, Stage.TRANSFERRED, Stage.WITHDRAWN}
        ),
        Stage.FILED: frozenset({Stage.CONCLUDED}),
        Stage.NOT_FILED: frozenset({Stage.CONCLUDED}),
        Stage.CONCLUDED: frozenset({Stage.ANSWERED, Stage.REVIEWING}),
        Stage.ANSWERED: frozenset({Stage.REWARDING, Stage.REVIEWING, Stage.ARCHIVED}),
        Stage.REFUSED: frozenset({Stage.REVIEWING, Stage.ARCHIVED}),
        Stage.REVIEWING: frozenset({Stage.VERIFYING, Stage.CONCLUDED, Stage.REFUSED}),
        Stage.REWARDING: frozenset({Stage.ARCHIVED}),
        Stage.WITHDRAWN: frozenset({Stage.ARCHIVED}),
    }
)

STEPS = {
    Track.COMPLAINT: (Step.RESPONDENT, Step.STORY, Step.CONTACT, Step.CHECK),
    Track.REPORT: (Step.RESPONDENT, Step.STORY, Step.CONTACT, Step.CHECK),
    Track.TIP: (Step.RESPONDENT, Step.STORY, Step.CHECK),
}
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


def lifecycle_of(track: Track) -> Lifecycle[Stage]:
    """Return the table of moves of a track; a tip is a report without a name."""
    return COMPLAINT_LIFECYCLE if track is Track.COMPLAINT else REPORT_LIFECYCLE


def next_step(track: Track, step: Step) -> Step:
    """Return the step after this one; the last one follows itself."""
    steps = STEPS[track]
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def previous_step(track: Track, step: Step) -> Step | None:
    """Return the step before this one, or None at the first."""
    at = STEPS[track].index(step)
    return STEPS[track][at - 1] if at else None


@dataclass(frozen=True)
class Deadline:
    """One time limit over one case: from when, until when, and the rule that says so.

    ``due_on`` is None where nobody has set the limit; ``met_on`` is the day it was met;
    ``stopped_on`` the day the case ended without what the limit asks for (taken back).
    ``is_standing`` says that a test is under way and the clock stands still; ``may_move`` that
    it counts days of a year whose holidays are not announced.
    """

    clock: Clock
    starts_on: date
    due_on: date | None
    met_on: date | None = None
    parameter: str = ""
    limit: Parameter | None = None
    stopped_on: date | None = None
    is_extended: bool = False
    is_standing: bool = False
    may_move: bool = False

    def is_late(self, today: date) -> bool:
        """Whether the limit was or is overrun."""
        last = self.met_on or self.stopped_on or today
        return self.due_on is not None and last > self.due_on

    def verdict(self, today: date) -> bool | None:
        """Whether it was kept: None while it is open and in time, or not set, or fell away."""
        if self.due_on is None or (self.met_on is None and not self.is_late(today)):
            return None
        return not self.is_late(today)

    def days_left(self, today: date) -> int | None:
        """Return the calendar days left, negative when overdue; None where nothing is set."""
        return None if self.due_on is None else (self.due_on - today).days

    def share_used(self, today: date) -> float:
        """Return how much of the time is used, 1 at the last day's end and more beyond."""
        if self.due_on is None:
            return 0.0
        whole = max((self.due_on - self.starts_on).days, 1)
        return (today - self.starts_on).days / whole


@dataclass(frozen=True)
class Identity:
    """Who filed a case, as far as the law asks for it."""

    name: str
    telephone: str = ""
    address: str = ""


@dataclass(frozen=True)
class Filing:
    """What somebody files: the facts of a case before it is one."""

    track: Track
    told: str
    category: str
    domain: str
    respondent: str
    respondent_address: str
    channel: Channel = Channel.PORTAL
    enterprise_id: int | None = None
    batch: str | None = None
    occurred_on: date | None = None
    amount_fen: int | None = None
    request: str = ""
    identity: Identity | None = None
    may_publish: bool = False
    may_delegate: bool = False
    national_12315_no: str | None = None
