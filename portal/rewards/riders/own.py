"""A rider's own page: each tip with its state in plain words, and what each month came to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.complaints.models import Case
from portal.complaints.rules import CLOSED
from portal.kernel import clock
from portal.places.rules import Parameter
from portal.rewards import explained
from portal.rewards.explained import FigureRow
from portal.rewards.models import RewardCase
from portal.rewards.riders import policy, queries
from portal.rewards.riders.capping import CAPS
from portal.rewards.riders.models import Rider, RiderTip
from portal.rewards.riders.rules import RIDER_SCHEME
from portal.rewards.riders.words import LIMITS, LOOKING, REWARDS, STAGES, VERDICTS
from portal.rewards.rules import CLAIMABLE, Scheme, Stage
from portal.rewards.scheme_files import schemes

# Once two approvers have agreed, the sum is told; before, it is a thought of the bureau's.
TOLD = frozenset(Stage) - {
    Stage.OPENED, Stage.PROPOSED, Stage.FIRST_APPROVED, Stage.SECOND_APPROVED
}  # fmt: skip
APPROVED = TOLD - {
    Stage.INELIGIBLE, Stage.CONTESTED, Stage.LAPSED, Stage.RECOVERED, Stage.OBJECTED
}  # fmt: skip


@dataclass(frozen=True)
class OwnTip:
    """One tip as its own rider sees it; ``may_show`` is False for what lies before a new code."""

    tip: RiderTip
    reward: RewardCase | None
    may_show: bool

    @property
    def case(self) -> Case:
        """The case it is."""
        return self.tip.case

    @property
    def filed_on(self) -> date:
        """The day it was sent."""
        return clock.in_china(self.case.received_at).date()

    @property
    def is_counted(self) -> bool:
        """Whether it was found true, wholly or in part."""
        return self.reward is not None or (
            self.case.verdict is not None and VERDICTS[self.case.verdict][1] == "ok"
        )

    @property
    def state(self) -> tuple[str, str]:
        """Where it stands, in plain words, and the kind of mark that goes with them."""
        if self.case.verdict is not None:
            word, mark = VERDICTS[self.case.verdict]
        else:
            word, mark = STAGES.get(self.case.stage, (LOOKING, "info"))
        return str(word), mark

    @property
    def reward_word(self) -> str:
        """Where its reward stands, in plain words; nothing where there is none."""
        return str(REWARDS[self.reward.stage]) if self.reward else ""

    @property
    def is_told(self) -> bool:
        """Whether its sum may be shown."""
        return self.reward is not None and self.reward.stage in TOLD

    @property
    def granted_fen(self) -> int | None:
        """What it was granted, in 分; None while that is not told or was refused."""
        if self.reward is None or self.reward.stage not in APPROVED:
            return None
        return self.reward.amount_fen

    @property
    def above_fen(self) -> int:
        """What lay above a cap and is not paid, in 分; 0 while that is not told."""
        fixed, granted = self.tip.fixed_fen, self.tip.granted_fen
        return fixed - granted if self.is_told and fixed is not None and granted is not None else 0

    @property
    def limit_word(self) -> str:
        """Which cap kept something back."""
        return str(LIMITS[self.tip.limited_by]) if self.tip.limited_by and self.above_fen else ""

    @property
    def paid_fen(self) -> int:
        """What was paid, in 分."""
        is_paid = self.reward is not None and self.reward.stage is Stage.PAID
        return (self.granted_fen or 0) if is_paid else 0

    @property
    def may_claim(self) -> bool:
        """Whether the money waits to be claimed."""
        waits = self.reward is not None and self.reward.stage in CLAIMABLE
        return waits and self.reward is not None and self.reward.claim is None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is going to happen to the case itself."""
        return self.case.stage in CLOSED


@dataclass(frozen=True)
class Month:
    """What the tips of one month came to, by the day they were sent; sums in 分."""

    first: date
    sent: int
    counted: int
    approved_fen: int
    paid_fen: int
    above_fen: int


@dataclass(frozen=True)
class OwnPage:
    """All that a rider's own page shows."""

    rider: Rider
    tips: Sequence[OwnTip]
    months: Sequence[Month]
    scheme: Scheme | None
    is_in_force: bool
    figures: Sequence[FigureRow]
    eligible: Parameter | None
    reply_days: Parameter | None

    @property
    def waiting(self) -> int:
        """How many rewards wait to be claimed."""
        return sum(row.may_claim for row in self.tips)


def page_of(rider: Rider) -> OwnPage:
    """Return a rider's own page."""
    tips = own_tips(rider)
    scheme, is_in_force = riders_scheme()
    return OwnPage(
        rider=rider,
        tips=tips,
        months=by_month(tips),
        scheme=scheme,
        is_in_force=is_in_force,
        figures=_figures_for_riders(scheme) if scheme else (),
        eligible=policy.find_rule(policy.ELIGIBLE),
        reply_days=policy.find_rule(policy.REPLY_DAYS),
    )


def _figures_for_riders(scheme: Scheme) -> list[FigureRow]:
    # What concerns a share of a penalty, or another's insider, says nothing to a rider.
    wanted = [getattr(scheme, name) for name in CAPS.values()]
    wanted += [scheme.windows.claim, scheme.windows.objection] if scheme.windows else []
    rows = explained.list_figures(scheme)
    return [row for row in rows if any(row.figure is figure for figure in wanted)]


def own_tips(rider: Rider) -> list[OwnTip]:
    """Return a rider's tips, the newest first."""
    tips = queries.list_tips(rider)
    rewards, since = queries.rewards_of(tips), rider.renewed_at
    return [
        OwnTip(tip, rewards.get(tip.case_id), since is None or tip.case.received_at >= since)
        for tip in tips
    ]


def by_month(tips: Iterable[OwnTip]) -> list[Month]:
    """Return what the tips of each month came to, the newest month first."""
    months: dict[date, list[OwnTip]] = {}
    for row in tips:
        months.setdefault(row.filed_on.replace(day=1), []).append(row)
    return [
        Month(
            first=first,
            sent=len(rows),
            counted=sum(row.is_counted for row in rows),
            approved_fen=sum(row.granted_fen or 0 for row in rows),
            paid_fen=sum(row.paid_fen for row in rows),
            above_fen=sum(row.above_fen for row in rows),
        )
        for first, rows in sorted(months.items(), reverse=True)
    ]


def riders_scheme() -> tuple[Scheme | None, bool]:
    """Return the riders' scheme of this place and whether it is in force today."""
    found = schemes().find_in_force(RIDER_SCHEME, clock.today())
    if found is not None:
        return found, True
    return next((one for one in schemes() if one.id == RIDER_SCHEME), None), False
