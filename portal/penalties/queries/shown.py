"""Which penalties and entries are shown on a day: the rule as a condition of the database.

The same rule as ``rules.periods``, from the same versions; the tests hold one against the other.
"""

from datetime import date

from sqlalchemy import ColumnElement, and_, case, false, literal, not_, or_, true

from portal.penalties.models import DishonestEntry, Penalty
from portal.penalties.rule_files import rule_versions
from portal.penalties.rules.entries import MONTHS_OF_YEAR, EntryStage, Removal
from portal.penalties.rules.kinds import ALL_BITS, BANS, PenaltyStage, Procedure, mask_of
from portal.penalties.rules.periods import RuleVersion, Tier, earliest_start
from portal.places.profile import current_place

LIST_YEARS = "penalties.list_years"


def is_shown(on: date) -> ColumnElement[bool]:
    """Return the condition for a penalty that everybody may read on this day.

    For a day of the past: one that could be read then, and has not been withdrawn since.
    """
    return and_(
        Penalty.stage.in_((PenaltyStage.PUBLISHED, PenaltyStage.STOPPED)),
        Penalty.published_on <= on,
        or_(Penalty.stopped_on.is_(None), Penalty.stopped_on > on),
        or_(*(_by_version(version, on) for version in rule_versions())),
    )


def is_listed(on: date) -> ColumnElement[bool]:
    """Return the condition for an entry that stands on this day, whoever has or has not acted.

    For a day of the past: one that stood then, and has not been revoked since.
    """
    years = current_place().parameters.whole(LIST_YEARS, on)
    within = (
        true()
        if years is None
        else DishonestEntry.listed_on >= earliest_start(on, years * MONTHS_OF_YEAR)
    )
    return and_(
        DishonestEntry.stage.in_((EntryStage.LISTED, EntryStage.REMOVED)),
        DishonestEntry.listed_on <= on,
        or_(DishonestEntry.removed_on.is_(None), DishonestEntry.removed_on > on),
        or_(DishonestEntry.removal.is_(None), DishonestEntry.removal != Removal.REVOKED),
        within,
    )


def _by_version(version: RuleVersion, on: date) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = []
    if version.first is not None:
        conditions.append(Penalty.decided_on >= version.first)
    if version.last is not None:
        conditions.append(Penalty.decided_on <= version.last)
    if not version.shows_summary:
        conditions.append(Penalty.procedure != Procedure.SUMMARY)
    if not version.shows_warnings:
        conditions.append(not_(_consists_of(version.warning_only)))
    tiers = [(_takes(tier, version), _lasts(tier, on)) for tier in version.tiers]
    lasts = case(*tiers, else_=false()) if tiers else false()
    return and_(*conditions, lasts)


def _consists_of(mask: int) -> ColumnElement[bool]:
    return Penalty.kind_mask.bitwise_and(ALL_BITS & ~mask) == 0


def _takes(tier: Tier, version: RuleVersion) -> ColumnElement[bool]:
    if tier.severity is not None:
        return Penalty.severity == tier.severity
    conditions: list[ColumnElement[bool]] = [true()]
    if tier.only is not None:
        conditions.append(_consists_of(tier.only))
    if tier.is_small_fine and version.small_fine_fen is None:
        conditions.append(Penalty.small_fine_basis != "")
    elif tier.is_small_fine:
        conditions.append(Penalty.fine_fen <= version.small_fine_fen)
    return and_(*conditions)


def _lasts(tier: Tier, on: date) -> ColumnElement[bool]:
    """Return whether the time by a line, or a ban that lasts longer, is not over yet."""
    if tier.severity is not None:
        spans = range(1, (tier.upto or 0) + 1)
        starts = [(Penalty.shown_months == span, earliest_start(on, span)) for span in spans]
        if not starts:
            return false()
        within = Penalty.published_on >= case(*starts, else_=literal(date.max))
        return and_(Penalty.shown_months > 0, or_(within, _is_banned(on)))
    if not tier.months:
        return false()
    return or_(Penalty.published_on >= earliest_start(on, tier.months), _is_banned(on))


def _is_banned(on: date) -> ColumnElement[bool]:
    has_ban = Penalty.kind_mask.bitwise_and(mask_of(BANS)) != 0
    return and_(has_ban, or_(Penalty.is_ban_lifelong.is_(True), Penalty.ban_until >= on))
