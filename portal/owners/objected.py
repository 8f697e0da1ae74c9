"""Penalties and inspections as records that an enterprise objects to."""

from portal.inspections import queries as inspections
from portal.kernel import clock
from portal.owners import queries
from portal.penalties.queries import penalties
from portal.ratings.objections.subjects import Objected, named


def penalty_objected(reference: str) -> Objected | None:
    """Return whose a penalty is and who recorded and published it; open while it is shown."""
    penalty = penalties.find_penalty(reference)
    if penalty is None:
        return None
    is_open = penalties.is_shown_on(penalty, clock.today())
    people = named((penalty.recorded_by, penalty.reviewed_by))
    return Objected(penalty.enterprise_id, is_open, people)


def inspection_objected(reference: str) -> Objected | None:
    """Return whose an inspection is and who entered, changed and published it; open while shown."""
    record = inspections.find_record(reference)
    if record is None:
        return None
    people = named((record.entered_by, record.changed_by, record.published_by))
    return Objected(record.enterprise_id, queries.is_inspection_public(reference), people)
