"""Public figures: how many, how quickly, how it ended. Small cells are kept back.

Given out by whole months and not changed afterwards.
"""

from dataclasses import dataclass
from datetime import date

from portal.complaints.rules import Track
from portal.complaints.statistics.cutting import BY_TRACK
from portal.complaints.statistics.sheets import (
    counted_in,
    cuts_of,
    find_sheet,
    give_out,
    newest_year,
)

__all__ = [
    "TrackFigures",
    "count_given_out",
    "count_on_time",
    "give_out",
    "newest_day",
    "newest_year",
    "statistics",
]


@dataclass(frozen=True)
class TrackFigures:
    """One track's figures of one period, by the day of receipt.

    ``decided`` counts what was accepted, refused or (for reports) verified; ``on_time`` those
    within the limit. A figure kept back because too few people are behind it is None.
    """

    track: Track
    received: int | None
    decided: int | None
    on_time: int | None
    concluded: int | None
    settled: int | None
    satisfied: int | None


def count_on_time(year: int) -> tuple[int, int]:
    """Return (in time, due) over every track, as it was given out: the rate's two parts.

    A case still open and within its limit counts in neither; one overdue counts as due.
    """
    found = counted_in(find_sheet(year))
    return sum(one.on_time for one in found), sum(one.judged for one in found)


def count_given_out(year: int) -> int:
    """Return how many cases the figures that were given out are of."""
    return sum(one.received for one in counted_in(find_sheet(year)))


def newest_day(year: int) -> date | None:
    """Return the day whose end the figures of a year tell of; None where none were given out."""
    sheet = find_sheet(year)
    return sheet.until_on if sheet else None


def statistics(year: int) -> list[TrackFigures]:
    """Return the public figures of a year, by track: those of the page, no more and no less."""
    cuts = cuts_of(find_sheet(year))
    rows = {track: cuts.counts(BY_TRACK, track.value) for track in Track}
    return [
        TrackFigures(
            track=track,
            received=row["received"],
            decided=row["judged"],
            on_time=row["on_time"],
            concluded=row["concluded"],
            settled=row["settled"],
            satisfied=row["satisfied"],
        )
        for track, row in rows.items()
    ]
