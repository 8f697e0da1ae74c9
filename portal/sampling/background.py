"""The runner of import jobs."""

from collections.abc import Mapping
from typing import Any

from portal.jobs import runners
from portal.jobs.runners import Progress
from portal.kernel.audit import Actor
from portal.sampling import queries, services
from portal.sampling.import_jobs import IMPORT_JOB


def run_import(payload: Mapping[str, Any], progress: Progress) -> None:
    """Check a received file."""
    found = queries.get_import(str(payload["reference"]))
    by = Actor(kind=str(payload.get("by", "staff")), name=found.imported_by)
    services.check_import(found, progress=progress, by=by)


def give_up_import(payload: Mapping[str, Any], reason: str) -> None:
    """Tell whoever sent the file why it could not be read."""
    services.fail_import(queries.get_import(str(payload["reference"])), reason=reason)


runners.register(IMPORT_JOB, run_import, give_up=give_up_import)
