"""The runners of this room's jobs."""

from portal.complaints.services.doubles import COMPARE_JOB, run_comparing
from portal.jobs import runners


def register_runners() -> None:
    """Let the workers compare cases."""
    runners.register(COMPARE_JOB, run_comparing)
