"""Versions of results in the reader's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.sampling.rules.batches import ChainStage, Domain, Result, TaskKind
from portal.sampling.rules.versions import FieldChange
from portal.sampling.telling import category_label, in_words
from portal.sampling.words import DOMAINS, KINDS, RESULTS, STAGES
from portal.sampling.words.publication import FAILED_WORDS, VERSION_FIELDS
from portal.web.filters import day

_NAMED: Mapping[str, tuple[type, Mapping[Any, Any]]] = {
    "result": (Result, RESULTS),
    "domain": (Domain, DOMAINS),
    "kind": (TaskKind, KINDS),
    "chain_stage": (ChainStage, STAGES),
}
DAYS = frozenset({"sampled_on", "reported_on", "announced_on"})


def _day(value: str) -> str:
    return day(date.fromisoformat(value))


def _finding(value: str) -> str:
    return str(FAILED_WORDS.get(value, value))


_WRITTEN: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(DAYS, _day),
    "category": category_label,
    "failed": _finding,
    "value": in_words,
    "limit": in_words,
}


@dataclass(frozen=True)
class Line:
    """One field in words; ``is_source`` says that the text is the source's own."""

    label: str
    text: str
    is_source: bool


def field_label(field: str, item: str = "") -> str:
    """Return what a field is called; of an item tested, with the item in front."""
    label = str(VERSION_FIELDS.get(field, field))
    return f"{item} · {label}" if item else label


def value_label(field: str, value: str) -> str:
    """Return a field's value as the page of the result writes it; nothing where it is empty."""
    if field in _NAMED:
        kind, labels = _NAMED[field]
        return str(labels[kind(value)]) if value in set(kind) else value  # type: ignore[call-overload]
    make = _WRITTEN.get(field)
    return make(value) if make and value else value


def change_label(change: FieldChange) -> str:
    """Return what a change is of."""
    return field_label(change.field, change.item)


def lines_of(snapshot: Mapping[str, Any]) -> list[Line]:
    """Return the fields of a version that say something, in the order of the result's page."""
    return [
        Line(
            label=str(label),
            text=value_label(field, str(snapshot[field])),
            is_source=field not in {*_NAMED, *DAYS, "category"},
        )
        for field, label in VERSION_FIELDS.items()
        if snapshot.get(field)
    ]
