"""Reads of commitments: every promise of the place with the figure that the records give it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from portal.commitments.derivation_shape import FigureRow
from portal.commitments.derivations import current_derivations
from portal.commitments.figures import Figure, print_line
from portal.commitments.ledger import Ledger
from portal.commitments.measures import MEASURES, population_of
from portal.commitments.rules import (
    ORDER,
    Goal,
    Judging,
    Missing,
    Period,
    Scale,
    State,
    Working,
    judge,
)
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.places.rules import Commitment

PAGE_LENGTH = 40
NARRATIVE = "narrative"
NONE = FigureRow(measure="none")
NO_SOURCE = Working("none", Scale.COUNT, missing=Missing.NO_SOURCE)

FACETS: Mapping[str, Callable[[Figure], Iterable[str]]] = {
    "state": lambda figure: (figure.state.value,),
    "theme": lambda figure: (figure.commitment.theme,),
    "kind": lambda figure: (figure.commitment.kind,),
    "department": lambda figure: (body.code for body in figure.departments),
}


@dataclass(frozen=True)
class FigureFilter:
    """Which promises somebody wants to see; an empty word means every one."""

    state: str = ""
    theme: str = ""
    kind: str = ""
    department: str = ""

    def admits(self, figure: Figure) -> bool:
        """Whether a promise is wanted."""
        wanted = {field.name: getattr(self, field.name) for field in fields(self)}
        return all(not word or word in FACETS[name](figure) for name, word in wanted.items())


def period_of(year: int | None = None) -> Period:
    """Return a year as it is counted; the running one unless named."""
    today = clock.today()
    return Period(year or today.year, today)


def list_years() -> list[int]:
    """Return the years that can be shown, the newest first."""
    today = clock.today().year
    first = min(current_derivations().first_year, today)
    return list(range(today, first - 1, -1))


def document_year() -> int | None:
    """Return the one year that every promise of the document is for; None where they differ."""
    deadlines = {promise.deadline for promise in current_place().commitments if promise.deadline}
    years = {deadline.year for deadline in deadlines}
    return years.pop() if len(years) == 1 else None


def list_figures(period: Period) -> list[Figure]:
    """Return every promise of the place: behind first, then on the way, met, without data."""
    ledger = Ledger(period)
    figures = [_figure(promise, ledger) for promise in current_place().commitments]
    return sorted(figures, key=lambda figure: ORDER[figure.state])


def get_figure(reference: str, period: Period) -> Figure:
    """Return one promise with its figure; raises NotFound."""
    promise = current_place().find_commitment(reference)
    if promise is None:
        raise NotFound(reference)
    return _figure(promise, Ledger(period))


def headline_figures() -> tuple[Figure, ...]:
    """Return the promises that the home page shows, with this year's figures."""
    place, ledger = current_place(), Ledger(period_of())
    chosen = (place.find_commitment(code) for code in current_derivations().headline)
    return tuple(_figure(promise, ledger) for promise in chosen if promise is not None)


def count_facets(figures: Sequence[Figure], wanted: FigureFilter) -> Mapping[str, Counter[str]]:
    """Return how many promises each answer of each filter would leave, the others being kept."""
    counts: dict[str, Counter[str]] = {}
    for name, words_of in FACETS.items():
        others = replace(wanted, **{name: ""})
        kept = [figure for figure in figures if others.admits(figure)]
        counts[name] = Counter(word for figure in kept for word in words_of(figure))
    return counts


def list_history(reference: str) -> list[Figure]:
    """Return one promise in every year that can be shown, the newest first."""
    return [get_figure(reference, period_of(year)) for year in list_years()]


def list_related(figure: Figure) -> list[Commitment]:
    """Return the promises of this place that the register puts beside this one."""
    found = (current_place().find_commitment(code) for code in figure.commitment.related)
    return [promise for promise in found if promise is not None]


def _figure(promise: Commitment, ledger: Ledger) -> Figure:
    derivation = current_derivations().find(promise.id)
    rows = derivation.figures if derivation else ()
    target = promise.target if promise.target_is_the_documents else None
    lines = tuple(
        print_line(
            row,
            MEASURES[row.measure].work_out(row, ledger),
            target if position == 0 else None,
            promise.comparator,
        )
        for position, row in enumerate(rows)
    ) or (print_line(NONE, NO_SOURCE, None, promise.comparator),)
    working = lines[0].working
    judging = derivation.judging if derivation else Judging.EACH_YEAR
    return Figure(
        commitment=promise,
        period=ledger.period,
        state=_state(promise, working, judging, ledger.period),
        lines=lines,
        derivation=derivation,
        population=population_of(ledger) if working.scale is Scale.PER_THOUSAND else None,
    )


def _state(promise: Commitment, working: Working, judging: Judging, period: Period) -> State:
    # A narrative duty gets no score (G3); a target that is ours is no target to be met (G2).
    if promise.kind == NARRATIVE:
        return State.UNSCORED
    if working.value is None:
        return State.NO_DATA
    if promise.target is None or not promise.target_is_the_documents:
        return State.COUNTED
    goal = Goal(working.scale, promise.comparator, promise.target, judging, promise.deadline)
    return judge(working.value, goal, period)
