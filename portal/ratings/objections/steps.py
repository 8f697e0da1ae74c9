"""What every step of an objection has in common. Callers commit."""

from collections.abc import Mapping

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.ratings.objections.models import Objection
from portal.ratings.objections.rules import OBJECTION_LIFECYCLE, ObjectionStage, paragraphs
from portal.ratings.objections.words import REFUSALS
from portal.ratings.rules import Stage
from portal.ratings.services.scheduling import schedule

LONGEST_TEXT, LONGEST_LINE = 5000, 300


def note_step(objection: Objection) -> str:
    """Return how the audit log names an objection."""
    return f"objection:{objection.reference}"


def written(text: str, field: str, refusal: str, *, longest: int = LONGEST_TEXT) -> str:
    """Return a text fit to be kept; raises Refused at the field where there is none."""
    kept = paragraphs(text)[:longest]
    if not kept:
        raise Refused(REFUSALS[refusal], field=field)
    return kept


def step(
    objection: Objection,
    wanted: ObjectionStage,
    *,
    by: Actor,
    after: Mapping[str, object] | None = None,
) -> None:
    """Take an objection to its next stage, as it stands now; raises MoveRefused."""
    hold(objection, "stage")
    OBJECTION_LIFECYCLE.check(objection.stage, wanted)
    before = {"stage": objection.stage.value}
    objection.stage = wanted
    db.session.flush()
    audit.record(
        f"objection.{wanted.value}",
        subject=note_step(objection),
        by=by,
        before=before,
        after={"stage": wanted.value, **(after or {})},
    )


def finish(
    objection: Objection,
    wanted: ObjectionStage,
    *,
    by: Actor,
    answer: str = "",
    after: Mapping[str, object] | None = None,
) -> None:
    """End an objection; a grade that was decided and waited for it comes into force on its day."""
    step(objection, wanted, by=by, after=after)
    objection.answer, objection.ended_at = answer, clock.now()
    objection.enterprise.changed_at = clock.now()
    rating = objection.rating
    is_waiting = rating is not None and rating.stage is Stage.CONTESTABLE
    if rating is not None and is_waiting and rating.published_by is not None:
        # It did not hold while it was contested: it begins with today at the earliest.
        schedule(rating, earliest=clock.today())
