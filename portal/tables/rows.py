"""One row of a table by its fields, read as text, days and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Self

from portal.kernel.errors import Refused
from portal.tables.rules.cells import filled
from portal.tables.rules.dates import parse_day
from portal.tables.words import ROW_REFUSALS

LARGEST_NUMBER = Decimal(10) ** 15


@dataclass(frozen=True)
class Row:
    """One row: its line in the file, its cells by field, and the rows that belong to it."""

    line: int
    cells: Mapping[str, str]
    more: tuple["Row", ...] = ()

    def text(self, name: str) -> str:
        """Return a cell, blanks folded; an absent one, or one that says nothing, is empty."""
        return filled(self.cells.get(name, ""))

    def has(self, name: str) -> bool:
        """Whether the table has a column for this field, filled or not."""
        return name in self.cells

    def day(self, name: str) -> date | None:
        """Return a cell as a day, None where it is empty; raises Refused with the field."""
        text = self.text(name)
        if not text:
            return None
        found = parse_day(text)
        if found is None:
            raise Refused(ROW_REFUSALS["not_a_day"], field=name)
        return found

    def number(self, name: str) -> Decimal | None:
        """Return a cell as an exact number, None where it is empty; raises Refused with it."""
        text = self.text(name).replace(",", "").replace("，", "")
        if not text:
            return None
        try:
            found = Decimal(text)
        except InvalidOperation:
            raise Refused(ROW_REFUSALS["not_a_number"], field=name) from None
        if not found.is_finite() or abs(found) > LARGEST_NUMBER:
            raise Refused(ROW_REFUSALS["not_a_number"], field=name)
        return found

    def chosen(self, name: str, words: Mapping[str, str]) -> str | None:
        """Return the code a cell's word stands for, None where it is empty.

        Raises Refused with the field where ``words`` do not know it.
        """
        text = self.text(name)
        if not text:
            return None
        if text not in words:
            raise Refused(str(ROW_REFUSALS["unknown_word"]) % {"word": text[:40]}, field=name)
        return words[text]

    def with_more(self, more: tuple["Row", ...]) -> Self:
        """Return this row with the rows that belong to it."""
        return replace(self, more=more)
