"""From a table's rows to checked rows: each is fit to be kept, or refused with its reason."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from portal.sampling.reading import FileRefused, Sheet, read_sheets
from portal.sampling.row_checks import RowRefused, Told, read_row
from portal.sampling.rules.batches import Domain, Result
from portal.sampling.rules.headers import Header, filled, find_header, result_in
from portal.sampling.rules.rows import Row

REPORT_EVERY = 500


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
    total = sum(len(sheet.rows) - header.row - 1 for sheet, header in tables)
    checked = Checked()
    for sheet, header in tables:
        checked.titles |= {name: header.title_of(name) for name in header.columns}
        for told in _told_rows(sheet, header):
            _check(told, defaults, checked)
            if progress is not None and checked.row_count % REPORT_EVERY == 0:
                progress(checked.row_count, total)
    if not checked.row_count:
        raise FileRefused("no_rows")
    return checked


def find_tables(content: bytes) -> list[tuple[Sheet, Header]]:
    """Return each sheet that has a known header; raises FileRefused where none has."""
    sheets = read_sheets(content)
    headed = [(sheet, find_header(sheet.rows)) for sheet in sheets]
    tables = [(sheet, header) for sheet, header in headed if header is not None]
    if not tables:
        raise FileRefused("unknown_columns")
    return tables


def _told_rows(sheet: Sheet, header: Header) -> Iterator[Told]:
    above = " ".join([sheet.name, *(" ".join(row) for row in sheet.rows[: header.row])])
    verdict = _verdict_above(above)
    for place in range(header.row + 1, len(sheet.rows)):
        row = sheet.rows[place]
        if row[: len(header.titles)] == list(header.titles):
            continue  # the header again, on the next printed page
        yield Told(sheet.lines[place], _fields(row, header), header, verdict)


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
