"""What a row is to a batch that agrees with it in every identifying cell."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from portal.sampling.rules.batches import BatchStage, Result
from portal.sampling.rules.headers import folded
from portal.sampling.rules.rows import Item, Row


class Kinship(Enum):
    """What a row is to a batch that agrees with it in every identifying cell."""

    SAME = "same"
    MORE_OF_IT = "more of it"
    ANOTHER = "another"
    CONTRADICTS = "contradicts"


@dataclass(slots=True, eq=False)
class Known:
    """A batch as far as rows are held against it: one that is stored, or one a row begins.

    ``items`` names what was measured, each with value and limit; ``tested`` are the items, each
    with its line, that are not stored yet; ``facts`` is what a stored batch says, by column. What a
    reviewer decided about (``is_decided``) changes by review only.
    """

    identity: str
    import_id: int
    product: str
    result: Result
    source_url: str = ""
    stage: BatchStage = BatchStage.WAITING
    is_decided: bool = False
    id: int = 0
    row: Row | None = None
    items: dict[str, tuple[str, str]] = field(default_factory=dict)
    tested: list[tuple[Item, int]] = field(default_factory=list)
    stored_items: int = 0
    largest_ratio: float | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def add_items(self, row: Row) -> None:
        """Add what a row measures; what is there already is not added again."""
        for item in row.items:
            name = folded(item.name)
            if name not in self.items:
                self.items[name] = (item.value_text, item.limit_text)
                self.tested.append((item, row.line))
                if item.is_failed and item.ratio is not None:
                    self.largest_ratio = max(self.largest_ratio or 0.0, item.ratio)


def begun_by(row: Row, *, identity: str, import_id: int) -> Known:
    """Return the batch that a row begins."""
    batch = Known(identity, import_id, row.product, row.result, row.source_url, row=row)
    batch.add_items(row)
    return batch


def kinship(row: Row, batch: Known) -> Kinship:
    """Tell what a row is to a batch with the same identifying cells.

    A number settles it: the same number is the same batch, and may say nothing else. Without one,
    two records that the source keeps apart are two samples; a sample fails an item once, so the
    same item with another value is another sample; a further item is of the same sample, as long
    as somebody is named by whom the two rows can be told to belong together.
    """
    told = {folded(item.name): (item.value_text, item.limit_text) for item in row.items}
    shared = batch.items.keys() & told.keys()
    agrees = all(batch.items[name] == told[name] for name in shared)
    if row.number:
        says_same = folded(row.product) == folded(batch.product) and row.result is batch.result
        if not says_same or not agrees:
            return Kinship.CONTRADICTS
        return Kinship.MORE_OF_IT if told.keys() - batch.items.keys() else Kinship.SAME
    return _kinship_unnumbered(row, batch, shared=bool(shared), agrees=agrees)


def _kinship_unnumbered(row: Row, batch: Known, *, shared: bool, agrees: bool) -> Kinship:
    if row.result is not batch.result or not agrees:
        return Kinship.ANOTHER
    kept_apart = bool(row.source_url and batch.source_url and row.source_url != batch.source_url)
    if shared or row.result is not Result.FAILED:
        return Kinship.ANOTHER if kept_apart else Kinship.SAME
    return Kinship.MORE_OF_IT if row.has_named_place else Kinship.ANOTHER
