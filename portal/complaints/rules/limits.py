"""A time limit of the law over one case."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.places.rules import Parameter


class Clock(StrEnum):
    """A time limit of the law that runs over a case."""

    ACCEPTANCE = "acceptance"
    MEDIATION = "mediation"
    END_NOTICE = "end_notice"
    VERIFICATION = "verification"
    NOTICE = "notice"
    PENALTY = "penalty"
    DISPUTE = "dispute"


@dataclass(frozen=True)
class Deadline:
    """One time limit over one case: from when, until when, and the rule that says so.

    ``due_on`` is None where nobody has set the limit; ``met_on`` is the day it was met;
    ``stopped_on`` the day the case ended without what the limit asks for (taken back).
    ``is_standing`` says that a test is under way and the clock stands still; ``may_move`` that
    it counts days of a year whose holidays are not announced.
    """

    clock: Clock
    starts_on: date
    due_on: date | None
    met_on: date | None = None
    parameter: str = ""
    limit: Parameter | None = None
    stopped_on: date | None = None
    is_extended: bool = False
    is_standing: bool = False
    may_move: bool = False

    def is_late(self, today: date) -> bool:
        """Whether the limit was or is overrun."""
        last = self.met_on or self.stopped_on or today
        return self.due_on is not None and last > self.due_on

    def verdict(self, today: date) -> bool | None:
        """Whether it was kept: None while it is open and in time, or not set, or fell away."""
        if self.due_on is None or (self.met_on is None and not self.is_late(today)):
            return None
        return not self.is_late(today)

    def days_left(self, today: date) -> int | None:
        """Return the calendar days left, negative when overdue; None where nothing is set."""
        return None if self.due_on is None else (self.due_on - today).days

    def share_used(self, today: date) -> float:
        """Return how much of the time is used, 1 at the last day's end and more beyond."""
        if self.due_on is None:
            return 0.0
        whole = max((self.due_on - self.starts_on).days, 1)
        return (today - self.starts_on).days / whole
