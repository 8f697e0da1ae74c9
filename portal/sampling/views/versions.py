"""What a result said on an earlier day."""

from flask import Response

from portal.kernel import clock
from portal.sampling import history, queries
from portal.sampling.queries import versions
from portal.sampling.rules.versions import parse_day
from portal.sampling.words import RESULT_MARKS, RESULTS
from portal.web.htmx import page


def show_as_of(reference: str, told: str) -> Response:
    """Show what a result said when a day ended (``?as_of=2026-11-20``).

    A day that is none, or has not come, is answered with 400; one before the result was public
    with a 404 that names the first day. A withdrawn result answers 410 for every day: what was
    withdrawn is no longer public, and an address must not bring it back.
    """
    batch = queries.get_result(reference)
    on = parse_day(told)
    if on is None or on > clock.today():
        is_future = on is not None
        facts = {"batch": batch, "is_future": is_future, "told": told[:40], "today": clock.today()}
        return page("sampling/as_of_unread.html", **facts, status=400)
    standing = versions.find_standing(batch, on)
    if standing is None:
        first = versions.first_day(batch)
        return page("sampling/as_of_before.html", batch=batch, on=on, first=first, status=404)
    return page(
        "sampling/as_of.html",
        batch=batch,
        on=on,
        standing=standing,
        snapshot=standing.version.snapshot,
        lines=history.lines_of(standing.version.snapshot),
        value_label=history.value_label,
        words={"results": RESULTS, "marks": RESULT_MARKS},
    )
