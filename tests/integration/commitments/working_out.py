"""Asking for a figure, in tests."""

from datetime import date

from portal.commitments import queries
from portal.commitments.derivation_shape import FigureRow
from portal.commitments.figures import Figure
from portal.commitments.ledger import Ledger
from portal.commitments.measures import MEASURES
from portal.commitments.rules import Period, Working

THIS_YEAR = Period(2026, date(2026, 11, 20))


def worked(measure: str, **told: object) -> Working:
    """Return what a measure finds this year."""
    row = FigureRow.model_validate({"measure": measure, **told})
    return MEASURES[measure].work_out(row, Ledger(THIS_YEAR))


def figure(reference: str, year: int | None = None) -> Figure:
    """Return one promise with its figure."""
    return queries.get_figure(reference, queries.period_of(year))


def fraction(working: Working) -> tuple[int | None, int | None]:
    """Return the two numbers of a figure."""
    assert working.missing is None
    return working.numerator, working.denominator
