"""What a case is, what may follow what, and what is asked for; plain Python."""

from portal.complaints.rules.cases import (
    BEST_SCORE,
    CLOSED,
    OPEN,
    RATEABLE,
    SUBSTANTIATED,
    Author,
    Channel,
    Outcome,
    Stage,
    Track,
    Verdict,
)
from portal.complaints.rules.filings import Filing, Identity
from portal.complaints.rules.lifecycles import COMPLAINT_LIFECYCLE, REPORT_LIFECYCLE, lifecycle_of
from portal.complaints.rules.limits import Clock, Deadline
from portal.complaints.rules.steps import STEPS, Step, next_step, previous_step

__all__ = [
    "BEST_SCORE",
    "CLOSED",
    "COMPLAINT_LIFECYCLE",
    "OPEN",
    "RATEABLE",
    "REPORT_LIFECYCLE",
    "STEPS",
    "SUBSTANTIATED",
    "Author",
    "Channel",
    "Clock",
    "Deadline",
    "Filing",
    "Identity",
    "Outcome",
    "Stage",
    "Step",
    "Track",
    "Verdict",
    "lifecycle_of",
    "next_step",
    "previous_step",
]
