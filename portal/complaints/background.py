"""What this room adds to rooms below: runners of its jobs, its kind of table, reasons of looks."""

from portal.accounts import log_reasons
from portal.complaints import batches, queries
from portal.complaints.retention.job import PURGE_JOB, run_purge
from portal.complaints.services.doubles import COMPARE_JOB, run_comparing
from portal.jobs import runners
from portal.tables import kinds


def register() -> None:
    """Let workers compare cases, lists be brought in, and whoever reads the log read reasons."""
    runners.register(COMPARE_JOB, run_comparing)
    runners.register(PURGE_JOB, run_purge)
    kinds.register(batches.KIND)
    log_reasons.register(queries.find_reasons)
