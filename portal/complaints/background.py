"""What this room adds to rooms below: the runners of its jobs, and its kind of table."""

from portal.complaints import batches
from portal.complaints.retention.job import PURGE_JOB, run_purge
from portal.complaints.services.doubles import COMPARE_JOB, run_comparing
from portal.jobs import runners
from portal.tables import kinds


def register() -> None:
    """Let workers compare cases, and let lists of letters and calls be brought in."""
    runners.register(COMPARE_JOB, run_comparing)
    runners.register(PURGE_JOB, run_purge)
    kinds.register(batches.KIND)
