"""A file as sheets whose columns are known, its questions, and its records one after the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from portal.tables.kinds import TableKind
from portal.tables.reading import FileRefused, Note, Sheet
from portal.tables.rows import Row
from portal.tables.rules.cells import filled
from portal.tables.rules.heads import (
    LOOKED_AT,
    ROWS_ABOVE,
    Head,
    Unsure,
    find_head,
    head_by_looks,
    headless,
    plain_title,
    values_of,
)

FOOTNOTES = ("注", "说明", "备注", "合计", "总计", "小计", "制表", "填表", "审核", "单位负责人")
SHOWN_VALUES = 3
FEWEST_COLUMNS = 3


@dataclass(frozen=True)
class Question:
    """A column somebody should be asked about, with some of its values.

    ``lacks`` are the fields its sheet cannot do without and has no column for yet.
    """

    sheet: str
    column: int
    title: str
    known_as: str
    samples: tuple[str, ...]
    candidates: tuple[str, ...]
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadRow:
    """One record's row with its sheet (counted from 0); ``is_hidden`` as the file says."""

    sheet: int
    row: Row
    is_hidden: bool = False


@dataclass(frozen=True)
class Laid:
    """One sheet with what is known of its columns."""

    position: int
    sheet: Sheet
    head: Head
    has_head: bool
    samples: tuple[tuple[str, ...], ...]
    missing: frozenset[str]

    @property
    def is_ready(self) -> bool:
        """Whether every column is there that its rows cannot do without."""
        return bool(self.head.columns) and not self.missing

    @property
    def is_askable(self) -> bool:
        """Whether its columns are worth asking about: it has a header, or looks like a table."""
        is_table = len(self.samples) > 1 and len(self.head.titles) >= FEWEST_COLUMNS
        return bool(self.asked) and (self.has_head or is_table)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The columns to ask about.

        All that hold something; where what is needed is known, those that may hold one of the
        fields that are still open.
        """
        return tuple(
            Question(
                sheet=self.sheet.name,
                column=one.column,
                title=one.title,
                known_as=one.known_as,
                samples=values_of(self.samples, one.column, SHOWN_VALUES),
                candidates=self._open(one),
                lacks=tuple(sorted(self.missing)),
            )
            for one in self.head.unsure
            if self._is_asked(one)
        )

    @property
    def left_out(self) -> tuple[str, ...]:
        """The titles of columns nobody is asked about and nothing is read from."""
        asked = {one.column for one in self.asked}
        return tuple(one.title for one in self.head.unsure if one.title and one.column not in asked)

    def _open(self, one: Unsure) -> tuple[str, ...]:
        return tuple(field for field in one.candidates if field not in self.head.columns)

    def _is_asked(self, one: Unsure) -> bool:
        wanted = not self.is_ready or self._open(one)
        return bool(wanted) and bool(values_of(self.samples, one.column, 1))

    def rows(self) -> Iterator[ReadRow]:
        """Yield the rows below the header that say something; as often as wanted."""
        heads = [cells for _, cells in self.sheet.head(self.head.row + 1)][self.head.first_row :]
        places = self.head.columns.items()
        for line, cells in islice(self.sheet.iter_rows(), self.head.row + 1, None):
            if self.has_head and cells in heads:
                continue  # the header again, on the next printed page
            told = {name: _first_filled(cells, columns) for name, columns in places}
            if any(told.values()) and not _is_footnote(cells):
                yield ReadRow(self.position, Row(line, told), line in self.sheet.hidden_lines)


def _first_filled(cells: Sequence[str], columns: Sequence[int]) -> str:
    return next(
        (cells[one] for one in columns if one < len(cells) and filled(cells[one])),
        "",
    )


def _is_footnote(cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell.strip()]
    return len(told) == 1 and told[0].strip().startswith(FOOTNOTES)


def aliases_of(kind: TableKind) -> Mapping[str, str]:
    """Return every title a kind's fields go by, folded, with the field."""
    return {
        plain_title(title): field.name
        for field in kind.fields
        for title in (field.name, field.title.zh, field.title.en, *field.aliases)
    }


def lay_out(content: bytes, kind: TableKind, learned: Mapping[str, str]) -> list[Laid]:
    """Return a file's sheets that may be such a table; raises FileRefused where there is none."""
    aliases = aliases_of(kind)
    required = frozenset(field.name for field in kind.fields if field.is_required)
    found = [
        _laid(position, sheet, aliases, required, learned)
        for position, sheet in enumerate(kind.open_file(content))
    ]
    ready = [one for one in found if one.is_ready]
    # Beside a sheet that is such a table, one that shares only a word or two with it is not asked.
    wanted = ready or [one for one in found if one.is_askable]
    if not wanted:
        titles = "、".join(field.title.zh for field in kind.fields if field.is_required)
        raise FileRefused("no_head", titles=titles or kind.fields[0].title.zh)
    return wanted


def _laid(
    position: int,
    sheet: Sheet,
    aliases: Mapping[str, str],
    required: frozenset[str],
    learned: Mapping[str, str],
) -> Laid:
    rows = [cells for _, cells in sheet.head(ROWS_ABOVE + LOOKED_AT)]
    head = find_head(rows, aliases, required=required, learned=learned)
    head = head or head_by_looks(rows, aliases, learned)
    known = head or headless(rows, learned)
    samples = tuple(tuple(row) for row in rows[known.row + 1 :])
    missing = required - known.columns.keys()
    return Laid(position, sheet, known, head is not None, samples, frozenset(missing))


def questions_of(tables: Sequence[Laid]) -> list[Question]:
    """Return what is to be asked about a file's columns, each title once."""
    asked: dict[str, Question] = {}
    for question in (one for table in tables for one in table.asked):
        asked.setdefault(question.known_as, question)
    return list(asked.values())


def notes_of(tables: Sequence[Laid]) -> list[Note]:
    """Return what was noted of a file while it was read, and which columns are not used."""
    told = [note for table in tables for note in table.sheet.notes]
    titles = dict.fromkeys(title for table in tables for title in table.left_out)
    return [*told, *(Note("column_left_out", {"title": title}) for title in titles)]


def count_rows(tables: Sequence[Laid]) -> int:
    """Return about how many rows stand below the headers, to tell how far the work is."""
    return sum(max(0, table.sheet.row_count - table.head.row - 1) for table in tables)


def iter_records(tables: Sequence[Laid], kind: TableKind) -> Iterator[ReadRow]:
    """Yield the row of each record; where a kind groups rows, the first with the others in it."""
    rows = (row for table in tables for row in table.rows())
    return rows if kind.group is None else _grouped(rows, kind)


def _grouped(rows: Iterator[ReadRow], kind: TableKind) -> Iterator[ReadRow]:
    # Rows of one record need not stand together: the whole file is read before the first is told.
    groups: dict[object, list[ReadRow]] = {}
    for one in rows:
        shared = kind.group(one.row) if kind.group is not None else ""
        groups.setdefault(shared or (one.sheet, one.row.line), []).append(one)
    for first, *others in groups.values():
        more = tuple(other.row for other in others if not other.is_hidden)
        yield ReadRow(first.sheet, first.row.with_more(more), first.is_hidden)
