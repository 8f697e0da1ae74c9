"""From a table's rows to checked rows: each is fit to be kept, or refused with its reason."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from portal.sampling.reading import FileRefused, Sheet, read_sheets
from portal.sampling.row_checks import RowRefused, Told, read_row
from portal.sampling.rules.batches import Domain, Result
from portal.sampling.rules.headers import Header, filled, find_header, result_in
from portal.sampling.rules.rows import Row

ROWS_AT_ONCE = 1000
Table = tuple[Sheet, Header]


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


@dataclass
class Part(Checked):
    """Some rows of one sheet, checked: beside what came of them, the rows as they were read."""

    sheet: SheetFacts | None = None
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
    return sum(len(sheet.rows) - header.row - 1 for sheet, header in tables)


def check_tables(tables: Sequence[Table], defaults: Defaults, *, skip: int = 0) -> Iterator[Part]:
    """Check the rows of tables, a part at a time; the first ``skip`` rows were checked before.

    Nothing is read that is not asked for, and nothing is kept: the next part is read when the one
    before has been dealt with.
    """
    for position, (sheet, header) in enumerate(tables):
        facts = _facts_of(sheet, header, position)
        told = _told_rows(sheet, header)
        while some := list(islice(told, ROWS_AT_ONCE)):
            fresh, skip = some[skip:], max(0, skip - len(some))
            if fresh:
                yield _check_part(facts, header, fresh, defaults)


def _facts_of(sheet: Sheet, header: Header, position: int) -> SheetFacts:
    above = zip(sheet.lines[: header.row], sheet.rows[: header.row], strict=True)
    return SheetFacts(
        position=position,
        name=sheet.name,
        header_line=sheet.lines[header.row],
        titles=list(header.titles),
        columns={name: list(them) for name, them in header.columns.items()},
        above=list(above),
    )


def _check_part(
    facts: SheetFacts,
    header: Header,
    told: Sequence[tuple[Told, Sequence[str]]],
    defaults: Defaults,
) -> Part:
    part = Part(sheet=facts)
    part.titles = {name: header.title_of(name) for name in header.columns}
    for one, cells in told:
        part.source.append((one.line, cells))
        _check(one, defaults, part)
    return part


def find_tables(content: bytes) -> list[Table]:
    """Return each sheet that has a known header; raises FileRefused where none has."""
    sheets = read_sheets(content)
    headed = [(sheet, find_header(sheet.rows)) for sheet in sheets]
    tables = [(sheet, header) for sheet, header in headed if header is not None]
    if not tables:
        raise FileRefused("unknown_columns")
    return tables


def _told_rows(sheet: Sheet, header: Header) -> Iterator[tuple[Told, list[str]]]:
    above = " ".join([sheet.name, *(" ".join(row) for row in sheet.rows[: header.row])])
    verdict = _verdict_above(above)
    for place in range(header.row + 1, len(sheet.rows)):
        row = sheet.rows[place]
        if row[: len(header.titles)] == list(header.titles):
            continue  # the header again, on the next printed page
        yield Told(sheet.lines[place], _fields(row, header), header, verdict), row


def _verdict_above(text: str) -> Result | None:
    # Lists of passed and of failed samples are often two sheets or two files without the column.
    return next(
        (result_in(word) for word in ("不合格", "合格") if word in text),
        None,
    )


def _fields(row: list[str], header: Header) -> Mapping[str, tuple[str, ...]]:
    return {
        name: tuple(filled(row[column]) if column < len(row) else "" for column in columns)
        for name, columns in header.columns.items()
    }


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
        checked.rows.append(replace(row, line=told.line))
