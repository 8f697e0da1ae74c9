"""Facts that the pages of the form are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.complaints import intake, policy
from portal.complaints.models import Case
from portal.complaints.rules import STEPS, Door, Step, Way
from portal.complaints.words import label
from portal.places.rules import Item
from portal.web.locale import language

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


def door_lines(case: Case) -> list[tuple[str, str]]:
    """Return what the door of a case asked for, each with its label; nothing for the usual one."""
    told: list[tuple[str, str]] = []
    if case.door is not Door.USUAL:
        told.append((_("从哪个入口来"), label(case.door)))
    if case.ill_count is not None:
        told.append((_("几个人不舒服"), str(case.ill_count)))
    if case.platform:
        told.append((_("哪个平台"), policy.label(intake.platforms(), case.platform, language())))
    if case.seal is not None:
        told.append((_("封签怎么样"), label(case.seal)))
    if case.door is Door.REACTION:
        body = policy.label(intake.reaction_bodies(), case.domain, language())
        told.append((_("由谁监测"), body))
    if case.product:
        told.append((_("什么产品"), case.product))
    return told
