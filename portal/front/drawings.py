"""The geometry of the grade's two drawings: scores in, coordinates out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.front.day_labels import day_labels
from portal.ratings.rules import Level, Scale, Scheme

WIDTH = 800
GAP = 3
# A label nearer to the edge than this is written inwards, so that it is not cut off.
MARGIN = 24
# Room for a number on a phone, where texts are drawn twice as large.
ABOVE, BELOW = 13, 27
CHART_LEFT, CHART_RIGHT, CHART_TOP, CHART_BOTTOM = 34, 760, 40, 165
MOST_DOTS = 8


@dataclass(frozen=True)
class Segment:
    """A level's stretch of the scale."""

    code: str
    x: float
    width: float
    is_current: bool

    @property
    def centre(self) -> float:
        """Where its letter stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Tick:
    """A number at a place along the scale; ``anchor`` keeps it inside the drawing."""

    at: float
    value: Decimal
    anchor: str


@dataclass(frozen=True)
class ScaleDrawing:
    """The scale of a scheme with the score on it."""

    segments: tuple[Segment, ...]
    ticks: tuple[Tick, ...]
    score: Tick


def draw_scale(scheme: Scheme, score: Decimal | None, level: str) -> ScaleDrawing | None:
    """Return the scale with a score on it, or None where the scheme knows no cut-offs."""
    ranged = _ascending(scheme)
    if scheme.scale is None or score is None or not ranged:
        return None
    ends = [low for _, low, _ in ranged] + [ranged[-1][2]]
    return ScaleDrawing(
        segments=tuple(
            Segment(
                known.code,
                x=_x(low, scheme.scale),
                width=max(_x(high, scheme.scale) - _x(low, scheme.scale) - GAP, 0),
                is_current=known.code == level,
            )
            for known, low, high in ranged
        ),
        ticks=tuple(_tick(end, scheme.scale) for end in ends),
        score=_tick(score, scheme.scale),
    )


Range = tuple[Level, Decimal, Decimal]


def _ascending(scheme: Scheme) -> list[Range]:
    ranged = [
        (level, level.lower.at, level.upper.at)
        for level in scheme.levels
        if level.lower is not None and level.upper is not None
    ]
    return sorted(ranged, key=lambda row: row[1])


def _x(value: Decimal, scale: Scale) -> float:
    return round(float((value - scale.least) / (scale.most - scale.least)) * WIDTH, 1)


def _tick(value: Decimal, scale: Scale) -> Tick:
    at = _x(value, scale)
    anchor = "start" if at < MARGIN else "end" if at > WIDTH - MARGIN else "middle"
    return Tick(at, value, anchor)


@dataclass(frozen=True)
class Dot:
    """One grade of the past: where it stands, and what is written there."""

    x: float
    y: float
    on: date
    score: Decimal
    level: str
    is_fall: bool

    @property
    def label_y(self) -> float:
        """Where its number stands: on the side the line does not come from."""
        return round(self.y + BELOW if self.is_fall else self.y - ABOVE, 1)


@dataclass(frozen=True)
class Band:
    """A level's band across the chart."""

    code: str
    y: float
    height: float
    floor: Decimal
    ceiling: Decimal
    is_current: bool

    @property
    def middle(self) -> float:
        """Where its letter stands."""
        return round(self.y + self.height / 2 + 5, 1)


@dataclass(frozen=True)
class HistoryDrawing:
    """Scores over the years, against the bands of the levels."""

    bands: tuple[Band, ...]
    dots: tuple[Dot, ...]

    @property
    def labels(self) -> list[str]:
        """What is written below each dot."""
        return day_labels([one.on for one in self.dots], [one.x for one in self.dots])

    @property
    def path(self) -> str:
        """The steps through the dots: a grade holds until the next one."""
        first, *others = self.dots
        steps = "".join(f"H{dot.x}V{dot.y}" for dot in others)
        return f"M{first.x} {first.y}{steps}H{CHART_RIGHT}"


Mark = tuple[date, Decimal, str]


def draw_history(scheme: Scheme, marks: Sequence[Mark]) -> HistoryDrawing | None:
    """Return the chart of the last dated scores, oldest first.

    None below two scores, or where the scheme knows no cut-offs.
    """
    ranged, marks = _ascending(scheme), marks[-MOST_DOTS:]
    if scheme.scale is None or not ranged or len(marks) < 2:  # noqa: PLR2004 - one dot is no line
        return None
    days = [on for on, _, _ in marks]
    shown = _touched(ranged, marks)
    low, high = shown[0][1], shown[-1][2]
    span = max((days[-1] - days[0]).days, 1)
    room = CHART_RIGHT - CHART_LEFT - 2 * MARGIN
    current = marks[-1][2]
    return HistoryDrawing(
        bands=tuple(
            Band(
                known.code,
                y=_y(upper, low, high),
                height=round(_y(lower, low, high) - _y(upper, low, high), 1),
                floor=lower,
                ceiling=upper,
                is_current=known.code == current,
            )
            for known, lower, upper in shown
        ),
        dots=tuple(
            Dot(
                x=round(CHART_LEFT + MARGIN + (on - days[0]).days / span * room, 1),
                y=_y(score, low, high),
                on=on,
                score=score,
                level=level,
                is_fall=place > 0 and score < marks[place - 1][1],
            )
            for place, (on, score, level) in enumerate(marks)
        ),
    )


def _touched(ranged: list[Range], marks: Sequence[Mark]) -> list[Range]:
    """Return the levels from the lowest to the highest score: the chart shows no others."""
    least, most = min(score for _, score, _ in marks), max(score for _, score, _ in marks)
    touched = [row for row in ranged if row[2] >= least and row[1] <= most]
    return touched or ranged


def _y(value: Decimal, low: Decimal, high: Decimal) -> float:
    share = float((value - low) / (high - low))
    return round(CHART_BOTTOM - share * (CHART_BOTTOM - CHART_TOP), 1)
