"""The page and the download of commitments: stretches of one state, and rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.commitments.figures import Figure
from portal.commitments.queries import PAGE_LENGTH
from portal.commitments.rules import State
from portal.kernel.errors import NotFound
from portal.web import filters
from portal.web.locale import language


@dataclass(frozen=True)
class Stretch:
    """Promises in one state that stand together on a page."""

    state: State
    figures: tuple[Figure, ...]
    total: int


@dataclass(frozen=True)
class Sheet:
    """One page of promises; ``before`` and ``after`` are where its neighbours begin, or None."""

    stretches: tuple[Stretch, ...]
    total: int
    before: str | None
    after: str | None


def sheet_of(figures: Sequence[Figure], start: str | None) -> Sheet:
    """Return the page that begins with this promise; raises NotFound for an unknown one."""
    references = [figure.reference for figure in figures]
    if start and start not in references:
        raise NotFound(start)
    at = references.index(start) if start else 0
    kept = figures[at : at + PAGE_LENGTH]
    earlier, later = max(0, at - PAGE_LENGTH), at + PAGE_LENGTH
    return Sheet(
        stretches=tuple(_stretch(state, kept, figures) for state in _states(kept)),
        total=len(figures),
        before=references[earlier] if at else None,
        after=references[later] if later < len(figures) else None,
    )


def _states(figures: Iterable[Figure]) -> list[State]:
    return list(dict.fromkeys(figure.state for figure in figures))


def _stretch(state: State, kept: Sequence[Figure], every: Sequence[Figure]) -> Stretch:
    return Stretch(
        state=state,
        figures=tuple(figure for figure in kept if figure.state is state),
        total=sum(figure.state is state for figure in every),
    )


COLUMNS = (
    "id", "year", "document", "clause", "quote", "title_zh", "title_en", "kind", "theme",
    "responsible", "comparator", "target", "target_basis", "unit", "hedge", "deadline",
    "deadline_basis", "period", "state", "measure", "value", "numerator", "denominator",
    "counted_from", "counted_until", "missing", "draft", "ambiguity",
)  # fmt: skip


def table_row(figure: Figure) -> tuple[object, ...]:
    """Return one row of the download, in the order of COLUMNS; no data is an empty cell."""
    given, working, derived = figure.commitment, figure.working, figure.derivation
    return (
        given.id,
        figure.period.year,
        given.doc,
        given.clause,
        given.quote,
        given.title.zh,
        given.title.en,
        given.kind,
        given.theme,
        ";".join(given.responsible),
        given.comparator,
        given.target,
        given.target_basis,
        given.unit,
        given.hedge,
        filters.iso(given.deadline) if given.deadline else None,
        given.deadline_basis,
        given.period,
        figure.state.value,
        working.code if derived else None,
        figure.printed,
        None if working.missing else working.numerator,
        None if working.missing else working.denominator,
        filters.iso(figure.period.first) if derived else None,
        filters.iso(figure.period.until) if derived else None,
        working.missing.value if working.missing else None,
        "yes" if figure.is_draft else "no",
        figure.ambiguity.in_(language()) if figure.ambiguity else None,
    )
