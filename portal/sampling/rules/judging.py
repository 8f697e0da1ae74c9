"""A laboratory's verdict beside the values that it stands on.

Where the two disagree (84.8 against ≤100, 不合格) the verdict stands: the laboratory saw the sample
and the table may have lost a digit. No multiple of the limit is shown then, and the reviewer is
told why. What contradicts itself is refused (capabilities.md A): 不合格 without an item, 合格 in a
column of failed items, a unit that nobody knows, colonies against milligrams.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from portal.sampling.rules.batches import Result
from portal.sampling.rules.items import Assessed, assess
from portal.sampling.rules.joined import ToldItem
from portal.sampling.rules.measures import Comparison
from portal.sampling.rules.numbers import REMEMBERED
from portal.sampling.rules.row_refusals import RowRefused
from portal.sampling.rules.rows import Item

Judged = tuple[tuple[Item, ...], tuple[str, ...]]
# What cannot be held together for want of a unit, or for mass against volume.
INCOMPARABLE = {
    Comparison.UNIT_MISSING: "unit_missing",
    Comparison.UNITS_DIFFER: "units_differ",
}


@lru_cache(REMEMBERED)
def judge(
    told: tuple[ToldItem, ...], result: Result, *, lists_failed: bool, cause: str, basis: str
) -> Judged:
    """Return the items of a row as its verdict leaves them, and the doubts about them.

    ``lists_failed``: the table's column is one of failed items. Raises RowRefused where the row
    contradicts itself.
    """
    assessed = [assess(one, cause=cause, basis=basis) for one in told]
    if result not in {Result.PASSED, Result.FAILED}:
        return tuple(one.item for one in assessed), ()
    for one in assessed:
        _refuse_wrong_units(one)
    doubts = [doubt for one in assessed for doubt in _doubts_about(one)]
    if result is Result.FAILED:
        items, more = _failed(assessed, lists_failed=lists_failed)
    else:
        items, more = _passed(assessed, lists_failed=lists_failed)
    return items, tuple(dict.fromkeys([*doubts, *more]))


def _refuse_wrong_units(one: Assessed) -> None:
    item = one.item
    if one.unknown_unit:
        in_value = one.unknown_unit in item.value_text.replace(" ", "")
        raise RowRefused("value" if in_value else "limit", "unit_unknown", unit=one.unknown_unit)
    if one.is_wrong_thing:
        facts = {"value": item.value_text, "limit": item.limit_text}
        raise RowRefused("value", "units_differ", **facts)


def _doubts_about(one: Assessed) -> list[str]:
    doubts = [INCOMPARABLE[one.comparison]] if one.comparison in INCOMPARABLE else []
    if one.is_limit_as_value:
        doubts.append("value_is_limit")
    return [*doubts, "items_unequal"] if one.is_whole else doubts


def _failed(assessed: Sequence[Assessed], *, lists_failed: bool) -> Judged:
    if not assessed:
        raise RowRefused("item", "failed_without_item")
    beyond = [one for one in assessed if one.comparison is Comparison.BEYOND]
    doubts = []
    if lists_failed:
        failing = list(assessed)
    elif beyond:
        failing = beyond
        if any(_is_open(one) for one in assessed):
            doubts.append("failing_item_unclear")
    else:
        # Nothing is over its limit by the numbers: what they do not clear is what failed.
        open_ones = [one for one in assessed if one.comparison is not Comparison.WITHIN]
        failing = open_ones or list(assessed)
    if any(one.comparison is Comparison.WITHIN for one in failing):
        doubts.append("within_limit")
    return tuple(_settled(one, is_failed=one in failing) for one in assessed), tuple(doubts)


def _is_open(one: Assessed) -> bool:
    return one.comparison not in {Comparison.BEYOND, Comparison.WITHIN}


def _settled(one: Assessed, *, is_failed: bool) -> Item:
    disagrees = is_failed and one.comparison is Comparison.WITHIN
    ratio = None if disagrees or one.is_limit_as_value else one.item.ratio
    return replace(one.item, is_failed=is_failed, ratio=ratio)


def _passed(assessed: Sequence[Assessed], *, lists_failed: bool) -> Judged:
    if assessed and lists_failed:
        raise RowRefused("item", "passed_with_failed_item", item=assessed[0].item.name)
    beyond = [one for one in assessed if one.comparison is Comparison.BEYOND]
    items = tuple(replace(one.item, ratio=None) if one in beyond else one.item for one in assessed)
    return items, (("beyond_limit",) if beyond else ())
