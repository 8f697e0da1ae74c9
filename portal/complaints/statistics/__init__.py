"""Public figures: how many, how quickly, how it ended. Small cells are kept back."""

from dataclasses import dataclass

from portal.complaints import policy
from portal.complaints.rules import Track
from portal.complaints.statistics.counting import Counted, count_received
from portal.complaints.statistics.suppression import protect

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


def statistics(year: int, month: int | None = None) -> list[TrackFigures]:
    """Return the public figures of a year, or of one month of it, by track."""
    counted, smallest = count_received(year, month), policy.small_cell()
    sums = [Counted.of(one for one in counted if one.track is track) for track in Track]
    shown = {
        name: protect([getattr(one, name) for one in sums], smallest).cells
        for name in ("received", "judged", "on_time", "concluded", "settled", "satisfied")
    }
    return [
        TrackFigures(
            track=track,
            received=shown["received"][place],
            decided=shown["judged"][place],
            on_time=shown["on_time"][place],
            concluded=shown["concluded"][place],
            settled=shown["settled"][place],
            satisfied=shown["satisfied"][place],
        )
        for place, track in enumerate(Track)
    ]
