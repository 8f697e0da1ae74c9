"""The place as tiles: a square for each street, darker where more of what was asked for is.

Not a map: no boundary is drawn that nobody has the right to draw, every street is as large as the
next, and each says its name and its number.
"""

from dataclasses import dataclass
from typing import Any

from portal.enterprises.roll.asking import Question
from portal.enterprises.search import EnterpriseSearch
from portal.places.profile import current_place
from portal.places.rules import Region

SHADES = 5


@dataclass(frozen=True)
class Tile:
    """One street: how many are there, and of five shades the one it is drawn in (0: none)."""

    region: Region
    count: int
    shade: int
    is_chosen: bool
    address_parts: dict[str, Any]


@dataclass(frozen=True)
class TileGroup:
    """The streets of one district, which has no name where the place is one district."""

    region: Region | None
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Tiles:
    """All streets; ``bounds`` are the first and the last number of each shade."""

    groups: tuple[TileGroup, ...]
    bounds: tuple[tuple[int, int], ...]
    elsewhere: int


def tiles_of(search: EnterpriseSearch, question: Question) -> Tiles:
    """Return the streets with what was found in each, whatever street is chosen."""
    regions, counts = current_place().regions, question.counts("region")
    streets = regions.streets()
    bounds = _bounds(max((counts.get(street.code, 0) for street in streets), default=0))
    chosen = search.chosen.get("region", ())

    def tile(street: Region) -> Tile:
        count, is_chosen = counts.get(street.code, 0), street.code in chosen
        shade = next((at for at, (_low, high) in enumerate(bounds, 1) if count <= high), 0)
        other = search.drop("region", street.code) if is_chosen else search.add_region(street.code)
        return Tile(street, count, shade if count else 0, is_chosen, other.address_parts())

    parents = dict.fromkeys(street.parent for street in streets)
    groups = (
        TileGroup(
            None if parent == regions.root.code else regions.find(parent or ""),
            tuple(tile(street) for street in streets if street.parent == parent),
        )
        for parent in parents
    )
    found = question.hits(without="region")
    located = sum(counts.get(street.code, 0) for street in streets)
    return Tiles(tuple(groups), bounds, int(found.sum()) - located)


def _bounds(most: int) -> tuple[tuple[int, int], ...]:
    """Return the ranges of the shades, each of the same width but for the last."""
    width = max(-(-most // SHADES), 1)
    count = -(-most // width) if most else 0
    return tuple((at * width + 1, min((at + 1) * width, most)) for at in range(count))
