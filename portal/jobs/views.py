"""The page of jobs, for those who watch over the portal."""

from flask import Blueprint, Response, request

from portal.jobs import queries
from portal.jobs.rules import JobState
from portal.jobs.words import MARKS, STATES
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page

jobs_pages = Blueprint("jobs", __name__)
PAGES = (jobs_pages,)


@jobs_pages.get("/desk/jobs")
@requires(Permission.JOB_READ)
def list_jobs() -> Response:
    """Show what waits, what runs and what failed."""
    wanted = request.args.get("state", "")
    state = JobState(wanted) if wanted in set(JobState) else None
    return page(
        "jobs/list.html",
        jobs=queries.list_newest_jobs(state),
        counts=queries.count_by_state(),
        chosen=state,
        states=STATES,
        marks=MARKS,
    )
