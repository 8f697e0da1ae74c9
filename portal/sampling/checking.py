"""From a table's rows to checked rows: each is fit to be kept, or refused with its reason."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from portal.sampling.row_checks import RowRefused, Told, read_row
from portal.sampling.rules.batches import Domain
from portal.sampling.rules.headers import Header
from portal.sampling.rules.rows import Row
from portal.sampling.tables import Table, TableRow, find_tables
from portal.tables.reading import FileRefused

ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Rejection:
    """One row that was not taken: its line, the column, the reason and what the reason names."""

    line: int
    column: str
    reason: str
    facts: dict[str, str]


@dataclass
class Checked:
    """What came of a file: rows fit to keep, rows refused, and how many verdicts of which kind."""

    rows: list[Row] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    by_result: Counter[str] = field(default_factory=Counter)
    row_count: int = 0
    titles: dict[str, str] = field(default_factory=dict)

    def title_of(self, name: str) -> str:
        """Return what the file calls a field; the field's own name where it has no such column."""
        return self.titles.get(name) or name


@dataclass(frozen=True)
class SheetFacts:
    """What a sheet says of itself: where its header stands, and which column is which field."""

    position: int
    name: str
    header_line: int
    titles: list[str]
    columns: dict[str, list[int]]
    above: list[tuple[int, list[str]]]


@dataclass(kw_only=True)
class Part(Checked):
    """Some rows of one sheet, checked: beside what came of them, the rows as they were read."""

    sheet: SheetFacts
    source: list[tuple[int, Sequence[str]]] = field(default_factory=list)


@dataclass(frozen=True)
class Defaults:
    """What holds for a file where its cells say nothing."""

    domain: Domain | None
    today: date
    categories: Mapping[str, str] = field(default_factory=dict)


def check_file(
    content: bytes, defaults: Defaults, progress: Callable[[int, int], None] | None = None
) -> Checked:
    """Read a file and check each row; raises FileRefused where there is no table in it."""
    tables = find_tables(content)
    checked = Checked()
    for part in check_tables(tables, defaults):
        checked.rows += part.rows
        checked.rejections += part.rejections
        checked.by_result += part.by_result
        checked.row_count += part.row_count
        checked.titles |= part.titles
        if progress is not None:
            progress(checked.row_count, count_rows(tables))
    if not checked.row_count:
        raise FileRefused("no_rows")
    return checked


def count_rows(tables: Sequence[Table]) -> int:
    """Return how many rows the tables have at most."""
    return sum(table.sheet.row_count - header.row - 1 for table, header in _headed(tables))


def check_tables(tables: Sequence[Table], defaults: Defaults, *, skip: int = 0) -> Iterator[Part]:
    """Check the rows of tables, a part at a time; the first ``skip`` rows were checked before.

    Nothing is read that is not asked for, and nothing is kept: the next part is read when the one
    before has been dealt with.
    """
    headed = zip(facts_of(tables), _headed(tables), strict=True)
    for facts, (table, header) in headed:
        rows = table.rows()
        while some := list(islice(rows, ROWS_AT_ONCE)):
            fresh, skip = some[skip:], max(0, skip - len(some))
            if fresh:
                yield _check_part(facts, table, header, fresh, defaults)


def facts_of(tables: Sequence[Table]) -> list[SheetFacts]:
    """Return what each sheet with a header says of itself, in order."""
    return [
        _facts_of(table, header, position)
        for position, (table, header) in enumerate(_headed(tables))
    ]


def _headed(tables: Sequence[Table]) -> Iterator[tuple[Table, Header]]:
    for table in tables:
        if table.header is not None:
            yield table, table.header


def _facts_of(table: Table, header: Header, position: int) -> SheetFacts:
    return SheetFacts(
        position=position,
        name=table.sheet.name,
        header_line=table.header_line,
        titles=list(header.titles),
        columns={name: list(them) for name, them in header.columns.items()},
        above=list(table.above),
    )


def _check_part(
    facts: SheetFacts,
    table: Table,
    header: Header,
    rows: Sequence[TableRow],
    defaults: Defaults,
) -> Part:
    part = Part(sheet=facts)
    part.titles = {name: header.title_of(name) for name in header.columns}
    for row in rows:
        part.source.append((row.line, row.cells))
        told = Told(row.line, row.fields, header, table.verdict_above, table.title)
        if row.refused:
            _refuse(told, row.refused, part)
        else:
            _check(told, defaults, part)
    return part


def _refuse(told: Told, reason: str, checked: Checked) -> None:
    checked.row_count += 1
    checked.by_result["unknown"] += 1
    checked.rejections.append(Rejection(told.line, "", reason, {}))


def _check(told: Told, defaults: Defaults, checked: Checked) -> None:
    checked.row_count += 1
    verdict = told.verdict()
    checked.by_result[verdict.value if verdict else "unknown"] += 1
    try:
        row = read_row(
            told,
            default_domain=defaults.domain,
            today=defaults.today,
            categories=defaults.categories,
        )
    except RowRefused as refused:
        column = checked.title_of(refused.field)
        checked.rejections.append(Rejection(told.line, column, refused.reason, refused.facts))
    else:
        checked.rows.append(row)
