"""What the services share: the line in the log, the jobs, where a record comes from."""

from collections.abc import Mapping
from typing import Any

from portal.jobs import services as jobs
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.tables.kinds import Origin
from portal.tables.models import TableImport

ROOM = "tables"
CHECK_JOB = "tables.check"
APPLY_JOB = "tables.apply"


def note(
    action: str, table: TableImport, by: Actor, after: Mapping[str, Any] | None = None
) -> None:
    """Write the line about a step of an import."""
    audit.record(f"table.{action}", subject=f"table:{table.reference}", by=by, after=after)


def queue(job: str, table: TableImport, *, by: Actor) -> None:
    """Queue work on an import, in the caller's transaction."""
    table.job_id = jobs.enqueue(job, {"reference": table.reference}, by=by).id


def sender_of(table: TableImport) -> Actor:
    """Return who brought a table in, for work that the portal does on their word."""
    return Actor(kind="staff", name=table.decided_by or table.imported_by)


def origin_of(table: TableImport) -> Origin:
    """Return where the records of an import come from."""
    return Origin(
        reference=table.reference,
        source=table.source,
        file_name=table.file_name,
        sha256=table.sha256,
        by=sender_of(table),
        on=clock.in_china(table.imported_at).date(),
    )
