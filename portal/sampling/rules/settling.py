"""What the cells of a column tell where its title leaves something open, or is contradicted."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from portal.sampling.rules.cells import folded, meaning_of, result_in
from portal.tables.rules.dates import parse_day

Settled = tuple[str | None, tuple[str, ...]]
# So few cells say nothing against a title.
FEWEST_CELLS = 5
FEW, HALF, MOST = 0.2, 0.5, 0.9
DATES = frozenset({"sampled_on", "reported_on", "announced_on"})
MEASURED = re.compile(
    r"[<>≤≥＜＞~]?[\d.,×x^e+-]+.*|n\.?d\.?|.*(未检出|检出|合格|符合|阴性|阳性).*|[—-]+",
    re.IGNORECASE,
)
UNIT = re.compile(r"[a-zμµ%‰/°℃·.0-9²³\s()（）-]{1,20}|个|批|—", re.IGNORECASE)
LABORATORY = re.compile(
    r".*(检测|检验|质检|计量|研究院|研究所|实验室|疾控|疾病预防|技术中心|技术研究).*"
)
SAMPLE_NUMBER = re.compile(r"[A-Za-z]{1,8}[-A-Za-z0-9]*\d{6,}[-A-Za-z0-9]*|\d{12,}")


def settle(
    field: str | None, candidates: tuple[str, ...], cells: Sequence[str], *, has_verdict: bool
) -> Settled:
    """Return a column's field, or None with what it may be.

    ``cells`` are those that are filled; ``has_verdict`` says that another column surely holds
    the verdict.
    """
    if field == "told_by_cells":
        return _verdict_or_value(cells, has_verdict=has_verdict)
    if field in _BY_CELLS:
        return _BY_CELLS[field](cells)
    if field in DATES and _is_contradicted(cells, _is_day):
        return None, (field,)
    if field is None and candidates in _BETWEEN:
        return _BETWEEN[candidates](cells)
    return field, candidates


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def _is_contradicted(cells: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return len(cells) >= FEWEST_CELLS and _share(cells, fits) < FEW


def _is_day(cell: str) -> bool:
    return parse_day(cell) is not None


def _is_verdict(cell: str) -> bool:
    return result_in(cell) is not None


def _verdict_or_value(cells: Sequence[str], *, has_verdict: bool) -> Settled:
    # "检验结果" heads verdicts in one table and measured values in the next.
    if not cells:
        return ("value" if has_verdict else "result"), ()
    return ("result" if _share(cells, _is_verdict) > HALF else "value"), ()


def _unit_or_firm(cells: Sequence[str]) -> Settled:
    # "单位" heads units of measurement in one table and enterprises in the next.
    if _share(cells, lambda cell: UNIT.fullmatch(cell) is not None) > HALF or not cells:
        return "unit", ()
    return None, ("seller", "maker", "unit")


def _measured(cells: Sequence[str]) -> Settled:
    if cells and _share(cells, lambda cell: MEASURED.fullmatch(cell) is not None) < HALF:
        return None, ()
    return "analyte", ()


def _laboratory_or_seller(cells: Sequence[str]) -> Settled:
    laboratories = _share(cells, lambda cell: LABORATORY.fullmatch(cell) is not None)
    if cells and laboratories > MOST:
        return "laboratory", ()
    if cells and laboratories == 0:
        return "seller", ()
    return None, ("laboratory", "seller")


def _number_or_order(cells: Sequence[str]) -> Settled:
    if cells and _share(cells, lambda cell: SAMPLE_NUMBER.fullmatch(cell) is not None) > MOST:
        return "number", ()
    numbers = [int(cell) for cell in cells if cell.isdigit() and len(cell) <= FEWEST_CELLS]
    counts = all(one < other for one, other in pairwise(numbers))
    if cells and len(numbers) == len(cells) and counts:
        return "ignored", ()
    return None, ("number", "ignored")


def _stage_or_text(cells: Sequence[str]) -> Settled:
    known = _share(cells, lambda cell: meaning_of("stages", folded(cell)) is not None)
    return ("stage", ()) if not cells or known > FEW else (None, ("stage", "seller_address"))


_BY_CELLS: dict[str | None, Callable[[Sequence[str]], Settled]] = {
    "unit_or_firm": _unit_or_firm,
    "analyte": _measured,
    "stage": _stage_or_text,
}
_BETWEEN: dict[tuple[str, ...], Callable[[Sequence[str]], Settled]] = {
    ("laboratory", "seller"): _laboratory_or_seller,
    ("number", "ignored"): _number_or_order,
}
