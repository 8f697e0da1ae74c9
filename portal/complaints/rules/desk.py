"""What the desk decides beside the stages: doubles, meetings, how urgent a case is."""

from datetime import date
from enum import StrEnum

from portal.complaints.rules.cases import Stage, Track
from portal.kernel.lifecycle import Lifecycle


class DoubleState(StrEnum):
    """What became of a suggestion that two cases are one matter."""

    SUGGESTED = "suggested"
    JOINED = "joined"
    DISMISSED = "dismissed"


DOUBLE_LIFECYCLE = Lifecycle(
    {
        DoubleState.SUGGESTED: frozenset({DoubleState.JOINED, DoubleState.DISMISSED}),
        # Split again: the two are known to be different from then on.
        DoubleState.JOINED: frozenset({DoubleState.DISMISSED}),
        # Somebody saw more than the words did.
        DoubleState.DISMISSED: frozenset({DoubleState.JOINED}),
    }
)


class MeetingOutcome(StrEnum):
    """How a mediation meeting ended."""

    AGREED = "agreed"
    ADJOURNED = "adjourned"
    FAILED = "failed"
    NOT_HELD = "not_held"


class Party(StrEnum):
    """Who takes part in a mediation; by part, never by name."""

    COMPLAINANT = "complainant"
    RESPONDENT = "respondent"
    DELEGATE = "delegate"
    EXPERT = "expert"


class Urgency(StrEnum):
    """How near a case's next time limit is."""

    LATE = "late"
    TODAY = "due-today"
    SOON = "due-soon"
    LATER = "due-later"


# Steps that cases joined into one matter have in common, in the order they are taken. Beyond the
# last, each has been decided on by itself and is no longer joined with others.
JOINABLE = {
    Track.COMPLAINT: (Stage.SUBMITTED, Stage.ACCEPTED, Stage.MEDIATING),
    Track.REPORT: (Stage.SUBMITTED, Stage.SCREENING, Stage.VERIFYING),
}


def joinable_steps(track: Track) -> tuple[Stage, ...]:
    """Return the stages in which a case of this track can be joined with others."""
    return JOINABLE[Track.COMPLAINT if track is Track.COMPLAINT else Track.REPORT]


def are_joinable(one: Track, another: Track) -> bool:
    """Whether cases of two tracks may be one matter: a report and a tip may, a complaint not."""
    return joinable_steps(one) == joinable_steps(another)


def steps_between(track: Track, current: Stage, wanted: Stage) -> tuple[Stage, ...]:
    """Return the steps that lead a joinable case from one stage to a later one."""
    steps = joinable_steps(track)
    return steps[steps.index(current) + 1 : steps.index(wanted) + 1]


def urgency_on(due_on: date | None, today: date, soon: int) -> Urgency:
    """Return how near a time limit is; ``soon`` is how many days count as near."""
    if due_on is None:
        return Urgency.LATER
    left = (due_on - today).days
    if left < 0:
        return Urgency.LATE
    if left == 0:
        return Urgency.TODAY
    return Urgency.SOON if left <= soon else Urgency.LATER
