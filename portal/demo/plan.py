"""When what is sampled and announced, and which samples fail: settled before anything happens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from portal.demo.chance import Chance
from portal.demo.products import Measurand, Product, products
from portal.demo.seeds import seeds
from portal.demo.town import Town

YEAR = 365
FIRST_AGO = 1
LAST_WORKDAY = 4
# About how long before its announcement a sample was taken.
SAMPLED_BEFORE = 28
QUICK = "quick"


@dataclass
class Sample:
    """One sample that will be taken: of what, and which item will be beyond its limit."""

    product: Product
    failing: Measurand | None = None


@dataclass
class Announcement:
    """One announcement: a table that is brought in and published on a day."""

    series: dict[str, Any]
    on: date
    ordinal: int
    samples: list[Sample] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The number of the announcement."""
        return f"示例{self.series['number']}〔{self.on.year}〕{self.ordinal:02d} 号"

    @property
    def failed_count(self) -> int:
        """How many of its samples are going to fail; a quick test never fails."""
        is_reference = self.series["code"] == QUICK
        return 0 if is_reference else sum(sample.failing is not None for sample in self.samples)


def announcements(town: Town) -> list[Announcement]:
    """Return every announcement of the demo's years, the earliest first."""
    settings = seeds("sampling")
    planned: list[Announcement] = []
    for series in settings["series"]:
        days = list(_days(town, series["every"], settings["years"] * YEAR))
        planned += _with_samples(town.chance, series, days)
    planned.sort(key=lambda one: (one.on, one.series["code"]))
    let_fail(town.chance, planned)
    return planned


def _days(town: Town, every: int, within: int) -> Iterator[date]:
    newest = town.day(FIRST_AGO)
    while newest.weekday() > LAST_WORKDAY:
        newest -= timedelta(days=1)
    for ago in reversed(range(0, within, every)):
        yield newest - timedelta(days=ago)


def _with_samples(
    chance: Chance, series: dict[str, Any], days: Sequence[date]
) -> list[Announcement]:
    settings = seeds("sampling")
    whole = (settings["total"] - settings["desk"]["waiting"]) * series["share"] // 100
    ordinals: dict[int, Iterator[int]] = {}
    found = []
    for n, day in enumerate(days):
        size = whole * (n + 1) // len(days) - whole * n // len(days)
        chosen = on_the_market(series["products"], day)
        drawn = [chance.weighted(chosen, lambda product: product.weight) for _ in range(size)]
        ordinal = next(ordinals.setdefault(day.year, count(1)))
        samples = [Sample(product) for product in drawn]
        found.append(Announcement(series, day, ordinal, samples))
    return found


def on_the_market(task: str, announced_on: date) -> list[Product]:
    """Return the products that could be bought when the samples were taken."""
    month = (announced_on - timedelta(days=SAMPLED_BEFORE)).month
    seasons = seeds("sampling")["seasons"]
    return [one for one in products(task) if month in seasons.get(one.name, {month})]


def let_fail(chance: Chance, planned: Sequence[Announcement]) -> None:
    """Let samples fail, spread evenly over the years, their causes as often as in the country."""
    for series in seeds("sampling")["series"]:
        tested = [
            (one, sample)
            for one in planned
            if one.series["code"] == series["code"]
            for sample in one.samples
        ]
        failing = round(len(tested) * series.get("failing_percent", 0) / 100)
        for n, cause in enumerate(_causes(chance, failing)):
            one, sample = tested[(len(tested) * (2 * n + 1)) // (2 * failing)]
            _let_one_fail(chance, one, sample, cause)


def _causes(chance: Chance, total: int) -> list[str]:
    shares = {code: row["share"] for code, row in seeds("sampling")["causes"].items()}
    quotas = [code for code, share in shares.items() for _ in range(round(total * share / 100))]
    filled = quotas + ["pesticide"] * (total - len(quotas))
    return chance.mixed(filled)[:total]


def _let_one_fail(chance: Chance, one: Announcement, sample: Sample, cause: str) -> None:
    offered = [
        (product, item)
        for product in on_the_market(one.series["products"], one.on)
        for item in product.items_on(one.on - timedelta(days=120))
        if item.failing and item.holds(one.on)
    ]
    fitting = [pair for pair in offered if pair[1].cause == cause] or offered
    sample.product, sample.failing = chance.weighted(fitting, lambda pair: pair[1].weight)
