"""What the register's tables are made of: their fields and the words in their cells, from data."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus, FlagKind, name_key
from portal.tables.kinds import TableField, fields_listed

FOLDER = Path(__file__).parent


@cache
def _file(name: str) -> Mapping[str, Any]:
    table: Mapping[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return table


def fields_in(file: str, part: str) -> tuple[TableField, ...]:
    """Return the fields that one part of a data file lists."""
    return fields_listed(_file(file)[part])


@cache
def _codes(part: str) -> Mapping[str, str]:
    listed: Mapping[str, list[str]] = _file("words.yaml")[part]
    return {name_key(word): code for code, words in listed.items() for word in (code, *words)}


def kind_in(word: str) -> EnterpriseKind | None:
    """Return the kind of enterprise that a cell names, or None."""
    code = _codes("kinds").get(name_key(word))
    return EnterpriseKind(code) if code else None


def status_in(word: str) -> EnterpriseStatus | None:
    """Return the standing that a cell names, or None."""
    code = _codes("statuses").get(name_key(word))
    return EnterpriseStatus(code) if code else None


def flag_in(word: str) -> FlagKind | None:
    """Return the badge that a cell names, or None."""
    code = _codes("flags").get(name_key(word))
    return FlagKind(code) if code else None
