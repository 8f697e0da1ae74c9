"""What a case's pages show of its reward: to the reporter, and to the handler."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.complaints.models import Case
from portal.complaints.panels import CASE_PANELS, DESK_PANELS
from portal.kernel import clock
from portal.kernel.panels import Panel
from portal.places.profile import current_place
from portal.rewards import explained, queries
from portal.rewards.explained import Counted
from portal.rewards.models import RewardCase
from portal.rewards.queries.amounts import SchemeEdited
from portal.rewards.questions import asked_of_reporter, questions_of
from portal.rewards.rules import (
    AWAITING_APPROVAL,
    CLAIMABLE,
    OBJECTIONS,
    Figure,
    Question,
    Scheme,
    Side,
    Stage,
)
from portal.rewards.words import STAGE_MARKS, STAGES, STANDS, yuan

REWARD_ORDER = 10
# Before the second approval the amount is a thought of the bureau's, not a promise.
NOT_YET_TOLD = (Stage.OPENED, Stage.PROPOSED, Stage.FIRST_APPROVED, Stage.SECOND_APPROVED)
UNDECIDED = AWAITING_APPROVAL | {Stage.OPENED}
FINISHED = (Stage.PAID, Stage.RECOVERED)


@dataclass(frozen=True)
class Limit:
    """A time limit that runs: what it is for, its last day, and who says so."""

    name: str
    until: date
    figure: Figure | None


@dataclass(frozen=True)
class RewardFacts:
    """A reward as its reporter sees it."""

    reward: RewardCase
    scheme: Scheme
    counted: Counted | None
    ground: Question | None
    paid_on: date | None
    declared_at: datetime | None

    @property
    def stands(self) -> str:
        """Where it stands and what comes next, in a sentence."""
        return str(STANDS[self.reward.stage])

    @property
    def asked(self) -> tuple[Question, ...]:
        """What reporters answer about themselves."""
        return asked_of_reporter(self.scheme)

    @property
    def may_declare(self) -> bool:
        """Whether the reporter can answer before the reward is decided."""
        return self.reward.stage in UNDECIDED

    @property
    def limits(self) -> list[Limit]:
        """The time limits that run now, the bureau's own or the reporter's."""
        reward = self.reward
        until = {
            "notice": reward.notice_due_on if reward.stage in NOT_YET_TOLD else None,
            "claim": reward.claim_until if reward.stage in CLAIMABLE else None,
            "objection": reward.objection_until if self.may_object else None,
        }
        return [
            Limit(name, day, getattr(self.scheme.windows, name, None))
            for name, day in until.items()
            if day is not None
        ]

    @property
    def stage_word(self) -> str:
        """Where it stands, in words."""
        return str(STAGES[self.reward.stage])

    @property
    def mark(self) -> str:
        """The kind of mark that goes with the words."""
        return STAGE_MARKS[self.reward.stage]

    @property
    def is_told(self) -> bool:
        """Whether amount and time limits may be shown."""
        return self.reward.notified_at is not None and self.reward.stage not in NOT_YET_TOLD

    @property
    def amount(self) -> str:
        """The amount, as people write it."""
        return yuan(self.counted.amount_fen) if self.counted else ""

    @property
    def is_provisional(self) -> bool:
        """Whether the last day lies in a year whose holidays are not announced yet."""
        until = self.reward.claim_until
        return until is not None and current_place().calendar.is_provisional(until.year)

    @property
    def may_claim(self) -> bool:
        """Whether the reporter can still claim."""
        waits = self.reward.stage in CLAIMABLE and self.reward.claim is None
        return waits and not _is_past(self.reward.claim_until)

    @property
    def may_object(self) -> bool:
        """Whether the reporter can still object."""
        waits = self.reward.stage in OBJECTIONS and self.reward.objected_at is None
        return waits and not _is_past(self.reward.objection_until)

    @property
    def has_code_to_show(self) -> bool:
        """Whether a claim code waits to be written down."""
        return self.reward.claim is not None and self.reward.claim.sealed_code is not None

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """The four steps of the page, each ``done``, ``now`` or ``todo``."""
        reached = self._reached()
        states = ["done" if n < reached else "now" if n == reached else "todo" for n in range(4)]
        return tuple(zip(("verified", "decided", "claimed", "paid"), states, strict=True))

    def _reached(self) -> int:
        if self.reward.stage in NOT_YET_TOLD:
            return 1
        if self.reward.stage in FINISHED:
            return 4
        return 2 if self.reward.stage in CLAIMABLE or self.reward.stage is Stage.OBJECTED else 3


def facts_of(reward: RewardCase) -> RewardFacts:
    """Return what a reporter may know of a reward."""
    told = reward.notified_at is not None and reward.stage not in NOT_YET_TOLD
    computation = queries.recount(reward) if told else None
    questions = questions_of(queries.scheme_of(reward))
    declared = queries.answers_of(reward, Side.REPORTER)
    return RewardFacts(
        reward=reward,
        scheme=queries.scheme_of(reward),
        counted=explained.count_in_words(computation) if computation else None,
        ground=next((row for row in questions if row.code == reward.refused_ground), None),
        paid_on=clock.in_china(reward.paid_at).date() if reward.paid_at else None,
        declared_at=max((row.given_at for row in declared.values()), default=None),
    )


def show_to_reporter(case: Case) -> Panel | None:
    """Add the reward to the citizen's page of a case."""
    return _shown("rewards/_panel.html", case)


def show_to_handler(case: Case) -> Panel | None:
    """Add the reward to the handler's page of a case."""
    return _shown("rewards/desk/_panel.html", case)


def _shown(template: str, case: Case) -> Panel | None:
    reward = queries.find_reward_of_case(case)
    if reward is None:
        return None
    try:
        return Panel(template, {"shown": facts_of(reward)})
    except SchemeEdited:
        # The rest of the case stays readable while somebody looks into the scheme.
        return Panel("rewards/_panel_edited.html", {"reward": reward})


def _is_past(day: date | None) -> bool:
    return day is not None and day < clock.today()


CASE_PANELS.register(REWARD_ORDER, show_to_reporter)
DESK_PANELS.register(REWARD_ORDER, show_to_handler)
