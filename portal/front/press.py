"""What the page for journalists tells: announcements, figures and where they come from."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules.parameters import Parameter
from portal.sampling import queries as sampling
from portal.sampling.models import Announcement
from portal.sampling.queries import announcements
from portal.sampling.rules.batches import Result
from portal.sampling.rules.questions import ResultFilter

ANNOUNCEMENTS_SHOWN = 5
LICENCE = "opendata.licence"


@dataclass(frozen=True)
class YearFigures:
    """How many results were published in a year, and how many of them failed."""

    year: int
    published: int
    failed: int


def newest_announcements() -> Sequence[Announcement]:
    """Return the newest public announcements."""
    return announcements.page_of_announcements().items[:ANNOUNCEMENTS_SHOWN]


def figures_of_year() -> YearFigures:
    """Return the figures of this year; each is also a list that anybody can open."""
    year = clock.today().year
    return YearFigures(
        year=year,
        published=sampling.count_results(ResultFilter(years=(year,))),
        failed=sampling.count_results(ResultFilter(years=(year,), results=(Result.FAILED,))),
    )


def find_licence() -> Parameter | None:
    """Return the licence the data are under; its value is None where it is not set."""
    return current_place().parameters.find(LICENCE, on=clock.today())
