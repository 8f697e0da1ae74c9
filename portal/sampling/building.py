"""Building batches out of checked rows, and what is derived from their facts."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from portal.kernel import bulk
from portal.places.profile import current_place
from portal.sampling.kinship import Known
from portal.sampling.models import SampleBatch, TestItem
from portal.sampling.rules.batches import BatchStage, Domain
from portal.sampling.rules.rows import Item, Row, reference_of

# How the departments' register calls what was sampled.
FIELDS = {
    Domain.FOOD: "food",
    Domain.AGRI: "agri-product",
    Domain.FOREST: "forest-product",
    Domain.GRAIN: "grain",
    Domain.DRUG: "drug",
    Domain.DEVICE: "device",
    Domain.COSMETIC: "cosmetic",
    Domain.FOOD_CONTACT: "food-related-product",
}
# Columns of a batch that a row has under another name, or that are derived.
OTHERWISE = {"maker_name": "maker", "seller_name": "seller"}
DERIVED = (
    "id",
    "reference",
    "identity",
    "import_id",
    "doubts",
    "region_code",
    "batch_stage",
    "is_listed",
    "version",
    "largest_ratio",
    "search_text",
)
TOLD = tuple(
    column.name
    for column in SampleBatch.__table__.columns
    if OTHERWISE.get(column.name, column.name) in Row.__dataclass_fields__
    and column.name not in DERIVED
)
ITEM_COLUMNS = tuple(
    column.name for column in TestItem.__table__.columns if column.name in Item.__dataclass_fields__
)
_told = attrgetter(*(OTHERWISE.get(name, name) for name in TOLD))
_of_item = attrgetter(*ITEM_COLUMNS)


def write_batches(batches: Sequence[Known], regions: "Regions") -> None:
    """Store the batches that rows began, and what they measure; they wait for review."""
    table: Any = SampleBatch.__table__
    for batch, batch_id in zip(batches, bulk.reserve_ids(table, len(batches)), strict=True):
        batch.id = batch_id
    rows = [_values(batch, regions) for batch in batches]
    bulk.insert_rows(table, (*DERIVED, *TOLD), rows)
    write_items(batches)


def _values(batch: Known, regions: "Regions") -> tuple[Any, ...]:
    row: Any = batch.row
    derived = (
        batch.id,
        reference_of(batch.identity),
        batch.identity,
        batch.import_id,
        list(row.doubts),
        regions.region_of(row.seller_address, row.seller),
        BatchStage.WAITING,
        False,
        0,
        batch.largest_ratio,
        "",
    )
    return (*derived, *_told(row))


def write_items(batches: Sequence[Known]) -> None:
    """Store what rows measured of batches and is not stored yet."""
    table: Any = TestItem.__table__
    items = [
        (batch.id, position, line, *_of_item(item))
        for batch in batches
        for position, (item, line) in enumerate(batch.tested, start=batch.stored_items)
    ]
    bulk.insert_rows(table, ("batch_id", "position", "line", *ITEM_COLUMNS), items)


class Regions:
    """The streets and towns of the place, to find in addresses; the same address is read once."""

    def __init__(self) -> None:
        regions = current_place().regions
        self._root, self._streets = regions.root, list(regions.streets())
        self._found: dict[str, str | None] = {}

    def region_of(self, address: str, name: str = "") -> str | None:
        """Return the street or town of the place that an address names, or None.

        Only inside this place: 南汇街道 of another city is not ours, so an address that names
        another province or city is not matched by the street's name alone.
        """
        text = address + name
        if text not in self._found:
            self._found[text] = self._read(text)
        return self._found[text]

    def _read(self, text: str) -> str | None:
        if self._root.name.zh not in text:
            return None
        named = (one for one in self._streets if one.name.zh in text)
        return next(named, self._root).code


def department_of(domain: Domain) -> str:
    """Return the department that acts on a failed batch of this kind."""
    return current_place().departments.responsible_for(FIELDS[domain]).code
