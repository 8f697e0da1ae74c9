"""The life of a job, and how long it is waited for."""

from datetime import timedelta
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


JOB_LIFECYCLE = Lifecycle(
    {
        JobState.WAITING: frozenset({JobState.RUNNING, JobState.CANCELLED}),
        # Back to waiting: its worker died or stumbled, and it has tries left.
        JobState.RUNNING: frozenset(
            {JobState.WAITING, JobState.DONE, JobState.FAILED, JobState.CANCELLED}
        ),
        # Somebody asked for it again.
        JobState.FAILED: frozenset({JobState.WAITING}),
    }
)
MOST_ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=10)


def pause_after(attempts: int) -> timedelta:
    """Return how long a job rests after it failed for the ``attempts``-th time; it doubles."""
    return FIRST_PAUSE * (1 << (attempts - 1))


def may_try_again(attempts: int) -> bool:
    """Whether a job that failed ``attempts`` times is tried once more."""
    return attempts < MOST_ATTEMPTS
