"""What the home page shows: every figure from the portal's own records, or said to be missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from portal.commitments import queries as commitments
from portal.commitments.figures import Figure
from portal.commitments.rules import Scale
from portal.complaints.statistics import TrackFigures, newest_day, newest_year, statistics
from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Parameter
from portal.rewards import queries as rewards
from portal.rewards.queries.register import PublicTotals
from portal.sampling import queries as sampling
from portal.sampling.models import SampleBatch
from portal.sampling.queries import ResultFilter
from portal.sampling.rules.batches import Result
from portal.science import queries as science
from portal.science.models import Article
from portal.web.filters import number
from portal.web.locale import language

FAILURES_SHOWN, WORDS_OFFERED, ARTICLES_SHOWN = 5, 4, 5
PUBLISH_WITHIN = "sampling.publish_days"
MOST_TICKS = 8


@dataclass(frozen=True)
class Failures:
    """The newest public failures, and how many there were this year."""

    batches: Sequence[SampleBatch]
    year: int
    year_count: int
    publish_within: Parameter | None

    @property
    def words(self) -> list[str]:
        """What failed last, as words to search for."""
        return list(dict.fromkeys(batch.product for batch in self.batches))[:WORDS_OFFERED]


def newest_failures() -> Failures:
    """Return the newest public failures."""
    today = clock.today()
    failed = ResultFilter(results=(Result.FAILED,), years=(today.year,))
    return Failures(
        batches=sampling.list_failing_recently(FAILURES_SHOWN),
        year=today.year,
        year_count=sampling.count_results(failed),
        publish_within=current_place().parameters.find(PUBLISH_WITHIN, today),
    )


@dataclass(frozen=True)
class Bowl:
    """The bowl of the home page: one figure against the level it promised to reach."""

    figure: Figure
    target: Decimal

    @property
    def share(self) -> float:
        """How full it is; 1 is the promised level."""
        value = self.figure.working.value
        return 0.0 if value is None else float(value / Fraction(self.target))

    @property
    def ticks(self) -> list[tuple[str, float]]:
        """The scale at its side: whole numbers up to the promised level, which stands on top."""
        step = max(int(self.target) // MOST_TICKS, 1)
        below = range(0, ceil(self.target), step)
        levels = [*(Decimal(level) for level in below), self.target]
        return [(number(level), float(level / self.target)) for level in reversed(levels)]


def find_bowl(figures: Sequence[Figure]) -> Bowl | None:
    """Return the first promise counted for every thousand people, as a bowl; or None."""
    for figure in figures:
        if figure.working.scale is Scale.PER_THOUSAND and figure.target:
            return Bowl(figure, figure.target)
    return None


def headline_figures() -> Sequence[Figure]:
    """Return the promises that the home page shows."""
    return commitments.headline_figures()


def newest_articles() -> Sequence[Article]:
    """Return the newest articles in the reader's language."""
    return science.newest_articles(ARTICLES_SHOWN, language())


@dataclass(frozen=True)
class Performance:
    """How complaints and reports were dealt with in a year, and what was paid in rewards.

    ``until_on`` is the day whose end the figures tell of; None before any were given out.
    """

    year: int
    until_on: date | None
    tracks: Sequence[TrackFigures]
    rewards: PublicTotals

    @property
    def is_empty(self) -> bool:
        """Whether nothing was received, or nothing is given out yet."""
        return all(track.received == 0 for track in self.tracks)

    @property
    def on_time(self) -> tuple[int, int] | None:
        """(In time, decided) over all tracks; None where a small number is kept back."""
        pairs = [(one.on_time, one.decided) for one in self.tracks if one.decided != 0]
        known = [(met, due) for met, due in pairs if met is not None and due is not None]
        if not pairs or len(known) < len(pairs):
            return None
        return sum(met for met, _ in known), sum(due for _, due in known)


def performance() -> Performance:
    """Return the newest public figures of complaints, reports, tips and rewards."""
    year = newest_year()
    return Performance(year, newest_day(year), statistics(year), rewards.public_totals(year))
