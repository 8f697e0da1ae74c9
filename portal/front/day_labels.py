"""What is written below the dots of a chart over time."""

from collections.abc import Sequence
from datetime import date

# How far apart two labels stand at least, in the units of the drawing.
APART = 76


def day_labels(days: Sequence[date], places: Sequence[float]) -> list[str]:
    """Return the year of each day, or its month where a year comes twice; days are in order.

    Nothing where it would cover the label before it: the table beside the chart has every day.
    """
    years = [day.year for day in days]
    form = "%Y" if len(set(years)) == len(years) else "%Y-%m"
    labels, last = [], -float(APART)
    for day, place in zip(days, places, strict=True):
        is_free = place - last >= APART
        labels.append(day.strftime(form) if is_free else "")
        last = place if is_free else last
    return labels
