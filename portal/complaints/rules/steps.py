"""The pages of the form, and their order."""

from enum import StrEnum

from portal.complaints.rules.cases import Track


class Step(StrEnum):
    """One page of the form."""

    RESPONDENT = "respondent"
    STORY = "story"
    CONTACT = "contact"
    CHECK = "check"


STEPS = {
    Track.COMPLAINT: (Step.RESPONDENT, Step.STORY, Step.CONTACT, Step.CHECK),
    Track.REPORT: (Step.RESPONDENT, Step.STORY, Step.CONTACT, Step.CHECK),
    Track.TIP: (Step.RESPONDENT, Step.STORY, Step.CHECK),
}


def next_step(track: Track, step: Step) -> Step:
    """Return the step after this one; the last one follows itself."""
    steps = STEPS[track]
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def previous_step(track: Track, step: Step) -> Step | None:
    """Return the step before this one, or None at the first."""
    at = STEPS[track].index(step)
    return STEPS[track][at - 1] if at else None
