"""The header of a table: where it stands, and which columns hold which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from portal.sampling.rules.analytes import Analyte
from portal.sampling.rules.cells import (
    category_aliases,
    domain_in,
    filled,
    folded,
    kind_in,
    meaning_of,
    result_in,
    stage_in,
)
from portal.sampling.rules.mapping import Guess, guess, is_generic
from portal.sampling.rules.settling import settle
from portal.tables.rules.heads import IGNORED, grouped_titles, known_as
from portal.tables.rules.worded_rows import find_worded_row

# A title, a notice and a blank row or two stand above most headers.
ROWS_ABOVE = 25
FEWEST_FIELDS = 3
LOOKED_AT = 1000
ANALYTE = "analyte"
NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Unsure:
    """A column whose field is not sure: what it may be, likeliest first."""

    column: int
    title: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Header:
    """The header of a table: its last row, its titles, and which columns hold which field.

    ``hidden`` are columns that the file or their title calls hidden: read, and never published.
    ``analytes`` are columns that each measure what their title names, ``learned`` those that
    somebody named before: their cells are not asked.
    """

    row: int
    titles: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    unsure: tuple[Unsure, ...] = ()
    hidden: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    analytes: Mapping[int, tuple[Analyte, ...]] = field(default_factory=dict)
    first_row: int = -1
    learned: frozenset[int] = frozenset()
    is_grouped: bool = False

    def title_of(self, field: str) -> str:
        """Return what the table calls a field; nothing where it has none."""
        places = self.columns.get(field, ())
        return self.titles[places[0]] if places else ""


def field_of(title: str) -> str | None:
    """Return the field a header names by its words alone, or None where that is not sure."""
    return guess(title).field


def find_header(
    rows: Sequence[Sequence[str]],
    *,
    learned: Mapping[str, str] = NONE,
    hidden_columns: frozenset[int] = frozenset(),
) -> Header | None:
    """Return the header among the first rows: the row that names most fields, a product too.

    ``learned`` names the field of folded titles, as somebody answered before.
    """
    header = best_header(rows, learned=learned, hidden_columns=hidden_columns)
    return header if header is not None and "product" in header.columns else None


def best_header(
    rows: Sequence[Sequence[str]],
    *,
    learned: Mapping[str, str] = NONE,
    hidden_columns: frozenset[int] = frozenset(),
) -> Header | None:
    """Return the likeliest header, even where no column is surely the product's."""
    found = [
        header
        for place in range(min(ROWS_ABOVE, len(rows)))
        for header in _headers_at(rows, place, learned)
    ]
    # The first of the best: what stands further down may be content that looks like a head.
    best = max(found, key=_known, default=None)
    if best is None or _known(best) < FEWEST_FIELDS:
        return None
    return _settled(best, rows[best.row + 1 : best.row + 1 + LOOKED_AT], hidden_columns)


def header_by_looks(
    rows: Sequence[Sequence[str]],
    *,
    learned: Mapping[str, str] = NONE,
    hidden_columns: frozenset[int] = frozenset(),
) -> Header | None:
    """Return the header none of whose words need be known: a row of words over typed columns."""
    place = find_worded_row(rows)
    if place is None:
        return None
    header = _read(place, [("", title) for title in rows[place]], place, learned)
    return _settled(header, rows[place + 1 : place + 1 + LOOKED_AT], hidden_columns)


def _known(header: Header) -> int:
    # A product weighs more: without it nothing can be taken in. So does a head of two rows, of
    # which the upper one alone may name as many.
    known = len(header.columns) + bool(header.analytes) + ("product" in header.columns)
    return known + header.is_grouped if known else 0


def _headers_at(
    rows: Sequence[Sequence[str]], place: int, learned: Mapping[str, str]
) -> list[Header]:
    """Return what a row is as a header, first with the row above it as the heads of groups."""
    row = rows[place]
    alone = _read(place, [("", title) for title in row], place, learned)
    if place == 0 or not _may_group(rows[place - 1], row):
        return [alone]
    grouped = _read(place, grouped_titles(rows[place - 1], row), place - 1, learned)
    upper = _read(place - 1, [("", title) for title in rows[place - 1]], place - 1, learned)
    # Two rows are one head only where both are needed to understand it.
    is_better = _known(grouped) > _known(alone) and _known(grouped) >= _known(upper)
    return [replace(grouped, is_grouped=True), alone] if is_better else [alone]


def _may_group(upper: Sequence[str], lower: Sequence[str]) -> bool:
    # Below a head stand words: digits and long texts are the first row of the table's content.
    several = sum(bool(cell) for cell in upper) > 1
    told = [cell for cell in lower if cell]
    return several and all(is_generic(cell) or guess(cell).field is not None for cell in told)


def _read(
    place: int, heads: Sequence[tuple[str, str]], first: int, learned: Mapping[str, str]
) -> Header:
    columns: dict[str, tuple[int, ...]] = {}
    hidden: dict[str, tuple[int, ...]] = {}
    analytes, unsure, titles, answered = {}, [], [], set()
    for column, (group, title) in enumerate(heads):
        name = " ".join(f"{group} {title}".split())
        titles.append(name)
        answer = learned.get(known_as(name, column, len(heads)))
        told = Guess(answer) if answer else _guessed(group, title)
        if answer:
            answered.add(column)
        if told.field == ANALYTE:
            analytes[column] = told.analytes
        elif told.field is None:
            unsure.append(Unsure(column, name, told.candidates))
        elif told.field != IGNORED:
            group_of = hidden if told.is_hidden else columns
            group_of[told.field] = (*group_of.get(told.field, ()), column)
    return Header(
        place, tuple(titles), columns, tuple(unsure), hidden, analytes, first, frozenset(answered)
    )


def _guessed(group: str, title: str) -> Guess:
    told = guess(group + title)
    if group and told.field is None and not is_generic(title) and guess(title).field is not None:
        return guess(title)
    return told


def _settled(
    header: Header, below: Sequence[Sequence[str]], hidden_columns: frozenset[int]
) -> Header:
    """Let the cells tell what titles leave open, and set hidden columns apart."""
    columns: dict[str, tuple[int, ...]] = {}
    unsure, hidden, analytes = [], dict(header.hidden), {}
    asked = [(one.column, None, one.candidates) for one in header.unsure]
    sure = [(place, name, ()) for name, places in header.columns.items() for place in places]
    measured = [(place, ANALYTE, ()) for place in header.analytes]
    has_verdict = "result" in header.columns
    for column, name, candidates in sorted([*asked, *sure, *measured], key=lambda one: one[0]):
        cells = [filled(row[column]) for row in below if column < len(row)]
        told, maybe = name, candidates
        if column not in header.learned:
            told, maybe = settle(
                name, candidates, [cell for cell in cells if cell], has_verdict=has_verdict
            )
        if told == ANALYTE:
            analytes[column] = header.analytes[column]
        elif told is None:
            if column not in hidden_columns:
                unsure.append(Unsure(column, header.titles[column], maybe))
        elif told != IGNORED:
            group = hidden if column in hidden_columns else columns
            group[told] = (*group.get(told, ()), column)
    analytes = {place: them for place, them in analytes.items() if place not in hidden_columns}
    return replace(header, columns=columns, unsure=tuple(unsure), hidden=hidden, analytes=analytes)


__all__ = [
    "Header",
    "Unsure",
    "best_header",
    "category_aliases",
    "domain_in",
    "field_of",
    "filled",
    "find_header",
    "folded",
    "header_by_looks",
    "kind_in",
    "known_as",
    "meaning_of",
    "result_in",
    "stage_in",
]
