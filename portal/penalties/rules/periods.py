"""How long a penalty is shown: worked out from a rule version for each record and day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.penalties.rules.kinds import (
    BANS,
    PenaltyKind,
    Procedure,
    Severity,
    kinds_of,
)
from portal.places.rules import add_months

ONE_DAY = timedelta(days=1)
MONTHS_OF_YEAR = 12


class Unpublished(StrEnum):
    """Why a decision is not shown at all."""

    SUMMARY = "summary-procedure"
    WARNING_ONLY = "warning-only"
    MINOR = "minor"
    UNSET = "period-unset"


@dataclass(frozen=True)
class PenaltyFacts:
    """What the rules look at. ``small_fine_basis`` says by which text a fine counts as small."""

    kind_mask: int
    decided_on: date
    procedure: Procedure = Procedure.ORDINARY
    fine_fen: int = 0
    ban_until: date | None = None
    is_ban_lifelong: bool = False
    small_fine_basis: str = ""
    severity: Severity | None = None
    shown_months: int | None = None

    @property
    def kinds(self) -> frozenset[PenaltyKind]:
        """The measures of the decision."""
        return frozenset(kinds_of(self.kind_mask))

    @property
    def has_ban(self) -> bool:
        """Whether something is forbidden for a time."""
        return bool(self.kinds & BANS)


@dataclass(frozen=True)
class Tier:
    """One line of a rule version: for whom, and for how many months.

    ``only`` is the kinds a decision may consist of (a mask); ``is_small_fine`` asks for a fine
    that counts as small; ``severity`` for a record so classed, whose own months lie between
    ``months`` and ``upto``. ``months`` is None where nobody has set it.
    """

    code: str
    months: int | None
    parameter: str
    only: int | None = None
    is_small_fine: bool = False
    severity: Severity | None = None
    upto: int | None = None

    def takes(self, facts: PenaltyFacts, small_fine_fen: int | None) -> bool:
        """Whether this line is the one for a decision."""
        if self.severity is not None:
            return facts.severity is self.severity
        if self.only is not None and facts.kind_mask & ~self.only:
            return False
        return not self.is_small_fine or is_small(facts, small_fine_fen)

    def months_of(self, facts: PenaltyFacts) -> int | None:
        """Return for how many months a decision is shown by this line."""
        return self.months if self.severity is None else facts.shown_months


@dataclass(frozen=True)
class RuleVersion:
    """The rule for decisions of certain days: its lines stand in the order they are tried."""

    code: str
    instrument: str
    tiers: tuple[Tier, ...]
    warning_only: int
    shows_warnings: bool = False
    shows_summary: bool = False
    small_fine_fen: int | None = None
    first: date | None = None
    last: date | None = None

    def holds(self, on: date) -> bool:
        """Whether a decision of this day falls under this version."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)

    def tier_of(self, facts: PenaltyFacts) -> Tier | None:
        """Return the first line that takes a decision, or None."""
        return next((one for one in self.tiers if one.takes(facts, self.small_fine_fen)), None)


@dataclass(frozen=True)
class Period:
    """From when to when a penalty is shown, both days included; no last day while a ban lasts."""

    first: date
    last: date | None
    tier: Tier
    version: str
    is_by_ban: bool = False

    def holds(self, on: date) -> bool:
        """Whether the record is shown on this day."""
        return self.first <= on and (self.last is None or on <= self.last)


def is_small(facts: PenaltyFacts, small_fine_fen: int | None) -> bool:
    """Whether a fine counts as small: by the province's figure; while none is set, by a basis.

    45号 第十三条 leaves the figure to the province.
    """
    if small_fine_fen is None:
        return bool(facts.small_fine_basis)
    return facts.fine_fen <= small_fine_fen


def why_unpublished(facts: PenaltyFacts, version: RuleVersion) -> Unpublished | None:
    """Return why a decision is not shown (45号 第二条), or None where it is."""
    if facts.procedure is Procedure.SUMMARY and not version.shows_summary:
        return Unpublished.SUMMARY
    if not facts.kind_mask & ~version.warning_only and not version.shows_warnings:
        return Unpublished.WARNING_ONLY
    tier = version.tier_of(facts)
    months = tier.months_of(facts) if tier else None
    if months is None:
        return Unpublished.UNSET
    return Unpublished.MINOR if months == 0 else None


def period_of(facts: PenaltyFacts, version: RuleVersion, published_on: date) -> Period | None:
    """Return when a published penalty is shown, None where the rule shows it never.

    Counted from the day of publication, which is not counted itself: three months from 10 January
    end with 10 April (民法典 第二百零一、二百零二条). A ban that lasts longer is shown as long as
    it lasts (45号 第十三条).
    """
    tier = version.tier_of(facts)
    months = tier.months_of(facts) if tier else None
    if tier is None or months is None or why_unpublished(facts, version) is not None:
        return None
    last = add_months(published_on, months)
    if facts.has_ban and facts.is_ban_lifelong:
        return Period(published_on, None, tier, version.code, is_by_ban=True)
    if facts.has_ban and facts.ban_until is not None and facts.ban_until > last:
        return Period(published_on, facts.ban_until, tier, version.code, is_by_ban=True)
    return Period(published_on, last, tier, version.code)


def earliest_start(today: date, months: int) -> date:
    """Return the first day from which a period of ``months`` still holds today."""
    months_before = today.year * MONTHS_OF_YEAR + today.month - 1 - months
    day = date(months_before // MONTHS_OF_YEAR, months_before % MONTHS_OF_YEAR + 1, 1)
    while add_months(day, months) < today:
        day += ONE_DAY
    return day


def version_for(versions: tuple[RuleVersion, ...], decided_on: date) -> RuleVersion:
    """Return the version for a decision of this day; the versions leave no day out."""
    return next(version for version in versions if version.holds(decided_on))
