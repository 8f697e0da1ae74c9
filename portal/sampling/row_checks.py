"""One row of a table, read and held against the rules of capabilities.md A."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from stdnum.cn import uscc

from portal.sampling.rules.batches import REFERENCE_ONLY, Domain, Result, TaskKind, result_for
from portal.sampling.rules.dates import ProductDate, parse_day, parse_product_date
from portal.sampling.rules.headers import (
    Header,
    category_aliases,
    domain_in,
    folded,
    kind_in,
    result_in,
    stage_in,
)
from portal.sampling.rules.items import Assessed, ToldItem, assess, finding_items, told_items
from portal.sampling.rules.measures import Comparison
from portal.sampling.rules.row_facts import (
    LENGTHS,
    NUMBER_IN_REMARK,
    issuer,
    maker_and_seller,
    split_category,
)
from portal.sampling.rules.rows import Item, Row

LONGEST_SHOWN = 60
JOINED = frozenset({"remark", "task", "source_url", "category", "subcategory", "measures"})


class RowRefused(Exception):  # noqa: N818 - names the refusal
    """This row cannot be taken: the field, the reason's code and what the reason names."""

    def __init__(self, field: str, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason
        self.facts = {name: str(fact)[:LONGEST_SHOWN] for name, fact in facts.items()}


@dataclass(frozen=True)
class Told:
    """One row as the table tells it: each field with the cells of every column called so."""

    line: int
    fields: Mapping[str, tuple[str, ...]]
    header: Header
    verdict_above: Result | None = None

    def cell(self, field: str) -> str:
        """Return what the row says of a field; columns of one name may not contradict."""
        cells = [cell for cell in self.fields.get(field, ()) if cell]
        if field not in JOINED and len({folded(cell) for cell in cells}) > 1:
            raise RowRefused(field, "columns_differ", one=cells[0], other=cells[1])
        text = cells[0] if cells else ""
        if len(text) > LENGTHS.get(field, LENGTHS["*"]):
            raise RowRefused(field, "too_long", limit=LENGTHS.get(field, LENGTHS["*"]))
        return text

    def verdict(self) -> Result | None:
        """Return the verdict the row names, or None where it names none that is known."""
        cells = [cell for cell in self.fields.get("result", ()) if cell]
        if cells:
            return result_in(cells[0])
        if self.verdict_above is not None:
            return self.verdict_above
        is_list_of_failed = "不合格" in self.header.title_of("item")
        return Result.FAILED if is_list_of_failed and any(self.fields["item"]) else None


def read_row(
    told: Told, *, default_domain: Domain | None, today: date, categories: Mapping[str, str]
) -> Row:
    """Return the row with its typed parts; raises RowRefused for the first thing wrong with it."""
    row = _with_dates(told, _described(told, default_domain, categories), today)
    return replace(row, items=_items(told, row))


def _described(told: Told, default_domain: Domain | None, categories: Mapping[str, str]) -> Row:
    product = told.cell("product")
    if not product:
        raise RowRefused("product", "product_missing")
    kind = _kind(told)
    category, subcategory = split_category(told.cell("category"), told.cell("subcategory"))
    maker, seller = maker_and_seller(told.cell("maker"), told.cell("seller"))
    return Row(
        number=_number(told),
        domain=_domain(told, category, default_domain),
        kind=kind,
        result=_result(told, kind),
        product=product,
        task=told.cell("task"),
        category=_category_code(category, categories),
        subcategory=subcategory,
        maker=maker,
        seller=seller,
        maker_code=_code(told, "maker_code"),
        seller_code=_code(told, "seller_code"),
        stage=stage_in(told.cell("stage")),
        stage_text=told.cell("stage"),
        publisher=issuer(told.cell("publisher")),
        remark=told.cell("remark"),
        source_url=_address(told.cell("source_url")),
        spec=told.cell("spec"),
        trademark=told.cell("trademark"),
        maker_address=told.cell("maker_address"),
        seller_address=told.cell("seller_address"),
        sampler=told.cell("sampler"),
        laboratory=told.cell("laboratory"),
        announcement_number=told.cell("announcement_number"),
        announcement_title=told.cell("announcement_title"),
        measures=told.cell("measures"),
    )


def _number(told: Told) -> str | None:
    # Some sources write the number into the remarks.
    remark = NUMBER_IN_REMARK.fullmatch(told.cell("remark"))
    return told.cell("number") or (remark[0] if remark else None)


def _kind(told: Told) -> TaskKind:
    named = told.cell("task_kind")
    if named and kind_in(named) is None:
        raise RowRefused("task_kind", "kind_unknown", value=named)
    return kind_in(named) or kind_in(told.cell("task")) or TaskKind.SUPERVISION


def _domain(told: Told, category: str, default: Domain | None) -> Domain:
    if told.cell("domain"):
        return domain_in(told.cell("domain"))
    return default or domain_in(category)


def _category_code(category: str, categories: Mapping[str, str]) -> str:
    key = folded(category)
    return categories.get(key) or category_aliases().get(key) or category


def _code(told: Told, field: str) -> str:
    code = told.cell(field).upper().replace(" ", "")
    if code and not uscc.is_valid(code):
        raise RowRefused(field, "code_invalid", value=code)
    return code


def _address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) else ""


def _result(told: Told, kind: TaskKind) -> Result:
    named = told.cell("result") if not told.verdict() else ""
    if named:
        raise RowRefused("result", "result_unknown", value=named)
    verdicts = {result_in(cell) for cell in told.fields.get("result", ()) if cell}
    if len(verdicts) > 1:
        raise RowRefused("result", "results_differ")
    verdict = told.verdict()
    if verdict is None:
        raise RowRefused("result", "result_missing")
    return result_for(kind, verdict)


def _day(told: Told, field: str, today: date) -> date | None:
    text = told.cell(field)
    if not text:
        return None
    day = parse_day(text)
    if day is None:
        raise RowRefused(field, "date_unreadable", value=text)
    if day > today:
        raise RowRefused(field, "date_in_future", value=text)
    return day


def _with_dates(told: Told, row: Row, today: date) -> Row:
    sampled, reported = _day(told, "sampled_on", today), _day(told, "reported_on", today)
    announced = _day(told, "announced_on", today)
    if sampled and reported and reported < sampled:
        raise RowRefused("reported_on", "report_before_sampling", sampled=sampled)
    if sampled and announced and announced < sampled:
        raise RowRefused("announced_on", "notice_before_sampling", sampled=sampled)
    dated = parse_product_date(told.cell("product_date"))
    if dated.on and dated.on > (sampled or announced or today):
        raise RowRefused("product_date", "product_after_sampling", value=dated.text)
    # Nothing is made, sampled, tested and announced in one day: the column holds the notice's day.
    if dated.on and dated.on == announced:
        dated, doubts = ProductDate("", None, None, None), (*row.doubts, "product_date_is_notice")
    else:
        doubts = row.doubts
    return replace(
        row,
        sampled_on=sampled,
        reported_on=reported,
        announced_on=announced,
        product_date_text=dated.text,
        product_date_on=dated.on,
        product_date_kind=dated.kind,
        batch_number=told.cell("batch_number") or dated.batch_number or "",
        doubts=doubts,
    )


def _items(told: Told, row: Row) -> tuple[Item, ...]:
    assessed = [
        assess(item, cause=told.cell("item_group"), basis=told.cell("basis"))
        for item in _told_items(told)
    ]
    if row.kind in REFERENCE_ONLY or row.result not in {Result.PASSED, Result.FAILED}:
        return tuple(one.item for one in assessed)
    for one in assessed:
        _check_units(one)
    return _failed(assessed) if row.result is Result.FAILED else _passed(told, assessed)


def _told_items(told: Told) -> list[ToldItem]:
    joined = told.cell("finding")
    if joined:
        items = finding_items(joined)
        if items is None:
            raise RowRefused("finding", "finding_unreadable", value=joined)
        return items
    name = told.cell("item")
    if not name:
        return []
    return told_items(name, told.cell("value"), told.cell("limit"), told.cell("unit"))


def _check_units(one: Assessed) -> None:
    item = one.item
    if one.unknown_unit:
        in_value = one.unknown_unit in item.value_text.replace(" ", "")
        raise RowRefused("value" if in_value else "limit", "unit_unknown", unit=one.unknown_unit)
    if one.is_limit_as_value:
        raise RowRefused("value", "value_is_limit", value=item.value_text)
    reasons = {
        Comparison.UNITS_DIFFER: "units_differ",
        Comparison.UNIT_MISSING: "unit_missing",
    }
    if one.comparison in reasons:
        reason = reasons[one.comparison]
        raise RowRefused("value", reason, value=item.value_text, limit=item.limit_text)


def _failed(assessed: list[Assessed]) -> tuple[Item, ...]:
    if not assessed:
        raise RowRefused("item", "failed_without_item")
    beyond = [one for one in assessed if one.comparison is not Comparison.WITHIN]
    if not beyond:
        item = assessed[0].item
        raise RowRefused("value", "within_limit", value=item.value_text, limit=item.limit_text)
    return tuple(replace(one.item, is_failed=one in beyond) for one in assessed)


def _passed(told: Told, assessed: list[Assessed]) -> tuple[Item, ...]:
    for one in assessed:
        if one.comparison is Comparison.BEYOND:
            item = one.item
            raise RowRefused("value", "beyond_limit", value=item.value_text, limit=item.limit_text)
    if assessed and "不合格" in told.header.title_of("item"):
        raise RowRefused("item", "passed_with_failed_item", item=assessed[0].item.name)
    return tuple(one.item for one in assessed)
