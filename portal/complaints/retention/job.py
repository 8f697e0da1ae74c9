"""The job that removes: asked for at the desk, done in the background, part by part."""

from collections.abc import Mapping
from typing import Any

from portal.accounts.models import Account
from portal.complaints.retention import queries
from portal.complaints.retention.purging import purge_some
from portal.complaints.rules.retention import Kept
from portal.complaints.words import REFUSALS
from portal.jobs import services as jobs
from portal.kernel import audit
from portal.kernel.audit import Actor
from portal.kernel.errors import Refused

PURGE_JOB = "complaints.purge"


def ask_for_purge(kept: Kept, *, by: Account) -> None:
    """Queue the removal of everything past its period; raises Refused where none is set."""
    period = queries.period_of(kept)
    if period.ended_before is None:
        raise Refused(REFUSALS["period_not_set"])
    due = queries.count_due(kept, period.ended_before)
    jobs.enqueue(PURGE_JOB, {"kept": kept.value, "by": by.username}, by=by.actor)
    after = {"kept": kept.value, "due": due}
    audit.record("retention.purge-asked", subject="retention:cases", by=by.actor, after=after)


def run_purge(payload: Mapping[str, Any], progress: Any) -> None:
    """Remove part by part; done again after a fall it goes on with what is left."""
    kept, by = Kept(payload["kept"]), Actor(kind="staff", name=payload["by"], role="records")
    done = 0
    while (certificate := purge_some(kept, by=by)) is not None:
        done += certificate.cases_count
        progress.keep(done, done)
