"""A grade weighs: nobody alone merges an enterprise that has one (portal.enterprises.weights)."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select

from portal.enterprises.weights import weigh
from portal.kernel import clock
from portal.kernel.db import db
from portal.ratings.models import Rating
from portal.ratings.queries import is_in_force
from portal.ratings.rules import Stage


def is_graded(enterprise_ids: Sequence[int]) -> bool:
    """Whether one of these has a grade that shows today, or was told of one that will."""
    graded = select(Rating.id).where(
        Rating.enterprise_id.in_(enterprise_ids),
        or_(is_in_force(clock.today()), Rating.stage.in_((Stage.CONTESTABLE, Stage.SCHEDULED))),
    )
    return db.session.scalar(graded.limit(1)) is not None


weigh("grade", _("有生效或者已经告知的等级，等级会随之转移"), is_graded)
