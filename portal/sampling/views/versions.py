"""What a result said on an earlier day."""

from datetime import date

from flask import Response

from portal.kernel import clock
from portal.sampling import history, queries
from portal.sampling.models import SampleBatch
from portal.sampling.queries import versions
from portal.sampling.rules.versions import parse_day
from portal.sampling.words import RESULT_MARKS, RESULTS
from portal.web.htmx import page

LONGEST_TOLD = 40


def show_as_of(reference: str, told: str) -> Response:
    """Show what a result said when a day ended (``?as_of=2026-11-20``).

    A day that is none, or has not come, is answered with 400; one before the result was public
    with a 404 that names the first day. A withdrawn result answers 410 for every day: what was
    withdrawn is no longer public, and an address must not bring it back.
    """
    batch, on = queries.get_result(reference), parse_day(told)
    if on is None or on > clock.today():
        return _unread_page(batch, told[:LONGEST_TOLD], is_future=on is not None)
    standing = versions.find_standing(batch, on)
    if standing is None:
        first = versions.first_day(batch)
        return page("sampling/as_of_before.html", batch=batch, on=on, first=first, status=404)
    return _standing_page(standing, on)


def _unread_page(batch: SampleBatch, told: str, *, is_future: bool) -> Response:
    return page(
        "sampling/as_of_unread.html",
        batch=batch,
        is_future=is_future,
        told=told,
        today=clock.today(),
        status=400,
    )


def _standing_page(standing: versions.Standing, on: date) -> Response:
    return page(
        "sampling/as_of.html",
        batch=standing.batch,
        on=on,
        standing=standing,
        snapshot=standing.version.snapshot,
        lines=history.lines_of(standing.version.snapshot),
        value_label=history.value_label,
        words={"results": RESULTS, "marks": RESULT_MARKS},
    )
