"""A row held against what a decided batch says: field by field, what is old and what is new."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum
from typing import Any

from portal.sampling.kinship import Known
from portal.sampling.rules.details import DETAILS
from portal.sampling.rules.headers import folded
from portal.sampling.rules.rows import Row

# Columns of a batch, by the field of the sheet that they are read from. Who announced it, and
# when and under which number, differs in every later file and is no amendment of the sample.
FIELD_OF = {
    "product": "product",
    "spec": "spec",
    "trademark": "trademark",
    "product_date_text": "product_date",
    "batch_number": "batch_number",
    "maker_name": "maker",
    "maker_address": "maker_address",
    "seller_name": "seller",
    "seller_address": "seller_address",
    "maker_code": "maker_code",
    "seller_code": "seller_code",
    "category": "category",
    "subcategory": "subcategory",
    "stage_text": "stage",
    "sampler": "sampler",
    "laboratory": "laboratory",
    "sampled_on": "sampled_on",
    "reported_on": "reported_on",
    "remark": "remark",
    "measures": "measures",
    "result": "result",
}
DETAILS_FIELD = "details"
COMPARED = (*FIELD_OF, DETAILS_FIELD)
# A commissioner is named in the maker's cell.
READ_FROM = {"commissioner": "maker"}
IN_ROW = {"maker_name": "maker", "seller_name": "seller"}
ITEM = "item"
# What no correction changes.
RESULT_FIELD = "result"


@dataclass(frozen=True)
class Change:
    """One difference: the column of the batch, or ``item`` with the name of what was measured.

    Of what only some kinds of goods have it is the name in ``details``.

    ``old`` and ``new`` are texts; of an item they hold value and limit, parted by a bar, and
    ``facts`` is the item as it was read. ``line`` is where the file says so.
    """

    field: str
    old: str
    new: str
    line: int
    item: str = ""
    facts: dict[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the change as it is kept."""
        return asdict(self)


def changes_between(row: Row, batch: Known, columns: frozenset[str]) -> list[Change]:
    """Return what a row says otherwise than a stored batch; what the file has no column for is not.

    Without ``columns`` every field that the row fills counts.
    """
    return [*_of_fields(row, batch, columns), *_of_items(row, batch)]


def _of_fields(row: Row, batch: Known, columns: frozenset[str]) -> Iterator[Change]:
    for name, field, old, new in _told_of_both(row, batch):
        is_denied = not new and field not in columns
        if not is_denied and folded(old) != folded(new):
            yield Change(name, old, new, row.line)


def _told_of_both(row: Row, batch: Known) -> Iterator[tuple[str, str, str, str]]:
    for name, field in FIELD_OF.items():
        yield name, field, _text(batch.facts[name]), _text(getattr(row, IN_ROW.get(name, name)))
    details = batch.facts[DETAILS_FIELD] or {}
    for name in DETAILS:
        yield name, READ_FROM.get(name, name), details.get(name, ""), row.details.get(name, "")


def _of_items(row: Row, batch: Known) -> Iterator[Change]:
    for item in row.items:
        old = batch.items.get(folded(item.name))
        new = (item.value_text, item.limit_text)
        if old != new:
            before, after = " | ".join(old or ()), " | ".join(new)
            yield Change(ITEM, before, after, row.line, item.name, asdict(item))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)
