"""What the words in cells mean, and what in them only fills the space."""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from re import Pattern
from re import compile as pattern_of
from typing import Any

import yaml

from portal.sampling.rules.batches import ChainStage, Domain, Result, TaskKind

HEADERS_FILE = Path(__file__).parent.parent / "headers.yaml"
# Cells of one table repeat; what was read once need not be read again.
REMEMBERED = 65_536
# Longer texts are something; the words for nothing are short.
LONGEST_NOTHING = 8


@cache
def words_table() -> dict[str, Any]:
    """Return the words of headers and cells."""
    table: dict[str, Any] = yaml.safe_load(HEADERS_FILE.read_text(encoding="utf-8"))
    return table


@cache
def _meanings(group: str) -> tuple[tuple[str, Pattern[str]], ...]:
    return tuple((code, pattern_of(told)) for code, told in words_table()[group].items())


@lru_cache(REMEMBERED)
def folded(text: str) -> str:
    """Return a header or a word as it is compared: one width, small, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(REMEMBERED)
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
        for code, names in words_table()["categories"].items()
        for name in names.split()
    }


@cache
def _nothing() -> frozenset[str]:
    return frozenset(folded(word) for word in words_table()["nothing"])


def filled(text: str) -> str:
    """Return a cell's text with blanks folded, or nothing where it only fills the space."""
    # Most cells are long and plain: no odd blank in them, nothing to fold.
    if len(text) > LONGEST_NOTHING and text.isprintable() and "  " not in text:
        return text.strip()
    told = " ".join(text.replace("\u200b", "").split())
    if len(told) > LONGEST_NOTHING:
        return told
    return "" if folded(told) in _nothing() else told
