"""Records as everybody may read them: the one place pages, files and feeds take them from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _

from portal.kernel import clock
from portal.penalties.models import DishonestEntry, Penalty
from portal.penalties.naming import shown_respondent, shown_text
from portal.penalties.queries import entries, penalties
from portal.penalties.queries.repairs import earliest_for
from portal.penalties.rules.kinds import PenaltyField, PenaltyKind, RespondentKind
from portal.penalties.rules.periods import Period
from portal.penalties.words import PENALTY_KINDS, TIERS
from portal.places.masking import Names
from portal.places.profile import current_place
from portal.places.rules import Item, Parameter
from portal.web.addresses import absolute


@dataclass(frozen=True)
class PublicPenalty:
    """A penalty as everybody may read it; ``shown_until`` is None while a ban has no end."""

    reference: str
    number: str
    respondent: str
    enterprise_key: str | None
    enterprise_code: str | None
    enterprise_url: str | None
    field: PenaltyField
    conduct: str
    basis: str
    content: str
    summary: str
    kinds: tuple[PenaltyKind, ...]
    fine_fen: int
    confiscated_fen: int
    authority: str
    decided_on: date
    published_on: date
    due_on: date | None
    period: Period
    months: int | None
    changed_at: datetime

    @property
    def url(self) -> str:
        """The full address of its page."""
        return absolute(url_for("penalties.show_penalty", reference=self.reference))

    @property
    def shown_until(self) -> date | None:
        """The last day it is shown."""
        return self.period.last

    @property
    def was_late(self) -> bool:
        """Whether it was published after the day it was due."""
        return self.due_on is not None and self.published_on > self.due_on

    @property
    def kinds_told(self) -> str:
        """The measures, as one line."""
        return str(_("、")).join(str(PENALTY_KINDS[kind]) for kind in self.kinds)

    @property
    def tier_told(self) -> str:
        """The line of the rule that decides how long it is shown."""
        return str(TIERS[self.period.tier.code])


@dataclass(frozen=True)
class PublicEntry:
    """An entry of the list as everybody may read it."""

    reference: str
    respondent: str
    enterprise_key: str | None
    enterprise_code: str | None
    enterprise_url: str | None
    decision_number: str
    penalty_number: str
    ground: Item | None
    reason: str
    authority: str
    listed_on: date
    last_on: date | None
    earliest_repair_on: date | None
    changed_at: datetime
    published_on: date
    due_on: date | None

    @property
    def url(self) -> str:
        """The full address of its page."""
        return absolute(url_for("dishonest_list.show_entry", reference=self.reference))

    @property
    def was_late(self) -> bool:
        """Whether it became public later than the rule allows."""
        return self.due_on is not None and self.published_on > self.due_on


def told_penalties(found: Iterable[Penalty]) -> Sequence[PublicPenalty]:
    """Return penalties that are shown today as everybody may read them."""
    names = Names()
    told = (_told(penalty, names) for penalty in found)
    return [one for one in told if one is not None]


def told_penalty(penalty: Penalty) -> PublicPenalty:
    """Return a penalty that is shown today as everybody may read it."""
    (told,) = told_penalties([penalty])
    return told


def rule_of(told: PublicPenalty) -> Parameter | None:
    """Return the rule that decides how long a penalty is shown, with its article and source."""
    return current_place().parameters.find(told.period.tier.parameter, told.decided_on)


def _told(penalty: Penalty, names: Names) -> PublicPenalty | None:
    period = penalties.period_for(penalty)
    if period is None:
        return None
    return PublicPenalty(
        reference=penalty.reference,
        number=penalty.number,
        respondent=shown_respondent(penalty, names),
        enterprise_key=penalty.enterprise.address_key if penalty.enterprise else None,
        enterprise_code=_code_of(penalty),
        enterprise_url=_page_of(penalty),
        field=penalty.field,
        conduct=shown_text(penalty, penalty.conduct, names),
        basis=shown_text(penalty, penalty.basis, names),
        content=shown_text(penalty, penalty.content, names),
        summary=shown_text(penalty, penalty.summary, names),
        kinds=penalty.kinds,
        fine_fen=penalty.fine_fen,
        confiscated_fen=penalty.confiscated_fen,
        authority=penalty.authority,
        decided_on=penalty.decided_on,
        published_on=period.first,
        due_on=penalties.due_for(penalty),
        period=period,
        months=period.tier.months_of(penalty.facts),
        changed_at=penalty.changed_at,
    )


def _code_of(record: Penalty | DishonestEntry) -> str | None:
    # Of a person not even the code of the stall: it would lead to whom the name does not tell.
    if record.enterprise is None or record.respondent_kind is RespondentKind.PERSON:
        return None
    return record.enterprise.credit_code


def _page_of(record: Penalty | DishonestEntry) -> str | None:
    if record.enterprise is None or record.respondent_kind is RespondentKind.PERSON:
        return None
    key = record.enterprise.address_key
    return absolute(url_for("enterprises.show_enterprise", reference=key))


def told_entries(found: Iterable[DishonestEntry]) -> Sequence[PublicEntry]:
    """Return entries that stand today as everybody may read them."""
    names, grounds = Names(), grounds_by_code()
    told = []
    for entry in found:
        term = entries.term_for(entry)
        if term is None:
            continue
        told.append(
            PublicEntry(
                reference=entry.reference,
                respondent=shown_respondent(entry, names),
                enterprise_key=entry.enterprise.address_key if entry.enterprise else None,
                enterprise_code=_code_of(entry),
                enterprise_url=_page_of(entry),
                decision_number=entry.decision_number,
                penalty_number=entry.penalty_number,
                ground=grounds.get(entry.ground),
                reason=shown_text(entry, entry.reason, names),
                authority=entry.authority,
                listed_on=term.first,
                last_on=term.last,
                earliest_repair_on=earliest_for(entry),
                changed_at=entry.changed_at,
                published_on=entries.published_on(entry) or term.first,
                due_on=entries.due_for(entry),
            )
        )
    return told


def grounds_by_code() -> Mapping[str, Item]:
    """Return the articles by which a party may be listed."""
    listed = current_place().parameters.items("penalties.list_grounds", clock.today())
    return {item.code: item for item in listed}
