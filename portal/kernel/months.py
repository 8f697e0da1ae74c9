"""Months, one after the other."""

from datetime import date


def last_months(today: date, count: int) -> list[tuple[int, int]]:
    """Return (year, month) of this month and of those before it, the newest first."""
    newest = today.year * 12 + today.month - 1
    return [((newest - back) // 12, (newest - back) % 12 + 1) for back in range(count)]
