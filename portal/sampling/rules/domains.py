"""What kind of thing was sampled: food, farm produce, drugs, devices, cosmetics and more."""

import re
from collections.abc import Mapping
from functools import lru_cache

from portal.sampling.rules.batches import Domain
from portal.sampling.rules.headers import domain_in
from portal.sampling.rules.official_numbers import NUMBERED, kind_of_number

BUREAU = re.compile("食品药品")
FOOD = re.compile("食品(?!相关产品|接触)")
_domain_in = lru_cache(1 << 12)(domain_in)


def domain_of(
    cells: Mapping[str, str], category: str, default: Domain | None, title: str = ""
) -> Domain:
    """Return the domain of a row.

    Its own cell tells it, else the officer who brought the file; else the kind of its official
    number (国药准字, 械注准, 国妆), the words of its category, and what stands above the table.
    """
    if "domain" in cells:
        return _domain_in(cells["domain"])
    if default is not None:
        return default
    told = _of_numbers(cells) or _named(category)
    return told or (Domain.FOOD if category else _titled(title))


def _of_numbers(cells: Mapping[str, str]) -> Domain | None:
    for field in NUMBERED:
        kind = kind_of_number(cells[field]) if field in cells else None
        if kind is not None and kind.domain is not Domain.FOOD:
            return kind.domain
    return None


@lru_cache(1 << 8)
def _titled(title: str) -> Domain:
    # 食品药品监督管理局 is a bureau and no drug.
    told = BUREAU.sub("", title)
    is_food = FOOD.search(told) is not None
    return (None if is_food else _named(told)) or Domain.FOOD


def _named(text: str) -> Domain | None:
    if not text:
        return None
    found = _domain_in(text)
    return None if found is Domain.FOOD else found
