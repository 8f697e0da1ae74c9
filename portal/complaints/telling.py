"""Facts that the pages of the form are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.complaints import intake
from portal.complaints.rules import STEPS, Step, Way
from portal.complaints.words import label
from portal.places.rules import Item

LONGEST_KEY = 60
ADVICE = {Way.ILLNESS: intake.illness_advice, Way.REACTION: intake.reaction_advice}


@dataclass(frozen=True)
class StepMark:
    """One step in the row of steps; state is done, now or todo."""

    step: Step
    label: str
    state: str


def step_marks(way: Way, now: Step) -> list[StepMark]:
    """Return the row of steps with the current one marked."""
    steps = STEPS[way]
    at = steps.index(now)
    states = ["done"] * at + ["now"] + ["todo"] * (len(steps) - at - 1)
    return [
        StepMark(step, _step_label(way, step), state)
        for step, state in zip(steps, states, strict=True)
    ]


def _step_label(way: Way, step: Step) -> str:
    is_whole = step is Step.RESPONDENT and Step.STORY not in STEPS[way]
    return _("说说情况") if is_whole else label(step)


def about_of(asked: Mapping[str, str]) -> dict[str, str]:
    """Return what an address says the case is about: an enterprise, a batch."""
    return {name: asked[name][:LONGEST_KEY] for name in ("enterprise", "batch") if name in asked}


def advice_of(way: Way) -> Sequence[Item]:
    """Return what to do first, before a form of this way is filled in."""
    asked = ADVICE.get(way)
    return asked() if asked else ()
