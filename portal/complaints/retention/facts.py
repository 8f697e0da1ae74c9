"""Facts that the desk of retention shows."""

from dataclasses import dataclass

from flask_babel import LazyString

from portal.accounts.models import Account
from portal.complaints.models import CaseHold
from portal.complaints.retention import queries
from portal.complaints.retention.queries import Period
from portal.complaints.retention.words import HOLDS, KEPT
from portal.complaints.rules.retention import HoldState, Kept


@dataclass(frozen=True)
class PeriodFacts:
    """One period, how many cases are past it, and how many of those a hold keeps."""

    period: Period
    name: LazyString
    due: int
    held: int


def period_facts(kept: Kept) -> PeriodFacts:
    """Return what a run would do now; without a period nothing is due."""
    period = queries.period_of(kept)
    before = period.ended_before
    if before is None:
        return PeriodFacts(period, KEPT[kept], 0, 0)
    due = queries.count_due(kept, before)
    return PeriodFacts(period, KEPT[kept], due, queries.count_due(kept, before, is_held=True))


@dataclass(frozen=True)
class HoldFacts:
    """One hold and what this person may do with it."""

    hold: CaseHold
    label: LazyString
    kind: str
    may_confirm: bool
    may_ask_release: bool
    may_release: bool


def hold_facts(hold: CaseHold, person: Account) -> HoldFacts:
    """Return a hold as this person sees it."""
    is_second = hold.asked_by != person.username
    waits = hold.state is HoldState.RELEASE_ASKED
    return HoldFacts(
        hold=hold,
        label=HOLDS[hold.state],
        kind="ok" if hold.state is HoldState.HELD else "warn",
        may_confirm=waits or (hold.state is HoldState.ASKED and is_second),
        may_ask_release=hold.state is HoldState.HELD,
        may_release=hold.state in {HoldState.ASKED, HoldState.RELEASE_ASKED} and is_second,
    )
