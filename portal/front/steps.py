"""The geometry of grades without scores over the years: a line for each level, steps between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.front.day_labels import day_labels
from portal.ratings.rules import Level, Scheme

LEFT, RIGHT, TOP, ROW = 34, 700, 12, 48
MOST_STEPS = 8


@dataclass(frozen=True)
class LevelLine:
    """A level's line across the chart."""

    level: Level
    y: float
    is_current: bool


@dataclass(frozen=True)
class Step:
    """From when on a level held."""

    x: float
    y: float
    on: date


@dataclass(frozen=True)
class StepDrawing:
    """Levels over the years, the best on top."""

    lines: tuple[LevelLine, ...]
    steps: tuple[Step, ...]

    @property
    def labels(self) -> list[str]:
        """What is written below each step."""
        return day_labels([one.on for one in self.steps], [one.x for one in self.steps])

    @property
    def path(self) -> str:
        """The steps: a level holds until the next one."""
        first, *others = self.steps
        return (
            f"M{first.x} {first.y}" + "".join(f"H{one.x}V{one.y}" for one in others) + f"H{RIGHT}"
        )

    @property
    def height(self) -> int:
        """How tall the drawing is, with room for the years below."""
        return TOP + ROW * len(self.lines) + 24

    @property
    def years_y(self) -> int:
        """Where the years are written."""
        return self.height - 6


def draw_steps(scheme: Scheme, marks: Sequence[tuple[date, str]]) -> StepDrawing | None:
    """Return the chart of the last dated levels, oldest first; None below two."""
    places = {level.code: at for at, level in enumerate(scheme.levels)}
    marks = [mark for mark in marks if mark[1] in places][-MOST_STEPS:]
    if len(marks) < 2:  # noqa: PLR2004 - one grade is no history
        return None
    first, last = marks[0][0], marks[-1][0]
    span = max((last - first).days, 1)
    # The newest grade holds on: leave it a stretch of its own.
    room = (RIGHT - LEFT) * len(marks) / (len(marks) + 1)
    lines = tuple(
        LevelLine(level, TOP + ROW * at + ROW / 2, level.code == marks[-1][1])
        for at, level in enumerate(scheme.levels)
    )
    steps = tuple(
        Step(round(LEFT + (on - first).days / span * room, 1), lines[places[code]].y, on)
        for on, code in marks
    )
    return StepDrawing(lines, steps)
