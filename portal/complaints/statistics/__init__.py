"""Public figures: how many, how quickly, how it ended. Small cells are kept back."""

from dataclasses import dataclass

from portal.complaints.rules import Track
from portal.complaints.statistics.counting import count_received
from portal.complaints.statistics.cutting import BY_TRACK, cut

__all__ = ["TrackFigures", "count_on_time", "count_received", "statistics"]


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


def count_on_time(year: int, month: int | None = None) -> tuple[int, int]:
    """Return (in time, due) over every track: the on-time rate's numerator and denominator.

    A case still open and within its limit counts in neither; one overdue counts as due.
    """
    found = count_received(year, month)
    return sum(one.on_time for one in found), sum(one.judged for one in found)


def statistics(year: int) -> list[TrackFigures]:
    """Return the public figures of a year, by track: those of the page, no more and no less."""
    cuts = cut(count_received(year))
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
