"""What a case is, what may follow what, and what is asked for; plain Python."""

from portal.complaints.rules.cases import (
    BEST_SCORE,
    CLOSED,
    OPEN,
    RATEABLE,
    SUBSTANTIATED,
    Author,
    Channel,
    Followup,
    Outcome,
    Stage,
    Track,
    Verdict,
)
from portal.complaints.rules.desk import (
    DOUBLE_LIFECYCLE,
    DoubleState,
    MeetingOutcome,
    Party,
    Urgency,
    are_joinable,
    joinable_steps,
    steps_between,
    urgency_on,
)
from portal.complaints.rules.documents import Appointment, DocumentKind, Reader
from portal.complaints.rules.filings import Filing, Identity
from portal.complaints.rules.gates import Gate, wait_for
from portal.complaints.rules.intake import URGENT_DOORS, Door, Seal
from portal.complaints.rules.lifecycles import COMPLAINT_LIFECYCLE, REPORT_LIFECYCLE, lifecycle_of
from portal.complaints.rules.limits import Clock, Deadline
from portal.complaints.rules.steps import (
    STEPS,
    Step,
    Way,
    next_step,
    previous_step,
    step_with_files,
    track_of,
)

__all__ = [
    "BEST_SCORE",
    "CLOSED",
    "COMPLAINT_LIFECYCLE",
    "DOUBLE_LIFECYCLE",
    "OPEN",
    "RATEABLE",
    "REPORT_LIFECYCLE",
    "STEPS",
    "SUBSTANTIATED",
    "URGENT_DOORS",
    "Appointment",
    "Author",
    "Channel",
    "Clock",
    "Deadline",
    "DocumentKind",
    "Door",
    "DoubleState",
    "Filing",
    "Followup",
    "Gate",
    "Identity",
    "MeetingOutcome",
    "Outcome",
    "Party",
    "Reader",
    "Seal",
    "Stage",
    "Step",
    "Track",
    "Urgency",
    "Verdict",
    "Way",
    "are_joinable",
    "joinable_steps",
    "lifecycle_of",
    "next_step",
    "previous_step",
    "step_with_files",
    "steps_between",
    "track_of",
    "urgency_on",
    "wait_for",
]
