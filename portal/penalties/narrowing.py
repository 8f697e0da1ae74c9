"""The list of enterprises asked by what shows of penalties today."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from portal.enterprises.panels import Narrowing
from portal.kernel.db import db
from portal.penalties.models import DishonestEntry, Penalty
from portal.penalties.queries.shown import is_listed, is_shown

SHOWN, LISTED = "shown", "listed"


def penalty_answers() -> Mapping[str, str]:
    """Return the answers of the filter."""
    return {SHOWN: str(_("有公示中的行政处罚")), LISTED: str(_("在严重违法失信名单里"))}


def penalised(on: date) -> Mapping[str, Sequence[int]]:
    """Return the inner numbers of those with a penalty, or an entry, that shows on a day."""
    penalties = select(Penalty.enterprise_id).where(is_shown(on)).distinct()
    entries = select(DishonestEntry.enterprise_id).where(is_listed(on)).distinct()
    found = {SHOWN: db.session.scalars(penalties), LISTED: db.session.scalars(entries)}
    return {answer: [one for one in ids if one is not None] for answer, ids in found.items()}


PENALISED = Narrowing(
    "penalty",
    _("行政处罚"),
    penalty_answers,
    penalised,
    (Penalty.__tablename__, DishonestEntry.__tablename__),
)
