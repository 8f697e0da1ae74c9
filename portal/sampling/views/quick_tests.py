"""The board of quick tests (快检公示)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.kernel import clock
from portal.places.profile import current_place
from portal.sampling import telling
from portal.sampling.queries import quick_tests
from portal.sampling.rules.batches import REFERENCE_ONLY, TaskKind
from portal.sampling.words import KINDS
from portal.web.guards import public
from portal.web.htmx import page

quick_test_pages = Blueprint("quick_tests", __name__)
BOARDS = tuple(kind for kind in TaskKind if kind in REFERENCE_ONLY)
LONGEST_TOLD = 40
OBJECTION = "sampling.quick_test_objection_hours"


@quick_test_pages.get("/sampling/quick-tests/")
@public
def list_quick_tests() -> ResponseReturnValue:
    """Show quick tests by day and place: for reference, no verdict."""
    told = request.args.get("kind", TaskKind.QUICK_TEST.value)
    if told not in {kind.value for kind in BOARDS}:
        return page(
            "sampling/quick_tests_unknown.html",
            told=told[:LONGEST_TOLD],
            boards=BOARDS,
            kinds=KINDS,
            status=400,
        )
    kind = TaskKind(told)
    return page(
        "sampling/quick_tests.html",
        found=quick_tests.page_of_days(kind, after=request.args.get("after")),
        kind=kind,
        boards=BOARDS,
        kinds=KINDS,
        hours=current_place().parameters.whole(OBJECTION, clock.today()),
        telling=telling,
    )
