"""Records as everybody may read them: the one place pages, files and feeds take them from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from portal.kernel import clock
from portal.penalties.models import DishonestEntry, Penalty
from portal.penalties.naming import shown_respondent, shown_text
from portal.penalties.queries import entries, penalties
from portal.penalties.queries.repairs import earliest_for
from portal.penalties.rules.kinds import PenaltyField, PenaltyKind
from portal.penalties.rules.periods import Period
from portal.penalties.words import PENALTY_FIELDS, PENALTY_KINDS, TIERS
from portal.places.masking import Names
from portal.places.profile import current_place
from portal.places.rules import Item, Parameter

FEN_OF_YUAN = 100


@dataclass(frozen=True)
class PublicPenalty:
    """A penalty as everybody may read it; ``shown_until`` is None while a ban has no end."""

    reference: str
    number: str
    respondent: str
    enterprise_key: str | None
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


def yuan_of(fen: int) -> str:
    """Return an amount as yuan with two decimals, without a sign: for files."""
    return f"{fen // FEN_OF_YUAN}.{fen % FEN_OF_YUAN:02d}"


def penalty_titles() -> Mapping[str, str]:
    """Return the fields of a penalty in files, with their titles."""
    return {
        "reference": _("本站编号"),
        "number": _("行政处罚决定书文号"),
        "respondent": _("当事人"),
        "field": _("领域"),
        "conduct": _("违法行为类型"),
        "basis": _("处罚依据"),
        "kinds": _("处罚种类"),
        "content": _("处罚内容"),
        "fine_yuan": _("罚款（元）"),
        "confiscated_yuan": _("没收（元）"),
        "authority": _("作出决定的机关"),
        "decided_on": _("决定日期"),
        "published_on": _("公示日期"),
        "shown_until": _("公示截止日期"),
        "summary": _("决定书摘要"),
    }


def penalty_row(one: PublicPenalty) -> dict[str, Any]:
    """Return a penalty as files tell it, field by field; days and amounts as written."""
    return {
        "reference": one.reference,
        "number": one.number,
        "respondent": one.respondent,
        "field": str(PENALTY_FIELDS[one.field]),
        "conduct": one.conduct,
        "basis": one.basis,
        "kinds": one.kinds_told,
        "content": one.content,
        "fine_yuan": yuan_of(one.fine_fen),
        "confiscated_yuan": yuan_of(one.confiscated_fen),
        "authority": one.authority,
        "decided_on": one.decided_on.isoformat(),
        "published_on": one.published_on.isoformat(),
        "shown_until": one.shown_until.isoformat() if one.shown_until else None,
        "summary": one.summary,
    }


def entry_titles() -> Mapping[str, str]:
    """Return the fields of an entry in files, with their titles."""
    return {
        "reference": _("本站编号"),
        "respondent": _("当事人"),
        "decision_number": _("列入决定书文号"),
        "penalty_number": _("所依据的处罚决定书文号"),
        "ground": _("法律依据"),
        "reason": _("列入事由"),
        "authority": _("作出决定的机关"),
        "listed_on": _("列入日期"),
        "published_on": _("公示日期"),
        "last_on": _("期满日期"),
    }


def entry_row(one: PublicEntry, language: str) -> dict[str, Any]:
    """Return an entry as files tell it, field by field."""
    return {
        "reference": one.reference,
        "respondent": one.respondent,
        "decision_number": one.decision_number,
        "penalty_number": one.penalty_number,
        "ground": one.ground.label.in_(language) if one.ground else None,
        "reason": one.reason,
        "authority": one.authority,
        "listed_on": one.listed_on.isoformat(),
        "published_on": one.published_on.isoformat(),
        "last_on": one.last_on.isoformat() if one.last_on else None,
    }
