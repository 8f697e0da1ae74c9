"""The life of a job."""

from datetime import timedelta
from itertools import product

import pytest

from portal.jobs.rules import JOB_LIFECYCLE, MOST_ATTEMPTS, JobState, may_try_again, pause_after

MOVES = {
    (JobState.WAITING, JobState.RUNNING),
    (JobState.RUNNING, JobState.WAITING),
    (JobState.RUNNING, JobState.DONE),
    (JobState.RUNNING, JobState.FAILED),
    (JobState.FAILED, JobState.WAITING),
    (JobState.WAITING, JobState.CANCELLED),
    (JobState.RUNNING, JobState.CANCELLED),
}


@pytest.mark.parametrize(("now", "wanted"), list(product(JobState, JobState)))
def test_a_job_moves_as_its_table_says(now: JobState, wanted: JobState) -> None:
    assert JOB_LIFECYCLE.allows(now, wanted) == ((now, wanted) in MOVES)


def test_a_job_rests_longer_after_each_failure_and_is_given_up_in_the_end() -> None:
    pauses = [pause_after(attempt) for attempt in range(1, MOST_ATTEMPTS)]
    assert pauses[0] == timedelta(seconds=10)
    assert pauses == sorted(pauses)
    assert may_try_again(MOST_ATTEMPTS - 1)
    assert not may_try_again(MOST_ATTEMPTS)
