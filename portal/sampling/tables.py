"""Tables in a file: their header, and each row with its fields, continued or refused.

A table goes on where its printed page ends (the header comes again), leaves out what it said in
the row before (several failing items of one sample), and slips to the left where a cell was lost.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from portal.sampling.pivots import Pivot
from portal.sampling.rules.batches import Result
from portal.sampling.rules.headers import (
    FEWEST_FIELDS,
    LOOKED_AT,
    ROWS_ABOVE,
    Header,
    Unsure,
    best_header,
    filled,
    header_by_looks,
    known_as,
    result_in,
)
from portal.sampling.slips import find_typed, has_slipped
from portal.tables.reading import FileRefused, Sheet, read_sheets
from portal.tables.reading.sheets import ReadRow

Fields = dict[str, tuple[str, ...]]
MOST_REMEMBERED = 50_000
# What tells one sample from the next, and what may differ from row to row of one sample.
IDENTIFYING = ("number", "product", "maker", "seller", "product_date", "batch_number", "spec")
MEASURES = frozenset({"item", "item_group", "value", "limit", "unit", "finding", "basis"})
FOOTNOTES = ("注", "说明", "备注", "合计", "总计", "小计", "制表", "填表", "审核", "单位负责人")
NOTHING_LEARNED: Mapping[str, str] = MappingProxyType({})


class TableRow(NamedTuple):
    """One row: its line, its cells as the file says them, and what they say of which field.

    ``refused`` is the reason why the row cannot be taken, whatever it says; "" where it can.
    """

    line: int
    cells: list[str]
    fields: Fields
    refused: str = ""


@dataclass(frozen=True)
class Question:
    """A column whose field is not sure, with some of its values.

    ``known_as`` is what the answer is learned under; ``lacks_product`` says that no other column
    of its sheet is surely the product's.
    """

    sheet: str
    column: int
    title: str
    known_as: str
    samples: tuple[str, ...]
    candidates: tuple[str, ...]
    lacks_product: bool


@dataclass(frozen=True)
class Table:
    """One sheet with what is known of its columns; ``header`` is None where none was found."""

    sheet: Sheet
    header: Header | None
    above: tuple[ReadRow, ...] = ()
    header_line: int = 0
    samples: tuple[tuple[str, ...], ...] = ()
    answered: frozenset[int] = frozenset()

    @property
    def is_ready(self) -> bool:
        """Whether its rows can be read without asking anything that is needed."""
        return self.header is not None and "product" in self.header.columns

    @property
    def questions(self) -> tuple[Question, ...]:
        """The columns somebody should be asked about: those that hold something."""
        width = self._width
        if self.header is None:
            is_table = width >= FEWEST_FIELDS and len(self.samples) > 1
            unsure = [Unsure(column, "") for column in range(width if is_table else 0)]
        else:
            unsure = list(self.header.unsure)
        return tuple(
            Question(
                sheet=self.sheet.name,
                column=one.column,
                title=one.title,
                known_as=known_as(one.title, one.column, width),
                samples=self.values_of(one.column),
                candidates=one.candidates,
                lacks_product=not self.is_ready,
            )
            for one in unsure
            if one.column not in self.answered and self._holds_something(one)
        )

    @property
    def _width(self) -> int:
        if self.header is not None:
            return len(self.header.titles)
        return max((len(row) for row in self.samples), default=0)

    def _holds_something(self, one: Unsure) -> bool:
        told = [bool(filled(row[one.column])) for row in self.samples if one.column < len(row)]
        # A column without a title that is mostly blank belongs to the one beside it.
        return any(told) if one.title else sum(told) * 2 > len(self.samples)

    def values_of(self, column: int, count: int = 3) -> tuple[str, ...]:
        """Return some different values of a column, to know it by."""
        found = (filled(row[column]) for row in self.samples if column < len(row))
        return tuple(islice(dict.fromkeys(value for value in found if value), count))

    @cached_property
    def title(self) -> str:
        """What stands on its sheet's tab and above its header."""
        return " ".join([self.sheet.name, *(" ".join(cells) for _, cells in self.above)])

    @cached_property
    def verdict_above(self) -> Result | None:
        """The verdict its title states for all of it."""
        # Lists of passed and of failed samples are often two sheets or files without the column.
        return next((result_in(word) for word in ("不合格", "合格") if word in self.title), None)

    def rows(self) -> Iterator[TableRow]:
        """Yield each row below the header; as often as wanted, nothing is kept."""
        return _Rows(self.sheet, self.header).read() if self.header is not None else iter(())


def find_tables(content: bytes, *, learned: Mapping[str, str] = NOTHING_LEARNED) -> list[Table]:
    """Return each sheet that can be read; raises FileRefused where none has a header that can.

    ``learned`` are the fields of columns that somebody named before, by what they are known as.
    """
    return ready_tables(look_at_tables(content, learned=learned))


def ready_tables(tables: Sequence[Table]) -> list[Table]:
    """Return the sheets that can be read; raises FileRefused where there is none."""
    ready = [table for table in tables if table.is_ready]
    if not ready:
        raise FileRefused("unknown_columns")
    return ready


def look_at_tables(content: bytes, *, learned: Mapping[str, str] = NOTHING_LEARNED) -> list[Table]:
    """Return each sheet as far as it is known; raises FileRefused where there is nothing to ask."""
    tables = [table_of(sheet, learned) for sheet in read_sheets(content)]
    if not any(table.is_ready or table.questions for table in tables):
        raise FileRefused("unknown_columns")
    return tables


def questions_of(tables: Sequence[Table]) -> list[Question]:
    """Return what is to be asked about a file's columns, each title once."""
    asked: dict[str, Question] = {}
    for question in (one for table in tables for one in table.questions):
        known = asked.setdefault(question.known_as, question)
        if question.lacks_product and not known.lacks_product:
            asked[question.known_as] = question
    return list(asked.values())


def table_of(sheet: Sheet, learned: Mapping[str, str] = NOTHING_LEARNED) -> Table:
    """Return one sheet as far as its columns are known."""
    first = sheet.head(ROWS_ABOVE + LOOKED_AT)
    rows = [cells for _, cells in first]
    hidden = sheet.hidden_columns
    header = best_header(rows, learned=learned, hidden_columns=hidden)
    header = header or header_by_looks(rows, learned=learned, hidden_columns=hidden)
    if header is None:
        return _headless(sheet, rows, learned)
    return Table(
        sheet,
        header,
        above=tuple(first[: header.first_row]),
        header_line=first[header.row][0],
        samples=tuple(tuple(row) for row in rows[header.row + 1 :][:ROWS_ABOVE]),
    )


def _headless(sheet: Sheet, rows: Sequence[Sequence[str]], learned: Mapping[str, str]) -> Table:
    """Return a sheet without a header, with the columns somebody named for one of its width."""
    samples = tuple(tuple(row) for row in rows[:ROWS_ABOVE])
    width = max((len(row) for row in samples), default=0)
    named = {column: learned.get(known_as("", column, width)) for column in range(width)}
    answered = frozenset(column for column, told in named.items() if told is not None)
    columns: dict[str, tuple[int, ...]] = {}
    for column, told in named.items():
        if told is not None and told != "ignored":
            columns[told] = (*columns.get(told, ()), column)
    if "product" not in columns:
        return Table(sheet, None, samples=samples, answered=answered)
    header = Header(-1, ("",) * width, columns)
    return Table(sheet, header, samples=samples, answered=answered)


class _Filled(dict[str, str]):
    """What cells say, by their text; looked at once."""

    def __missing__(self, cell: str) -> str:
        told = self[cell] = filled(cell)
        return told


class _Rows:
    """Reads the rows of one table, one after the other."""

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self._sheet, self._header = sheet, header
        places = header.columns.items()
        single = [(name, them[0]) for name, them in places if len(them) == 1]
        self._names = tuple(name for name, _ in single)
        # With a place given twice it returns a tuple of any number of columns.
        self._cells = itemgetter(0, 0, *(column for _, column in single))
        self._several = tuple((name, them) for name, them in places if len(them) > 1)
        self._width = max((column for _, them in places for column in them), default=0) + 1
        self._known = _Filled()
        self._pivot = Pivot(header.analytes) if header.analytes else None
        first = sheet.head(ROWS_ABOVE + LOOKED_AT)
        heads = first[header.first_row : header.row + 1] if header.row >= 0 else []
        self._heads = [cells for _, cells in heads]
        self._typed = find_typed(header, [cells for _, cells in first[header.row + 1 :]])

    def read(self) -> Iterator[TableRow]:
        """Yield the rows below the header."""
        previous: Fields | None = None
        hidden = self._sheet.hidden_lines
        for line, cells in islice(self._sheet.iter_rows(), self._header.row + 1, None):
            if self._heads and cells in self._heads:
                continue  # the header again, on the next printed page
            fields = self._fields(cells)
            has_product = any(fields["product"])
            if not has_product and not self._is_row(cells):
                continue
            if line in hidden:
                yield TableRow(line, cells, fields, "row_hidden")
                continue
            if self._typed and has_slipped(cells, self._typed):
                yield TableRow(line, cells, fields, "row_shifted")
                continue
            if not has_product and previous is not None and _goes_on(fields):
                fields = _continued(fields, previous)
            refused = self._pivot.add_items(cells, fields) if self._pivot else ""
            yield TableRow(line, cells, fields, refused)
            previous = fields

    def _fields(self, cells: list[str]) -> Fields:
        known = self._known
        if len(known) > MOST_REMEMBERED:
            known.clear()
        texts = list(map(known.__getitem__, cells))
        texts += [""] * (self._width - len(texts))
        fields: Fields = dict(zip(self._names, zip(self._cells(texts)[2:]), strict=True))
        for name, columns in self._several:
            fields[name] = tuple(texts[column] for column in columns)
        return fields

    def _is_row(self, cells: Sequence[str]) -> bool:
        # A remark below the table fills one cell and is no row of it.
        told = [cell for cell in cells if cell]
        return len(told) > 1 or not told[0].startswith(FOOTNOTES)


def _goes_on(fields: Fields) -> bool:
    """Whether a row only adds an item to the sample of the row before."""
    identifies = any(any(fields.get(name, ())) for name in IDENTIFYING)
    return not identifies and any(any(fields.get(name, ())) for name in MEASURES)


def _continued(fields: Fields, previous: Fields) -> Fields:
    return {
        name: cells if any(cells) or name in MEASURES else previous[name]
        for name, cells in fields.items()
    }
