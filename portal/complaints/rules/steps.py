"""The ways in which a case is told, the pages of each, and their order."""

from enum import StrEnum

from portal.complaints.rules.cases import Track
from portal.complaints.rules.intake import Door


class Way(StrEnum):
    """How somebody tells a case: the three tracks, and two short forms of one page."""

    COMPLAINT = "complaint"
    REPORT = "report"
    TIP = "tip"
    ILLNESS = "illness"
    REACTION = "reaction"

    @property
    def door(self) -> Door:
        """By which door what is told this way comes in."""
        return DOORS.get(self, Door.USUAL)


class Step(StrEnum):
    """One page of the form."""

    RESPONDENT = "respondent"
    STORY = "story"
    CONTACT = "contact"
    CHECK = "check"


DOORS = {Way.ILLNESS: Door.ILLNESS, Way.REACTION: Door.REACTION}
TRACKS = {Way.COMPLAINT: Track.COMPLAINT, Way.REPORT: Track.REPORT}
LONG = (Step.RESPONDENT, Step.STORY, Step.CONTACT, Step.CHECK)
SHORT = (Step.RESPONDENT, Step.CHECK)
STEPS = {
    Way.COMPLAINT: LONG,
    Way.REPORT: LONG,
    Way.TIP: SHORT,
    Way.ILLNESS: SHORT,
    Way.REACTION: SHORT,
}


def track_of(way: Way, *, is_named: bool = False) -> Track:
    """Return the track of what is told this way; a short form with a name is a report."""
    return TRACKS.get(way) or (Track.REPORT if is_named else Track.TIP)


def step_with_files(way: Way) -> Step:
    """Return the step at which photos are added."""
    return Step.STORY if Step.STORY in STEPS[way] else Step.RESPONDENT


def next_step(way: Way, step: Step) -> Step:
    """Return the step after this one; the last one follows itself."""
    steps = STEPS[way]
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def previous_step(way: Way, step: Step) -> Step | None:
    """Return the step before this one, or None at the first."""
    at = STEPS[way].index(step)
    return STEPS[way][at - 1] if at else None
