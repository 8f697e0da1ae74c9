"""Time limits a second time, written from the text of the rules and from nothing else.

It shares no line with the portal: its days off are typed from the State Council's notices, its
lengths from Orders 20 and 121 and the procedure for penalties. Days run along one long list.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta

D = date
ONE = timedelta(days=1)
ORDER_121 = D(2026, 4, 15)
FIRST, LAST = D(2023, 12, 1), D(2032, 12, 31)
# (first day off, last day off) and the weekend days worked in exchange.
OFF = [
    (D(2023, 12, 30), D(2024, 1, 1)),
    (D(2024, 2, 10), D(2024, 2, 17)),
    (D(2024, 4, 4), D(2024, 4, 6)),
    (D(2024, 5, 1), D(2024, 5, 5)),
    (D(2024, 6, 10), D(2024, 6, 10)),
    (D(2024, 9, 15), D(2024, 9, 17)),
    (D(2024, 10, 1), D(2024, 10, 7)),
    (D(2025, 1, 1), D(2025, 1, 1)),
    (D(2025, 1, 28), D(2025, 2, 4)),
    (D(2025, 4, 4), D(2025, 4, 6)),
    (D(2025, 5, 1), D(2025, 5, 5)),
    (D(2025, 5, 31), D(2025, 6, 2)),
    (D(2025, 10, 1), D(2025, 10, 8)),
    (D(2026, 1, 1), D(2026, 1, 3)),
    (D(2026, 2, 15), D(2026, 2, 23)),
    (D(2026, 4, 4), D(2026, 4, 6)),
    (D(2026, 5, 1), D(2026, 5, 5)),
    (D(2026, 6, 19), D(2026, 6, 21)),
    (D(2026, 9, 25), D(2026, 9, 27)),
    (D(2026, 10, 1), D(2026, 10, 7)),
    # Made up: no notice for 2027 is out.
    (D(2027, 1, 1), D(2027, 1, 3)),
    (D(2027, 2, 5), D(2027, 2, 12)),
    (D(2027, 4, 3), D(2027, 4, 5)),
    (D(2027, 5, 1), D(2027, 5, 5)),
    (D(2027, 10, 1), D(2027, 10, 7)),
]
WORKED = {
    *(D(2024, 2, 4), D(2024, 2, 18), D(2024, 4, 7), D(2024, 4, 28), D(2024, 5, 11)),
    *(D(2024, 9, 14), D(2024, 9, 29), D(2024, 10, 12)),
    *(D(2025, 1, 26), D(2025, 2, 8), D(2025, 4, 27), D(2025, 9, 28), D(2025, 10, 11)),
    *(D(2026, 1, 4), D(2026, 2, 14), D(2026, 2, 28), D(2026, 5, 9)),
    *(D(2026, 9, 20), D(2026, 10, 10)),
    *(D(2027, 1, 30), D(2027, 2, 13), D(2027, 4, 25), D(2027, 9, 26), D(2027, 10, 9)),
}
MADE_UP_FROM = 2027
CALENDAR = [FIRST + ONE * n for n in range((LAST - FIRST).days + 1)]
HOLIDAYS = {a + ONE * n for a, b in OFF for n in range((b - a).days + 1)}
WORKING = [
    day for day in CALENDAR if day in WORKED or (day.isoweekday() < 6 and day not in HOLIDAYS)
]


@dataclass
class Story:
    """What happened to a case, as a file on a desk would tell it."""

    track: str
    received: date
    named: bool = True
    accepted: date | None = None
    decided: date | None = None
    filed: date | None = None
    told: date | None = None
    concluded: date | None = None
    ended: bool = False
    tests: list[tuple[date, date | None]] = field(default_factory=list)
    more: list[tuple[str, date, date | None]] = field(default_factory=list)
    clues: list[tuple[date, date | None]] = field(default_factory=list)
    disputes: list[tuple[date, date | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Limit:
    """One limit as the rules give it."""

    clock: str
    starts: date
    due: date
    is_late: bool
    may_move: bool


def _not_counted(story: Story, today: date) -> set[date]:
    found: set[date] = set()
    for first, last in story.tests:
        end = last or max(first, today)
        found.update(first + ONE * n for n in range((end - first).days + 1))
    return found


def nth(days: list[date], start: date, count: int, stopped: set[date]) -> date:
    """Return the so-manieth day of a list after ``start``, leaving out those that stand still."""
    after = days[bisect_right(days, start) :]
    if not stopped:
        return after[count - 1]
    kept = (day for day in after if day not in stopped)
    return next(day for place, day in enumerate(kept, 1) if place == count)


def _limit(clock: str, start: date, due: date, met: date | None, today: date) -> Limit:
    by_calendar = clock in {"penalty", "mediation-60"}
    moves = not by_calendar and due.year >= MADE_UP_FROM
    return Limit(clock.removesuffix("-60"), start, due, (met or today) > due, moves)


def _verified(story: Story, start: date, met: date | None, today: date) -> Limit:
    # Order 20 Art. 23, 行政处罚程序规定 Art. 18: 15 + 15 working days, time of tests left out.
    stopped = _not_counted(story, today)
    due = nth(WORKING, start, 15, stopped)
    if any(clock == "verification" and day <= due for clock, day, _until in story.more):
        due = nth(WORKING, due, 15, stopped)
    return _limit("verification", start, due, met, today)


def _penalty(story: Story, start: date, today: date) -> Limit:
    # 行政处罚程序规定 Art. 64: 90 days, 30 more, then until the day the leaders set together.
    due, is_used = start + ONE * 90, False
    for clock, day, until in sorted(story.more, key=lambda one: one[1]):
        if clock != "penalty" or day > due:
            continue
        if until:
            due = max(due, until)
        elif not is_used:
            due, is_used = due + ONE * 30, True
    return _limit("penalty", start, due, story.concluded, today)


def _mediated(story: Story, today: date, *, by_step: bool) -> Limit:
    assert story.accepted
    day = story.accepted if by_step else story.received
    stopped = _not_counted(story, today)
    if day < ORDER_121:
        due = nth(WORKING, story.accepted, 45, stopped)
        return _limit("mediation", story.accepted, due, story.concluded, today)
    due = nth(CALENDAR, story.accepted, 60, stopped)
    return _limit("mediation-60", story.accepted, due, story.concluded, today)


def limits(story: Story, today: date, *, by_step: bool = False) -> list[Limit]:
    """Return every limit that runs or ran. ``by_step``: the rule in force when a step began."""
    found = []
    if story.track == "complaint":
        first = story.accepted or story.decided
        due = nth(WORKING, story.received, 7, set())
        found.append(_limit("acceptance", story.received, due, first, today))
        if story.accepted:
            found.append(_mediated(story, today, by_step=by_step))
        if story.ended and story.concluded:
            due = nth(WORKING, story.concluded, 7, set())
            found.append(_limit("end_notice", story.concluded, due, story.told, today))
        found += [_verified(story, day, met, today) for day, met in story.clues]
    else:
        found.append(_verified(story, story.received, story.decided, today))
        if story.decided and story.named:
            due = nth(WORKING, story.decided, 5, set())
            found.append(_limit("notice", story.decided, due, story.told, today))
        if story.filed:
            found.append(_penalty(story, story.filed, today))
    for day, met in story.disputes:
        found.append(_limit("dispute", day, nth(WORKING, day, 7, set()), met, today))
    return found
