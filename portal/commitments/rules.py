"""When a promise is met: exact fractions in, a verdict and a figure that never flatters out."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

HUNDRED = 100
THOUSAND = 1000
# More digits than any count or population can have, so that cutting a figure is exact.
DIGITS = 60


class Scale(StrEnum):
    """What a figure is."""

    SHARE = "share"
    PER_THOUSAND = "per-thousand"
    COUNT = "count"


class Missing(StrEnum):
    """Why there is no figure."""

    NO_SOURCE = "no-source"
    NO_RECORDS = "no-records"
    NO_POPULATION = "no-population"
    TOO_FEW = "too-few"
    NO_HISTORY = "no-history"


class Judging(StrEnum):
    """When a promise is looked at: at each year's end, by its deadline, or at any time (保持)."""

    EACH_YEAR = "each-year"
    BY_DEADLINE = "by-deadline"
    HELD = "held"


class State(StrEnum):
    """Where a promise stands, in the order of the page: bad news first."""

    BEHIND = "behind"
    ON_THE_WAY = "on-the-way"
    MET = "met"
    COUNTED = "counted"
    NO_DATA = "no-data"
    UNSCORED = "unscored"


JUDGED = frozenset({State.BEHIND, State.ON_THE_WAY, State.MET})
ORDER = {state: position for position, state in enumerate(State)}
DEFAULT_PLACES = {Scale.SHARE: 2, Scale.PER_THOUSAND: 2, Scale.COUNT: 0}


class Impossible(ValueError):  # noqa: N818 - it names what was told, not the mechanism
    """A figure was told that cannot be: more parts than the whole, or fewer than none."""


@dataclass(frozen=True)
class Period:
    """One calendar year, and the last day of it that has begun."""

    year: int
    today: date

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, 12, 31)

    @property
    def until(self) -> date:
        """The last day that is counted: today, while the year is running."""
        return min(self.last, max(self.today, self.first))

    @property
    def is_over(self) -> bool:
        """Whether the whole year lies behind."""
        return self.today > self.last

    @property
    def elapsed(self) -> Fraction:
        """How much of the year has passed, today included."""
        days = (self.until - self.first) + timedelta(days=1)
        return Fraction(days.days, (self.last - self.first).days + 1)


@dataclass(frozen=True)
class Working:
    """One figure with everything it is made of.

    ``denominator`` is the whole of a share, the residents of a rate per thousand, and None for a
    count. ``missing`` says why there is no figure. ``code`` names what was counted.
    """

    code: str
    scale: Scale
    numerator: int | None = None
    denominator: int | None = None
    missing: Missing | None = None

    def __post_init__(self) -> None:
        parts, whole = self.numerator, self.denominator
        if (parts is not None and parts < 0) or (whole is not None and whole < 0):
            raise Impossible(f"{self.code}: {parts} of {whole}")
        if self.scale is Scale.SHARE and parts is not None and whole is not None and parts > whole:
            raise Impossible(f"{self.code}: {parts} of {whole}")

    @property
    def value(self) -> Fraction | None:
        """The exact figure in the unit it is promised in (%, per thousand, count), or None."""
        if self.missing is not None or self.numerator is None:
            return None
        if self.scale is Scale.COUNT:
            return Fraction(self.numerator)
        if not self.denominator:
            return None
        factor = HUNDRED if self.scale is Scale.SHARE else THOUSAND
        return Fraction(self.numerator * factor, self.denominator)


@dataclass(frozen=True)
class Goal:
    """What the document asks for, where it asks for a number, and when that is looked at."""

    scale: Scale
    comparator: str
    target: Decimal
    judging: Judging = Judging.EACH_YEAR
    deadline: date | None = None

    def is_due(self, period: Period) -> bool:
        """Whether the day has passed by which the goal had to be reached."""
        if self.judging is Judging.BY_DEADLINE and self.deadline is not None:
            return period.today > max(period.last, self.deadline)
        return period.is_over


def reaches(value: Fraction, comparator: str, target: Decimal) -> bool:
    """Tell by exact fractions whether a value is what was promised (capabilities.md G8)."""
    wanted = Fraction(target)
    if comparator == ">=":
        return value >= wanted
    if comparator == "<=":
        return value <= wanted
    return value == wanted


def is_beyond(value: Fraction, comparator: str, target: Decimal) -> bool:
    """Tell whether a value lies above what was not to be exceeded."""
    return comparator != ">=" and value > Fraction(target)


def judge(value: Fraction, goal: Goal, period: Period) -> State:
    """Return where a promise with a target of the document's own stands.

    What has to hold at all times (动态保持) is behind as soon as it does not. A count that grows
    over the year is on the way while it keeps pace with the calendar; a level that is to be
    reached by a day is on the way until that day.
    """
    if reaches(value, goal.comparator, goal.target):
        return State.MET
    is_lost = is_beyond(value, goal.comparator, goal.target) or goal.judging is Judging.HELD
    if is_lost or goal.is_due(period):
        return State.BEHIND
    if goal.judging is Judging.BY_DEADLINE:
        return State.ON_THE_WAY
    keeps_pace = value >= Fraction(goal.target) * period.elapsed
    is_growing = goal.scale is not Scale.SHARE
    return State.ON_THE_WAY if is_growing and keeps_pace else State.BEHIND


def shown(value: Fraction, scale: Scale, target: Decimal | None, comparator: str) -> Decimal:
    """Return the figure as it is printed: cut so that it never looks better than it is.

    A value below its target is printed below it, a value above a ceiling above it. It carries at
    least as many decimals as the target, so that a target that is met is printed as met.
    """
    places = max(DEFAULT_PLACES[scale], 0 if target is None else _places(target))
    upwards = target is not None and is_beyond(value, comparator, target)
    scaled = value * 10**places
    steps = -(-scaled // 1) if upwards else scaled // 1
    with localcontext() as context:
        context.prec = DIGITS
        return Decimal(steps).scaleb(-places)


def _places(target: Decimal) -> int:
    exponent = target.normalize().as_tuple().exponent
    return max(0, -int(exponent))
