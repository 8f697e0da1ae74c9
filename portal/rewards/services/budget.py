"""The money: granted once a year, reserved, paid or released. The budget's row is held first."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.rewards.batch_words import BATCH_WORDS
from portal.rewards.models import BudgetYear, LedgerEntry, RewardCase
from portal.rewards.rules import LARGEST_BASE_FEN, ROUTES, LedgerAccount, Movement
from portal.rewards.words import WORDS, yuan

# A year's sums by the account they repeat; what is available follows from the others. What was
# granted is what the account it came from lacks.
SUMS = {
    LedgerAccount.GRANTED: ("granted_fen", -1),
    LedgerAccount.RESERVED: ("reserved_fen", 1),
    LedgerAccount.PAID: ("paid_fen", 1),
    LedgerAccount.RECOVERED: ("recovered_fen", 1),
}


class BudgetExhausted(Refused):
    """The year's budget does not hold the amount, or was never granted."""


def grant_budget(*, year: int, amount_fen: int, document: str, by: Actor) -> BudgetYear:
    """Add to a year's budget under a document; raises Refused with the field, on record."""
    _check_grant(year, amount_fen, document, by)
    budget = _locked(year) or _new(year)
    _move(budget, Movement.GRANT, amount_fen, by=by, document=document)
    after = {"year": year, "granted_fen": budget.granted_fen, "document": document}
    audit.record("budget.granted", subject=f"budget:{year}", by=by, after=after)
    return budget


def lower_budget(*, year: int, amount_fen: int, document: str, by: Actor) -> BudgetYear:
    """Take money out of a year's budget under a document; raises Refused with the field, on record.

    What is reserved, paid or recovered stays covered: no more than what is available may go.
    """
    _check_grant(year, amount_fen, document, by)
    budget = _locked(year)
    if budget is None:
        none = str(BATCH_WORDS["budget_none"]) % {"year": year}
        raise _refusal(none, "year", year, amount_fen, by)
    if amount_fen > budget.available_fen:
        told = {"year": year, "available": yuan(budget.available_fen)}
        short = str(BATCH_WORDS["budget_lower"]) % told
        raise _refusal(short, "amount", year, amount_fen, by)
    before = {"granted_fen": budget.granted_fen}
    _move(budget, Movement.LOWER, amount_fen, by=by, document=document)
    after = {"year": year, "granted_fen": budget.granted_fen, "document": document}
    audit.record("budget.lowered", subject=f"budget:{year}", by=by, before=before, after=after)
    return budget


def _check_grant(year: int, amount_fen: int, document: str, by: Actor) -> None:
    if amount_fen <= 0:
        raise _refusal(WORDS["amount"], "amount", year, amount_fen, by)
    if amount_fen > LARGEST_BASE_FEN:
        raise _refusal(WORDS["too_large"], "amount", year, amount_fen, by)
    if not document.strip():
        raise _refusal(WORDS["document"], "document", year, amount_fen, by)


def _refusal(words: object, field: str, year: int, amount_fen: int, by: Actor) -> Refused:
    after = {"field": field, "amount_fen": amount_fen}
    audit.record_refused("budget.refused", subject=f"budget:{year}", by=by, after=after)
    return Refused(words, field=field)


def reserve(reward: RewardCase, *, by: Actor) -> None:
    """Set a reward's amount aside from this year's budget; raises BudgetExhausted (D5)."""
    year = clock.today().year
    wanted = reward.amount_fen or 0
    budget = _locked(year)
    if budget is None:
        raise BudgetExhausted(str(WORDS["no_budget"]) % {"year": year})
    if budget.available_fen < wanted:
        sums = {"year": year, "available": yuan(budget.available_fen), "wanted": yuan(wanted)}
        raise BudgetExhausted(str(WORDS["budget_short"]) % sums)
    _move(budget, Movement.RESERVE, wanted, by=by, reward=reward)


def settle(reward: RewardCase, movement: Movement, *, by: Actor) -> None:
    """Pay, release or recover what was reserved for a reward's current round."""
    reserved = db.session.scalars(
        select(LedgerEntry).filter_by(
            reward_id=reward.id, round=reward.round, movement=Movement.RESERVE
        )
    ).one()
    budget = _locked(reserved.budget_year.year) or reserved.budget_year
    _move(budget, movement, reserved.amount_fen, by=by, reward=reward)


def _locked(year: int) -> BudgetYear | None:
    # On SQLite the transaction has been the only writer since it began; FOR UPDATE says nothing.
    return db.session.scalar(
        select(BudgetYear)
        .where(BudgetYear.year == year)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _new(year: int) -> BudgetYear:
    budget = BudgetYear(
        year=year, granted_fen=0, reserved_fen=0, paid_fen=0, released_fen=0, recovered_fen=0
    )
    try:
        with db.session.begin_nested():
            db.session.add(budget)
            db.session.flush()
    except IntegrityError:  # somebody else's grant opened the year in between
        return _locked(year) or budget
    return budget


def _move(
    budget: BudgetYear,
    movement: Movement,
    amount_fen: int,
    *,
    by: Actor,
    reward: RewardCase | None = None,
    document: str = "",
) -> None:
    source, target = ROUTES[movement]
    entry = LedgerEntry(
        budget_year=budget,
        movement=movement,
        from_account=source,
        to_account=target,
        amount_fen=amount_fen,
        reward_id=reward.id if reward else None,
        round=reward.round if reward else None,
        document=document,
        entered_at=clock.now(),
        entered_by=by.name,
    )
    db.session.add(entry)
    for account, sign in ((source, -1), (target, 1)):
        if account in SUMS:
            name, direction = SUMS[account]
            setattr(budget, name, getattr(budget, name) + sign * direction * amount_fen)
    if movement is Movement.RELEASE:
        budget.released_fen += amount_fen
    db.session.flush()
