"""What the demo samples: products, what is tested in each, and the values that come out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from portal.demo.chance import Chance
from portal.demo.seeds import seeds

FILES = ("products-farm", "products-processed", "products-other")
SPECS = "specs | "
RANGE = re.compile(r"([\d.]+)\.\.([\d.]+)(.*)")
LAST_DAY = date.max
# Residues that a laboratory looks for and mostly does not find.
LOOKED_FOR = frozenset({"pesticide", "veterinary", "organic"})
NOT_FOUND, NOT_FOUND_SHARE = "未检出", 0.45


@dataclass(frozen=True)
class Measurand:
    """One thing tested in a product, its limit from a day until a day, and usual values."""

    name: str
    limit: str
    standard: str
    cause: str
    usual: str
    failing: str
    weight: float
    first_day: date
    last_day: date

    def holds(self, on: date) -> bool:
        """Whether this limit is the one for a product of that day."""
        return self.first_day <= on <= self.last_day

    def standard_on(self, day: date) -> str:
        """Return the standard as it is named for a product of that day.

        Without its year where a newer edition came into force meanwhile: the limits of the demo
        were not checked against that one.
        """
        newer = seeds("sampling")["newer_editions"].get(self.standard)
        return self.standard if newer is None or day < newer["since"] else str(newer["named"])

    @property
    def is_plain(self) -> bool:
        """Whether a value within the limit can be told from one beyond it by its number alone."""
        return self.usual == NOT_FOUND or bool(RANGE.match(self.usual))

    def value(self, chance: Chance, *, is_failing: bool = False) -> str:
        """Draw a measured value, its unit with it."""
        told = self.failing if is_failing else self.usual
        found = RANGE.fullmatch(told)
        if found is None:
            return told
        if not is_failing and self.cause in LOOKED_FOR and chance.happens(NOT_FOUND_SHARE):
            return NOT_FOUND
        digits = len(found[1].partition(".")[2])
        drawn = chance.amount(float(found[1]), float(found[2]))
        return f"{drawn:.{digits}f} {found[3].strip() or self.unit}".strip()

    @property
    def unit(self) -> str:
        """The unit that the limit is written in."""
        return self.limit.rpartition(" ")[2] if " " in self.limit else ""


@dataclass(frozen=True)
class Product:
    """One kind of product, where it is sampled and what is tested in it."""

    name: str
    category: str
    subcategory: str
    domain: str
    task: str
    maker: str
    places: tuple[str, ...]
    specs: tuple[str, ...]
    weight: float
    items: tuple[Measurand, ...]

    def items_on(self, day: date) -> list[Measurand]:
        """Return what is tested in a product of that day."""
        return [item for item in self.items if item.holds(day)]


@cache
def products(task: str) -> tuple[Product, ...]:
    """Return every product that is sampled by one kind of task: food, agri, drugs, quick."""
    blocks = (block for name in FILES for block in seeds(name))
    return tuple(
        product
        for block in blocks
        if block.get("task", "food") == task
        for product in _products_of(block)
    )


def _products_of(block: dict[str, Any]) -> Iterator[Product]:
    for name, lines in block["products"].items():
        own = [line.removeprefix(SPECS).split("、") for line in lines if line.startswith(SPECS)]
        yield Product(
            name=name,
            category=block["category"],
            subcategory=block["sub"],
            domain=block.get("domain", "食品"),
            task=block.get("task", "food"),
            maker=block.get("maker", ""),
            places=tuple(block["at"]),
            specs=tuple(own[0] if own else block["specs"]),
            weight=block["weight"],
            items=tuple(_item_of(line) for line in lines if not line.startswith(SPECS)),
        )


def _item_of(line: str) -> Measurand:
    name, limit, standard, cause, usual, failing, weight, *days = (
        part.strip() for part in line.split("|")
    )
    word, _, day = (days[0] if days else "").partition(" ")
    known = date.fromisoformat(day) if day else None
    return Measurand(
        name=name,
        limit=limit,
        standard=standard,
        cause=cause,
        usual=usual,
        failing=failing,
        weight=float(weight),
        first_day=known if known and word == "from" else date.min,
        last_day=known if known and word == "until" else LAST_DAY,
    )
