"""One row as a table tells it, before anything is read out of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from portal.sampling.rules.batches import Result
from portal.sampling.rules.headers import Header, folded, result_in
from portal.sampling.rules.row_refusals import RowRefused

FAILED_ITEMS = ("不合格", "不符合")
read_result = lru_cache(1 << 10)(result_in)
key_of = lru_cache(1 << 13)(folded)


@dataclass(frozen=True, slots=True)
class Told:
    """One row as the table tells it: each field with the cells of every column called so.

    ``title`` is what stands above the table and on its sheet's tab.
    """

    line: int
    fields: Mapping[str, tuple[str, ...]]
    header: Header
    verdict_above: Result | None = None
    title: str = ""

    def verdict(self) -> Result | None:
        """Return the verdict the row names, or None where it names none that is known."""
        named = next((cell for cell in self.fields.get("result", ()) if cell), "")
        if named:
            return read_result(named)
        if self.verdict_above is not None:
            return self.verdict_above
        return Result.FAILED if self.lists_failed and self._names_item() else None

    @property
    def lists_failed(self) -> bool:
        """Whether the table's column of items is one of failed items."""
        titles = self.header.title_of("item") + self.header.title_of("finding")
        return any(word in titles for word in FAILED_ITEMS)

    @property
    def above(self) -> str:
        """What names the goods: the title of their column and what stands above the table."""
        return f"{self.header.title_of('product')} {self.title}"

    def _names_item(self) -> bool:
        return any(self.fields.get("item", ())) or any(self.fields.get("finding", ()))


def refuse_differing(field: str, found: tuple[str, ...]) -> None:
    """Refuse a row whose columns of one name contradict each other."""
    told = [cell for cell in found if cell]
    if len({key_of(cell) for cell in told}) > 1:
        raise RowRefused(field, "columns_differ", one=told[0], other=told[1])
