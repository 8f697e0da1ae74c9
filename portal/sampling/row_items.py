"""What a row measures, from its joined cell or from its columns."""

from collections.abc import Mapping
from functools import lru_cache

from portal.sampling.rules.batches import Result
from portal.sampling.rules.joined import ToldItem, finding_items, told_items
from portal.sampling.rules.judging import Judged, judge
from portal.sampling.told import Told, refuse_differing

_finding_items = lru_cache(1 << 13)(finding_items)
_told_items = lru_cache(1 << 13)(told_items)
COLUMNS = ("item", "value", "limit", "unit")


def items_of(told: Told, cells: Mapping[str, str], result: Result) -> Judged:
    """Return what the row measures, judged by its verdict, and the doubts about it.

    Raises RowRefused where the row contradicts itself.
    """
    if "finding" not in cells and "item" not in cells:
        return judge((), result, lists_failed=False, cause="", basis="")
    items, doubts = _from_joined(cells["finding"]) if "finding" in cells else ([], ())
    told_apart = tuple(items or _from_columns(told, cells))
    facts = {"cause": cells.get("item_group", ""), "basis": cells.get("basis", "")}
    judged, more = judge(told_apart, result, lists_failed=told.lists_failed, **facts)
    return judged, (*doubts, *more)


def _from_joined(text: str) -> tuple[list[ToldItem], tuple[str, ...]]:
    # What nobody can take apart is kept whole, and the reviewer is told.
    found = _finding_items(text)
    return (found, ()) if found else ([ToldItem(text)], ("finding_unreadable",))


def _from_columns(told: Told, cells: Mapping[str, str]) -> list[ToldItem]:
    columns = [told.fields.get(field, ()) for field in COLUMNS]
    count = len(columns[0])
    if count > 1 and all(len(one) in {0, count} for one in columns[1:-1]):
        # 不合格项目1, 检验结果1, 标准值1, 不合格项目2, …: one item in each set of columns.
        spread = [one if len(one) == count else (*one, "")[:1] * count for one in columns]
        sets = dict.fromkeys(zip(*spread, strict=True))
        return [one for parts in sets if parts[0] for one in _told_items(*parts)]
    for field, found in zip(COLUMNS, columns, strict=True):
        refuse_differing(field, found)
    return _told_items(*(cells.get(field, "") for field in COLUMNS))
