"""Which column of a table is which field, and what the words in its cells mean."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from portal.sampling.rules.batches import ChainStage, Domain, Result, TaskKind

HEADERS_FILE = Path(__file__).parent.parent / "headers.yaml"
# A title, a notice and a blank row or two stand above most headers.
ROWS_ABOVE = 25
FEWEST_FIELDS = 3
LOOKED_AT = 200
DECORATION = re.compile(r"[*★※]|\(隐藏栏\)|\((?:★?必填|yyyy.*?)\)|\.\d+$", re.IGNORECASE)
SEPARATORS = str.maketrans("║‖∥｜︱丨∣", "|||||||")


@dataclass(frozen=True)
class Header:
    """The header of a table: where it stands, and which columns hold which field."""

    row: int
    titles: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]

    def title_of(self, field: str) -> str:
        """Return what the table calls a field; nothing where it has none."""
        places = self.columns.get(field, ())
        return self.titles[places[0]] if places else ""


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(HEADERS_FILE.read_text(encoding="utf-8"))
    return table


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (field, re.compile("|".join(f"(?:{pattern})" for pattern in patterns)))
        for field, patterns in _table()["fields"].items()
    )


@cache
def _meanings(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(pattern)) for code, pattern in _table()[group].items())


def folded(text: str) -> str:
    """Return a header or a word as it is compared: one width, small, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def field_of(title: str) -> str | None:
    """Return the field a header names, or None where it is unknown."""
    told = DECORATION.sub("", folded(title)).translate(SEPARATORS)
    return next((field for field, pattern in _patterns() if pattern.fullmatch(told)), None)


def meaning_of(group: str, text: str) -> str | None:
    """Return the code that a cell's word stands for in a group of words, or None."""
    told = folded(text)
    return next((code for code, pattern in _meanings(group) if pattern.fullmatch(told)), None)


def result_in(text: str) -> Result | None:
    """Return the verdict a cell names, or None where it names none."""
    code = meaning_of("results", text)
    return Result(code) if code else None


def kind_in(text: str) -> TaskKind | None:
    """Return the kind of task a cell names, or None."""
    code = meaning_of("task_kinds", text)
    return TaskKind(code) if code else None


def stage_in(text: str) -> ChainStage | None:
    """Return the stage of the chain a cell names, or None."""
    code = meaning_of("stages", text)
    return ChainStage(code) if code else None


def domain_in(text: str) -> Domain:
    """Return the kind of thing that a cell names; food where it names nothing else."""
    return Domain(meaning_of("domains", text) or Domain.FOOD)


@cache
def category_aliases() -> Mapping[str, str]:
    """Return the codes of the 34 categories by the other names that tables use."""
    return {
        folded(name): code
        for code, names in _table()["categories"].items()
        for name in names.split()
    }


@cache
def _nothing() -> frozenset[str]:
    return frozenset(folded(word) for word in _table()["nothing"])


def filled(text: str) -> str:
    """Return a cell's text with blanks folded, or nothing where it only fills the space."""
    told = " ".join(text.replace("\u200b", "").split())
    return "" if folded(told) in _nothing() else told


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """Return the header among the first rows: the row that names most fields, a product too."""
    found = [_read(place, row) for place, row in enumerate(rows[:ROWS_ABOVE])]
    fit = [header for header in found if _is_header(header)]
    best = max(fit, key=lambda header: len(header.columns), default=None)
    return None if best is None else _settled(best, rows[best.row + 1 : best.row + 1 + LOOKED_AT])


def _is_header(header: Header) -> bool:
    return "product" in header.columns and len(header.columns) >= FEWEST_FIELDS


def _read(place: int, row: Sequence[str]) -> Header:
    columns: dict[str, tuple[int, ...]] = {}
    for column, title in enumerate(row):
        field = field_of(title)
        if field is not None and field != "ignored":
            columns[field] = (*columns.get(field, ()), column)
    return Header(place, tuple(" ".join(title.split()) for title in row), columns)


def _settled(header: Header, below: Sequence[Sequence[str]]) -> Header:
    # "检验结果" heads verdicts in one table and measured values in the next: the cells tell.
    columns = dict(header.columns)
    for column in columns.pop("told_by_cells", ()):
        cells = [filled(row[column]) for row in below if column < len(row)]
        told = [cell for cell in cells if cell]
        verdicts = sum(result_in(cell) is not None for cell in told)
        field = "result" if told and verdicts * 2 > len(told) else "value"
        columns[field] = tuple(sorted((*columns.get(field, ()), column)))
    return Header(header.row, header.titles, columns)
