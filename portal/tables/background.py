"""The runners of jobs that check and write tables."""

from collections.abc import Mapping
from typing import Any

from portal.jobs import runners
from portal.jobs.runners import Progress
from portal.tables import queries, services
from portal.tables.services.noting import APPLY_JOB, CHECK_JOB


def run_check(payload: Mapping[str, Any], progress: Progress) -> None:
    """Check a received table."""
    services.check_table(queries.get_table(str(payload["reference"])), progress=progress)


def run_apply(payload: Mapping[str, Any], progress: Progress) -> None:
    """Write a checked table."""
    services.apply_table(queries.get_table(str(payload["reference"])), progress=progress)


def give_up(payload: Mapping[str, Any], reason: str) -> None:
    """Tell whoever sent the table why the work ended."""
    services.fail_table(queries.get_table(str(payload["reference"])), reason=reason)


def register_runners() -> None:
    """Let the workers do these jobs."""
    runners.register(CHECK_JOB, run_check, give_up=give_up)
    runners.register(APPLY_JOB, run_apply, give_up=give_up)
