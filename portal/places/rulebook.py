"""The parameters as the public page and its download tell them: by group, and what holds today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.places import words
from portal.places.rules import Item, Parameter, Parameters, Term
from portal.web import filters
from portal.web.locale import language


class Standing(StrEnum):
    """Whether a row holds today."""

    IN_FORCE = "in-force"
    TO_COME = "to-come"
    PAST = "past"


@dataclass(frozen=True)
class Row:
    """One parameter over one stretch of time, in the reader's language."""

    parameter: Parameter
    standing: Standing
    value: str
    lines: tuple[str, ...]
    validity: str

    @property
    def is_set(self) -> bool:
        """Whether anybody has decided it."""
        return self.parameter.is_set


@dataclass(frozen=True)
class Chapter:
    """The rows of one group."""

    group: Term
    rows: tuple[Row, ...]


def standing_of(parameter: Parameter, on: date) -> Standing:
    """Tell whether a row holds on this day, held before it, or will."""
    if parameter.valid_to is not None and parameter.valid_to < on:
        return Standing.PAST
    if parameter.valid_from is not None and parameter.valid_from > on:
        return Standing.TO_COME
    return Standing.IN_FORCE


def row_of(parameter: Parameter, on: date) -> Row:
    """Return one parameter ready to be read."""
    lines: tuple[str, ...] = ()
    if isinstance(parameter.value, tuple):
        items: tuple[Item, ...] = parameter.value
        lines = tuple(words.item_in_words(item, parameter.item_unit) for item in items)
    return Row(
        parameter=parameter,
        standing=standing_of(parameter, on),
        value=words.value_in_words(parameter),
        lines=lines,
        validity=words.validity_in_words(parameter.valid_from, parameter.valid_to),
    )


def list_rows(parameters: Parameters, on: date, *, group: str = "", text: str = "") -> list[Row]:
    """Return the rows of one group, or of all, in which these words occur."""
    chosen = (row_of(row, on) for row in parameters if group in ("", row.group.code))
    wanted = text.casefold()
    return [row for row in chosen if wanted in " ".join(_readable(row)).casefold()]


def list_chapters(rows: Iterable[Row]) -> tuple[Chapter, ...]:
    """Put rows under their groups, in the order of the page; of one rule, what holds first."""
    chapters: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        rules = chapters.setdefault(row.parameter.group.code, {})
        rules.setdefault(row.parameter.key, []).append(row)
    return tuple(_chapter(rules.values()) for rules in chapters.values())


def _chapter(rules: Iterable[list[Row]]) -> Chapter:
    order = list(Standing)
    rows = [
        row for rule in rules for row in sorted(rule, key=lambda row: order.index(row.standing))
    ]
    return Chapter(rows[0].parameter.group, tuple(rows))


def _readable(row: Row) -> list[str]:
    parameter = row.parameter
    found = [parameter.key, row.value, parameter.article or ""]
    texts = [parameter.name, parameter.group.name]
    if parameter.instrument is not None:
        texts.append(parameter.instrument.name)
        found.append(parameter.instrument.number or "")
    if parameter.source is not None:
        texts.append(parameter.source.name)
    if parameter.note is not None:
        texts.append(parameter.note)
    return [*found, *(wording for text in texts for wording in (text.zh, text.en))]


COLUMNS = (
    "key", "group", "name_zh", "name_en", "value", "unit", "is_set", "rule_version", "instrument",
    "instrument_number", "article", "valid_from", "valid_to", "standing", "source", "confidence",
    "tag", "awaits_confirmation", "proposed", "confirmed_by", "confirmed_on", "note",
)  # fmt: skip


def table_row(row: Row) -> tuple[object, ...]:
    """Return one row of the download, in the order of COLUMNS."""
    given = row.parameter
    return (
        given.key,
        given.group.code,
        given.name.zh,
        given.name.en,
        row.value,
        given.unit.value,
        _yes(flag=given.is_set),
        given.rule_version,
        given.instrument.name.in_(language()) if given.instrument else None,
        given.instrument.number if given.instrument else None,
        given.article,
        _day(given.valid_from),
        _day(given.valid_to),
        row.standing.value,
        given.source.name.in_(language()) if given.source else None,
        given.confidence.value if given.confidence else None,
        given.tag.value if given.tag else None,
        _yes(flag=given.awaits_confirmation),
        _yes(flag=given.proposed),
        given.confirmed_by,
        _day(given.confirmed_on),
        given.note.in_(language()) if given.note else None,
    )


def _yes(*, flag: bool) -> str:
    return "yes" if flag else "no"


def _day(value: date | None) -> str | None:
    return None if value is None else filters.iso(value)
