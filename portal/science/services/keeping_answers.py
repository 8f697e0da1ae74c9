"""What a form holds is kept while somebody writes: nothing is checked, nothing is published."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete, select

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.db import db
from portal.science.models import KeptAnswers

# Somebody on holiday comes back to it; what nobody came back to is not kept for ever.
KEPT_DAYS = 30
# So many windows at once for one form; of more, the oldest goes.
MOST_TABS = 5
MOST_PLACES = 50


def keep_answers(
    place: str, tab: str, *, revision: int, answers: Mapping[str, str], by: Account
) -> KeptAnswers:
    """Keep what a window's form holds in place of what it held before; ``place`` names the form.

    No audit line: it is nobody's but the writer's, and the portal does nothing with it.
    """
    own = select(KeptAnswers).where(KeptAnswers.account_id == by.id)
    kept = db.session.scalar(own.where(KeptAnswers.place == place, KeptAnswers.tab == tab))
    if kept is None:
        _make_room(place, by)
        kept = KeptAnswers(account_id=by.id, place=place, tab=tab)
        db.session.add(kept)
    kept.revision, kept.answers, kept.kept_at = revision, dict(answers), clock.now()
    return kept


def _make_room(place: str, by: Account) -> None:
    own = select(KeptAnswers).where(KeptAnswers.account_id == by.id)
    newest = own.order_by(KeptAnswers.kept_at.desc(), KeptAnswers.id.desc())
    oldest = clock.now() - timedelta(days=KEPT_DAYS)
    here = 0
    for number, kept in enumerate(db.session.scalars(newest).all()):
        here += kept.place == place
        too_many = kept.place == place and here >= MOST_TABS
        if kept.kept_at < oldest or too_many or number >= MOST_PLACES:
            db.session.delete(kept)
    db.session.flush()


def forget_answers(place: str, tab: str, *, by: Account) -> None:
    """Forget what a window held: it was saved, or its writer does not want it."""
    gone = delete(KeptAnswers).where(
        KeptAnswers.account_id == by.id, KeptAnswers.place == place, KeptAnswers.tab == tab
    )
    db.session.execute(gone)
