"""Units of laboratory reports: how they are spelled, and what may be compared with what.

pint converts; what the units are made of stands in ``units.txt``, their spellings in
``units.yaml``. No other unit than those is known: nothing a table says is ever evaluated.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from portal.sampling.rules.numbers import REMEMBERED, plain

FOLDER = Path(__file__).parent.parent
UNITS_FILE, DEFINITIONS_FILE = FOLDER / "units.yaml", FOLDER / "units.txt"
LOOSE = re.compile(r"[\[\](){},、。;:·]")
SMALL_MU = re.compile(r"(?:^|(?<=/))u(?=(?:g|l|m|s)(?:/|\d|re|$))")
CHINESE = (
    ("毫克", "mg"),
    ("微克", "μg"),
    ("纳克", "ng"),
    ("千克", "kg"),
    ("公斤", "kg"),
    ("克", "g"),
    ("毫升", "ml"),
    ("微升", "μl"),
    ("升", "l"),
    ("毫摩尔", "mmol"),
    ("毫当量", "meq"),
    ("平方厘米", "cm2"),
)
# What is counted, weighed or felt; the same thing per gram or per litre is still the same thing.
_BASES = frozenset({"[mass]", "[length]", "[substance]", "[alcohol]"})


@dataclass(frozen=True)
class Unit:
    """A known unit: how the portal writes it, and what it is made of for pint."""

    name: str
    means: str


@cache
def _table() -> Mapping[str, Any]:
    table: dict[str, Any] = yaml.safe_load(UNITS_FILE.read_text(encoding="utf-8"))
    return table


@cache
def _registry() -> Any:
    import pint  # noqa: PLC0415 - slow to load, and only needed where units differ

    return pint.UnitRegistry(str(DEFINITIONS_FILE), cache_folder=None, non_int_type=float)


@cache
def _quantity(unit: Unit) -> Any:
    return _registry().parse_expression(unit.means) * _registry().dimensionless


@lru_cache(REMEMBERED)
def unit_key(text: str) -> str:
    """Return what the spellings of one unit share."""
    key = LOOSE.sub("", plain(text)).casefold()
    for word, letters in CHINESE:
        key = key.replace(word, letters)
    return SMALL_MU.sub("μ", key)


@cache
def _units() -> Mapping[str, Unit]:
    known: dict[str, Unit] = {}
    for name, row in _table()["units"].items():
        unit = Unit(name, row["means"])
        for spelling in (name, *row["spellings"]):
            known.setdefault(unit_key(spelling), unit)
    return known


def find_unit(text: str) -> Unit | None:
    """Return the unit that ``text`` writes, or None where it is unknown."""
    return _units().get(unit_key(text))


def is_unit(text: str) -> bool:
    """Whether ``text`` is empty or writes a known unit."""
    key = unit_key(text)
    return not key or key in _units()


def unit_name(text: str) -> str | None:
    """Return how the portal writes the unit, or None where there is none or it is unknown."""
    unit = find_unit(text) if text else None
    return unit.name if unit else None


@lru_cache(REMEMBERED)
def scale(value_unit: str, limit_unit: str) -> float | None:
    """Return how many of the limit's unit one of the value's is; None where they differ in kind."""
    if unit_key(value_unit) == unit_key(limit_unit):
        return 1.0
    one, other = find_unit(value_unit), find_unit(limit_unit)
    if one is None or other is None:
        return None
    quantity, wanted = _quantity(one), _quantity(other)
    if not quantity.is_compatible_with(wanted):
        return None
    return float((quantity / wanted).to_base_units().magnitude)


@lru_cache(REMEMBERED)
def is_same_thing(value_unit: str, limit_unit: str) -> bool:
    """Whether two units count the same thing, though one may do so by mass and one by volume.

    mg/L and mg/kg are no slip of the pen; colonies against milligrams are.
    """
    one, other = find_unit(value_unit), find_unit(limit_unit)
    if one is None or other is None:
        return False
    return _things(one) == _things(other)


def _things(unit: Unit) -> frozenset[str]:
    found = frozenset(str(name) for name in _quantity(unit).dimensionality) - _BASES
    # Colonies and most probable numbers are two ways of counting microbes.
    return frozenset(name.replace("[probable_number]", "[colonies]") for name in found)


def has_ratio(unit: str, item: str) -> bool:
    """Whether a multiple of this unit, for this item, says anything."""
    known = find_unit(unit) if unit else None
    if known is not None and known.name in _without_ratio()[0]:
        return False
    return not _without_ratio()[1].search(item.casefold())


@cache
def _without_ratio() -> tuple[frozenset[str], re.Pattern[str]]:
    row = _table()["without_ratio"]
    return frozenset(row["units"]), re.compile(f"^(?:{row['items']})")
