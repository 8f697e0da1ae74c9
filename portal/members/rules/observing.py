"""Observations of social supervisors: what is one, what follows, who may make it public."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle
from portal.members.rules.applying import SIGNS
from portal.members.rules.terms import Standing, Term, standing

NUMBER_LENGTH = 10


class ObservationStage(StrEnum):
    """Where an observation is: 提交 → 核实 → 整改 → 反馈 → 公布."""

    SUBMITTED = "submitted"
    FOUND = "found"
    UNFOUNDED = "unfounded"
    RECTIFYING = "rectifying"
    ANSWERED = "answered"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Ground(StrEnum):
    """Why something told is no supervision but a tip like everybody's."""

    NEVER = "never"
    LEFT = "left"
    NOT_BEGUN = "not_begun"
    EXPIRED = "expired"
    SEEN_OUTSIDE_TERM = "seen_outside_term"
    OUTSIDE_AREA = "outside_area"


OBSERVATION_LIFECYCLE = Lifecycle(
    {
        ObservationStage.SUBMITTED: frozenset({ObservationStage.FOUND, ObservationStage.UNFOUNDED}),
        ObservationStage.FOUND: frozenset({ObservationStage.RECTIFYING, ObservationStage.ANSWERED}),
        ObservationStage.UNFOUNDED: frozenset({ObservationStage.ANSWERED}),
        ObservationStage.RECTIFYING: frozenset({ObservationStage.ANSWERED}),
        ObservationStage.ANSWERED: frozenset({ObservationStage.PUBLISHED}),
        ObservationStage.PUBLISHED: frozenset({ObservationStage.WITHDRAWN}),
    }
)
OPEN_STAGES = frozenset(
    {
        ObservationStage.SUBMITTED,
        ObservationStage.FOUND,
        ObservationStage.UNFOUNDED,
        ObservationStage.RECTIFYING,
        ObservationStage.ANSWERED,
    }
)
_BY_STANDING = {
    Standing.LEFT: Ground.LEFT,
    Standing.COMING: Ground.NOT_BEGUN,
    Standing.EXPIRED: Ground.EXPIRED,
}


@dataclass(frozen=True)
class Seen:
    """What a supervisor saw: when, in which division, at whose place, what."""

    seen_on: date
    region: str
    domain: str
    category: str
    respondent: str
    address: str
    told: str


def ground_for_tip(
    terms: Sequence[Term],
    left_on: date | None,
    *,
    seen_on: date,
    today: date,
    lineage: Collection[str],
) -> Ground | None:
    """Return why what was seen is a tip and not supervision; None where it is supervision (F3).

    Whoever tells it is on the roll today, saw it on a day of a term, and in that term's area.
    ``lineage`` is the division where it was seen, and every division above.
    """
    if not terms:
        return Ground.NEVER
    now = standing(terms, left_on, today)
    if now is not Standing.ON_ROLL:
        return _BY_STANDING[now]
    at_the_time = [term for term in terms if term.holds(seen_on)]
    if not at_the_time:
        return Ground.SEEN_OUTSIDE_TERM
    if not any(term.region in lineage for term in at_the_time):
        return Ground.OUTSIDE_AREA
    return None


def may_release(releaser: str, *, observer: str, handlers: Collection[str]) -> bool:
    """Whether this person may make an observation public: none who saw it or answered it (S5)."""
    return releaser != observer and releaser not in handlers


def new_observation_number() -> str:
    """Return the number of an observation; it tells nothing of where or when."""
    return "gc-" + "".join(secrets.choice(SIGNS) for _ in range(NUMBER_LENGTH))
