"""What may follow what, on each track."""

from portal.complaints.rules.cases import Stage, Track
from portal.kernel.lifecycle import Lifecycle

# 投诉: capabilities.md C. A complaint may be taken back until it is concluded.
COMPLAINT_LIFECYCLE = Lifecycle(
    {
        Stage.SUBMITTED: frozenset(
            {Stage.AWAITING, Stage.REFUSED, Stage.TRANSFERRED, Stage.ACCEPTED, Stage.WITHDRAWN}
        ),
        Stage.AWAITING: frozenset(
            {Stage.SUBMITTED, Stage.REFUSED, Stage.ACCEPTED, Stage.WITHDRAWN}
        ),
        Stage.TRANSFERRED: frozenset({Stage.SUBMITTED, Stage.WITHDRAWN}),
        Stage.ACCEPTED: frozenset({Stage.MEDIATING, Stage.CONCLUDED, Stage.WITHDRAWN}),
        Stage.MEDIATING: frozenset({Stage.CONCLUDED, Stage.WITHDRAWN}),
        Stage.CONCLUDED: frozenset({Stage.RATED, Stage.REVIEWING, Stage.ARCHIVED}),
        Stage.RATED: frozenset({Stage.REVIEWING, Stage.ARCHIVED}),
        Stage.REFUSED: frozenset({Stage.REVIEWING, Stage.ARCHIVED}),
        Stage.REVIEWING: frozenset({Stage.CONCLUDED, Stage.REFUSED, Stage.ACCEPTED}),
        Stage.WITHDRAWN: frozenset({Stage.ARCHIVED}),
    }
)
# 举报: verification belongs to the law once it has begun, so a report can be taken back only
# before it is filed as a case; a duplicate is refused after screening (查重).
REPORT_LIFECYCLE = Lifecycle(
    {
        Stage.SUBMITTED: frozenset({Stage.SCREENING, Stage.TRANSFERRED, Stage.WITHDRAWN}),
        Stage.SCREENING: frozenset(
            {Stage.VERIFYING, Stage.REFUSED, Stage.TRANSFERRED, Stage.WITHDRAWN}
        ),
        Stage.TRANSFERRED: frozenset({Stage.SUBMITTED, Stage.WITHDRAWN}),
        Stage.VERIFYING: frozenset(
            {Stage.FILED, Stage.NOT_FILED, Stage.TRANSFERRED, Stage.WITHDRAWN}
        ),
        Stage.FILED: frozenset({Stage.CONCLUDED}),
        Stage.NOT_FILED: frozenset({Stage.CONCLUDED}),
        Stage.CONCLUDED: frozenset({Stage.ANSWERED, Stage.REVIEWING}),
        Stage.ANSWERED: frozenset({Stage.REWARDING, Stage.REVIEWING, Stage.ARCHIVED}),
        Stage.REFUSED: frozenset({Stage.REVIEWING, Stage.ARCHIVED}),
        Stage.REVIEWING: frozenset({Stage.VERIFYING, Stage.CONCLUDED, Stage.REFUSED}),
        Stage.REWARDING: frozenset({Stage.ARCHIVED}),
        Stage.WITHDRAWN: frozenset({Stage.ARCHIVED}),
    }
)


def lifecycle_of(track: Track) -> Lifecycle[Stage]:
    """Return the table of moves of a track; a tip is a report without a name."""
    return COMPLAINT_LIFECYCLE if track is Track.COMPLAINT else REPORT_LIFECYCLE
