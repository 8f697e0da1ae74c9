"""What grades are told of penalties and of the list: only what everybody could read that day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from flask_babel import force_locale

from portal.enterprises.facts import Fact, FactSource
from portal.penalties.models import DishonestEntry, Penalty
from portal.penalties.naming import shown_text
from portal.penalties.queries import entries, penalties
from portal.penalties.words import PENALTY_KINDS
from portal.places.masking import Names
from portal.web.locale import LOCALES


def penalties_as_facts(enterprise_ids: Sequence[int], on: date) -> Mapping[int, Sequence[Fact]]:
    """Return the penalties shown on a day, "penalty", their amount the fine in 分.

    What was withdrawn gives none for any day; what ended or was repaired none from then on.
    """
    names = Names()
    shown = penalties.shown_of(enterprise_ids, on=on)
    # Facts are told in Chinese, as official records are, whatever language is being read.
    with force_locale(LOCALES["zh"]):
        return {
            number: [_penalty(penalty, names) for penalty in found]
            for number, found in shown.items()
        }


def listings_as_facts(enterprise_ids: Sequence[int], on: date) -> Mapping[int, Sequence[Fact]]:
    """Return the listings that stand on a day, "dishonest-listed", until their last day."""
    standing = entries.standing_of(enterprise_ids, on=on)
    return {number: [_listing(entry)] for number, entry in standing.items()}


def ended_penalties(on: date) -> Collection[int]:
    """Return the enterprises with a penalty that was shown once and is not on a day."""
    return penalties.owners_of_ended(on)


def ended_listings(on: date) -> Collection[int]:
    """Return the enterprises that stood on the list once and do not on a day."""
    return entries.owners_of_ended(on)


def _penalty(penalty: Penalty, names: Names) -> Fact:
    period = penalties.period_for(penalty)
    kinds = "、".join(str(PENALTY_KINDS[kind]) for kind in penalty.kinds)
    return Fact(
        kind="penalty",
        on=penalty.decided_on,
        until=period.last if period else None,
        amount=Decimal(penalty.fine_fen),
        detail=f"{shown_text(penalty, penalty.conduct, names)}：{kinds}",
        source=FactSource(penalty.number, penalty.reference, f"/penalties/{penalty.reference}"),
    )


def _listing(entry: DishonestEntry) -> Fact:
    term = entries.term_for(entry)
    assert entry.listed_on is not None  # noqa: S101 - it stands on the list
    return Fact(
        kind="dishonest-listed",
        on=entry.listed_on,
        until=term.last if term else None,
        amount=None,
        detail="列入严重违法失信名单",
        source=FactSource(
            entry.decision_number, entry.reference, f"/dishonest-list/{entry.reference}"
        ),
    )
