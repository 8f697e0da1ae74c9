"""One row of a table, read and held against the rules of capabilities.md A."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from portal.sampling.row_items import items_of
from portal.sampling.rules.batches import Domain, Result, TaskKind, result_for
from portal.sampling.rules.dates import ProductDate, parse_product_date
from portal.sampling.rules.details import DETAILS
from portal.sampling.rules.domains import domain_of
from portal.sampling.rules.headers import category_aliases, kind_in, stage_in
from portal.sampling.rules.official_numbers import (
    NUMBERED,
    doubt_about_number,
    doubt_about_sampling_number,
    read_code,
)
from portal.sampling.rules.parties import split_parties
from portal.sampling.rules.row_facts import (
    LENGTHS,
    NUMBER_IN_REMARK,
    issuer,
    maker_and_seller,
    split_category,
)
from portal.sampling.rules.row_refusals import RowRefused
from portal.sampling.rules.rows import Row
from portal.sampling.told import Told, key_of, read_result, refuse_differing
from portal.tables.rules.dates import is_without_day, parse_day

__all__ = ["RowRefused", "Told", "read_row"]

# Columns of one name that may say different things; the first of them is read.
JOINED = frozenset(
    {"remark", "task", "source", "source_url", "category", "subcategory", "measures"}
)
# Read in their own way: several verdicts must agree, several items stand beside each other.
APART = frozenset({"result", "item", "value", "limit", "unit", "finding"})
# Fields of a row that hold what the table says, as it says it.
AS_TOLD = (
    "product",
    "task",
    "spec",
    "trademark",
    "maker_address",
    "seller_address",
    "sampler",
    "laboratory",
    "announcement_number",
    "announcement_title",
    "remark",
    "measures",
)
CODES = ("maker_code", "seller_code")
SHORTEST = min(LENGTHS.values())
_kind_in = lru_cache(1 << 12)(kind_in)
_stage_in = lru_cache(1 << 12)(stage_in)


def read_row(
    told: Told, *, default_domain: Domain | None, today: date, categories: Mapping[str, str]
) -> Row:
    """Return the row with its typed parts; raises RowRefused for the first thing wrong with it.

    What is odd but lawful stays in the row and is named among its ``doubts``.
    """
    cells = _cells(told)
    if "product" not in cells:
        raise RowRefused("product", "product_missing")
    doubts: list[str] = []
    kind = _kind(cells)
    result = _result(told, kind)
    category, subcategory = split_category(cells.get("category", ""), cells.get("subcategory", ""))
    domain = domain_of(cells, category, default_domain, told.above)
    maker, seller = maker_and_seller(cells.get("maker", ""), cells.get("seller", ""))
    maker, commissioner = split_parties(maker)
    dated = _dates(cells, today, doubts)
    number = _number(cells, domain, doubts)
    details = _details(cells, doubts)
    if commissioner:
        details["commissioner"] = commissioner
    items, about_items = items_of(told, cells, result)
    return Row(
        number=number,
        domain=domain,
        kind=kind,
        result=result,
        items=items,
        category=_category_code(category, categories),
        subcategory=subcategory,
        maker=maker,
        seller=seller,
        details=details,
        doubts=(*doubts, *about_items),
        line=told.line,
        **dated,
        **_as_told(cells),
    )


def _as_told(cells: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {field: cells[field] for field in AS_TOLD if field in cells}
    if "maker_address" in told:
        told["maker_address"] = split_parties(told["maker_address"])[0]
    for field in CODES:
        if field in cells:
            told[field] = read_code(field, cells[field])
    if "stage" in cells:
        told |= {"stage": _stage_in(cells["stage"]), "stage_text": cells["stage"]}
    if "publisher" in cells:
        told["publisher"] = issuer(cells["publisher"])
    if cells.get("source_url", "").startswith(("https://", "http://")):
        told["source_url"] = cells["source_url"]
    return told


def _cells(told: Told) -> dict[str, str]:
    """Return what the row says of each field; columns of one name may not contradict."""
    cells: dict[str, str] = {}
    for field, found in told.fields.items():
        text = found[0] if len(found) == 1 else _one_of(field, found)
        if text:
            cells[field] = text
            if len(text) > SHORTEST:
                _refuse_long(field, text)
    return cells


def _refuse_long(field: str, text: str) -> None:
    longest = LENGTHS.get(field, LENGTHS["*"])
    if len(text) > longest:
        raise RowRefused(field, "too_long", limit=longest)


def _one_of(field: str, found: tuple[str, ...]) -> str:
    for cell in found:
        _refuse_long(field, cell)
    if field not in JOINED and field not in APART:
        refuse_differing(field, found)
    return next((cell for cell in found if cell), "")


def _number(cells: Mapping[str, str], domain: Domain, doubts: list[str]) -> str | None:
    # Some sources write the number into the remarks.
    number = cells.get("number")
    if number is None:
        remark = NUMBER_IN_REMARK.fullmatch(cells.get("remark", ""))
        return remark[0] if remark else None
    doubt = doubt_about_sampling_number(number, domain)
    if doubt is not None:
        doubts.append(doubt)
    return number


def _kind(cells: Mapping[str, str]) -> TaskKind:
    named = cells.get("task_kind", "")
    if named and _kind_in(named) is None:
        raise RowRefused("task_kind", "kind_unknown", value=named)
    return _kind_in(named) or _kind_in(cells.get("task", "")) or TaskKind.SUPERVISION


def _category_code(category: str, categories: Mapping[str, str]) -> str:
    key = key_of(category)
    return categories.get(key) or category_aliases().get(key) or category


def _result(told: Told, kind: TaskKind) -> Result:
    verdict = told.verdict()
    named = [cell for cell in told.fields.get("result", ()) if cell]
    if verdict is None and named:
        raise RowRefused("result", "result_unknown", value=named[0])
    if len(named) > 1 and len({read_result(cell) for cell in named}) > 1:
        raise RowRefused("result", "results_differ")
    if verdict is None:
        raise RowRefused("result", "result_missing")
    return result_for(kind, verdict)


def _details(cells: Mapping[str, str], doubts: list[str]) -> dict[str, str]:
    details = {field: cells[field] for field in DETAILS if field in cells}
    for field in NUMBERED:
        doubt = doubt_about_number(field, details[field]) if field in details else None
        if doubt is not None and doubt not in doubts:
            doubts.append(doubt)
    return details


def _day(cells: Mapping[str, str], field: str, today: date, doubts: list[str]) -> date | None:
    text = cells.get(field)
    if text is None:
        return None
    day = parse_day(text)
    if day is None and is_without_day(text):
        if "date_without_day" not in doubts:
            doubts.append("date_without_day")
        return None
    if day is None:
        raise RowRefused(field, "date_unreadable", value=text)
    if day > today:
        raise RowRefused(field, "date_in_future", value=text)
    return day


def _dates(cells: Mapping[str, str], today: date, doubts: list[str]) -> dict[str, Any]:
    sampled = _day(cells, "sampled_on", today, doubts)
    reported = _day(cells, "reported_on", today, doubts)
    announced = _day(cells, "announced_on", today, doubts)
    if sampled and reported and reported < sampled:
        raise RowRefused("reported_on", "report_before_sampling", sampled=sampled)
    if sampled and announced and announced < sampled:
        raise RowRefused("announced_on", "notice_before_sampling", sampled=sampled)
    dated = _product_date(cells, (sampled or announced or today), announced, doubts)
    return {
        "sampled_on": sampled,
        "reported_on": reported,
        "announced_on": announced,
        "product_date_text": dated.text,
        "product_date_on": dated.on,
        "product_date_kind": dated.kind,
        "batch_number": cells.get("batch_number") or dated.batch_number or "",
    }


def _product_date(
    cells: Mapping[str, str], latest: date, announced: date | None, doubts: list[str]
) -> ProductDate:
    dated = parse_product_date(cells.get("product_date", ""))
    if dated.on is None:
        return dated
    # Nothing is made, sampled, tested and announced in one day: the column holds the notice's day.
    if dated.on == announced:
        doubts.append("product_date_is_notice")
        return ProductDate("", None, None, None)
    # Goods that carry a day still to come do exist; their label is what was sampled.
    if dated.on > latest:
        doubts.append("product_after_sampling")
        return ProductDate(dated.text, None, None, dated.batch_number)
    return dated
