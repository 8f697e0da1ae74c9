"""The job that checks a received file."""

from portal.jobs import services as jobs
from portal.kernel.audit import Actor
from portal.sampling.models import SampleImport

IMPORT_JOB = "sampling.import"


def queue_check(sample_import: SampleImport, *, by: Actor) -> None:
    """Queue the check of a received file, in the caller's transaction."""
    payload = {"reference": sample_import.reference, "by": by.kind}
    job = jobs.enqueue(IMPORT_JOB, payload, by=by)
    sample_import.job_id = job.id
