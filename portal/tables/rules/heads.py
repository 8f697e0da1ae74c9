"""Where the header of a table stands, and which of its columns holds which field of a kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.tables.rules.cells import filled, folded
from portal.tables.rules.worded_rows import find_worded_row

# A title, a notice and a blank row or two stand above most headers.
ROWS_ABOVE = 25
FEWEST_FIELDS = 2
# Looked through for what a column holds.
LOOKED_AT = 200
MOST_COLUMNS = 400
SHORTEST_PART = 2
IGNORED = "ignored"
DECORATION = re.compile(r"[*★※#☆]|^\d+[.、](?=\D)|[:：]+$")
BRACKETED = re.compile(r"\([^()]*\)?")


@dataclass(frozen=True)
class Unsure:
    """A column whose field is not sure: what it may be, likeliest first."""

    column: int
    title: str
    known_as: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """A header: its rows, its titles, and which columns hold which field.

    ``row`` is the last of its rows, counted from 0 among the rows that hold something; -1 for a
    table without a header whose columns somebody named.
    """

    row: int
    first_row: int
    titles: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    unsure: tuple[Unsure, ...] = ()

    def title_of(self, field: str) -> str:
        """Return what the table calls a field; nothing where it has none."""
        places = self.columns.get(field, ())
        return self.titles[places[0]] if places else ""


def known_as(title: str, column: int, width: int) -> str:
    """Return what the answer about a column is learned under: its title, or else its place."""
    return folded(title) or f"#{column + 1}/{width}"


def find_head(
    rows: Sequence[Sequence[str]],
    aliases: Mapping[str, str],
    *,
    required: frozenset[str] = frozenset(),
    learned: Mapping[str, str],
) -> Head | None:
    """Return the header among the first rows: the row, or two rows, that name most fields.

    ``aliases`` name fields by their folded titles; ``learned`` those that somebody named before,
    and ``IGNORED`` for a column that is known to hold nothing wanted. Required fields weigh more.
    """
    best: Head | None = None
    most = 0
    for place in range(min(ROWS_ABOVE, len(rows))):
        for head in _heads_at(rows, place, aliases, learned):
            worth = len(head.columns) + len(required & head.columns.keys())
            # The first of the best: what stands further down may be content like a head.
            if worth > most and len(head.columns) >= FEWEST_FIELDS:
                best, most = head, worth
    return best


def head_by_looks(
    rows: Sequence[Sequence[str]], aliases: Mapping[str, str], learned: Mapping[str, str]
) -> Head | None:
    """Return the header none of whose words need be known: a row of words over typed columns."""
    place = find_worded_row(rows)
    if place is None:
        return None
    titles = [("", cell[:200]) for cell in rows[place][:MOST_COLUMNS]]
    return _read(place, place, titles, aliases, learned)


def headless(rows: Sequence[Sequence[str]], learned: Mapping[str, str]) -> Head:
    """Return a table without a header: only what somebody named of tables of its width is sure."""
    width = min(MOST_COLUMNS, max((len(row) for row in rows), default=0))
    return _read(-1, -1, [("", "")] * width, {}, learned)


def _heads_at(
    rows: Sequence[Sequence[str]],
    place: int,
    aliases: Mapping[str, str],
    learned: Mapping[str, str],
) -> list[Head]:
    row = [cell[:200] for cell in rows[place][:MOST_COLUMNS]]
    alone = _read(place, place, [("", title) for title in row], aliases, learned)
    if place == 0:
        return [alone]
    grouped = _read(place, place - 1, grouped_titles(rows[place - 1], row), aliases, learned)
    upper = _read(place - 1, place - 1, [("", one) for one in rows[place - 1]], aliases, learned)
    # Two rows are one head only where both are needed to understand it.
    is_better = len(grouped.columns) > max(len(alone.columns), len(upper.columns))
    return [grouped, alone] if is_better else [alone]


def grouped_titles(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[str, str]]:
    """Return each column's title with the title of the group it stands under."""
    heads: list[tuple[str, str]] = []
    group = ""
    for column in range(max(len(upper), len(lower))):
        above = upper[column] if column < len(upper) else ""
        below = lower[column] if column < len(lower) else ""
        group = above or (group if below else "")
        heads.append((group, below) if below and below != group else ("", group))
    return heads


def _read(
    place: int,
    first: int,
    heads: Sequence[tuple[str, str]],
    aliases: Mapping[str, str],
    learned: Mapping[str, str],
) -> Head:
    columns: dict[str, tuple[int, ...]] = {}
    unsure, titles = [], []
    for column, (group, title) in enumerate(heads):
        name = " ".join(f"{group} {title}".split())
        titles.append(name)
        asked_as = known_as(name, column, len(heads))
        field = learned.get(asked_as) or _field_of(group, title, aliases)
        if field is None:
            unsure.append(Unsure(column, name, asked_as, _candidates(name, aliases)))
        elif field != IGNORED:
            columns[field] = (*columns.get(field, ()), column)
    return Head(place, first, tuple(titles), columns, tuple(unsure))


def plain_title(title: str) -> str:
    """Return a title as it is compared: folded, without stars, numbers and colons."""
    return DECORATION.sub("", folded(title)).strip("\"'“”")


def _field_of(group: str, title: str, aliases: Mapping[str, str]) -> str | None:
    told = plain_title(title)
    for text in (plain_title(group + title), told):
        for form in (text, BRACKETED.sub("", text)):
            if form in aliases:
                return aliases[form]
    return None


def _candidates(title: str, aliases: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fields whose title holds this one or is held by it, the closest first."""
    told = BRACKETED.sub("", plain_title(title))
    if len(told) < SHORTEST_PART:
        return ()
    found = [
        (abs(len(alias) - len(told)), field)
        for alias, field in aliases.items()
        if len(alias) >= SHORTEST_PART and (alias in told or told in alias)
    ]
    return tuple(dict.fromkeys(field for _, field in sorted(found)))


def values_of(rows: Sequence[Sequence[str]], column: int, count: int = 3) -> tuple[str, ...]:
    """Return some different values of a column, to know it by."""
    told = (filled(row[column]) for row in rows if column < len(row))
    return tuple(dict.fromkeys(value for value in told if value))[:count]
