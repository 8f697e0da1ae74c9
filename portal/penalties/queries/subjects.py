"""What an application for repair is about: a penalty or an entry, by its reference."""

from portal.enterprises import rules as enterprise_rules
from portal.kernel.errors import Refused
from portal.penalties.models import DishonestEntry, Penalty, RepairCase
from portal.penalties.queries import entries, penalties
from portal.penalties.refusals import REFUSALS


def get_subject(reference: str) -> Penalty | DishonestEntry:
    """Return the record with this reference; raises Refused where there is none."""
    wanted = enterprise_rules.plain(reference)
    found = penalties.find_penalty(wanted) or entries.find_entry(wanted)
    if found is None:
        raise Refused(REFUSALS["subject_unknown"], field="about")
    return found


def subject_of(repair: RepairCase) -> Penalty | DishonestEntry:
    """Return what an application is about."""
    subject = repair.penalty or repair.entry
    assert subject is not None  # noqa: S101 - an application is about one or the other
    return subject
