"""Kinds of certificates by their codes, and the words that tables use for them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from portal.enterprises.rules import name_key
from portal.places.rules import Text

FILE = Path(__file__).with_name("certificates.yaml")


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return table


@cache
def certificate_kinds() -> Mapping[str, Text]:
    """Return the name of every kind of certificate by its code."""
    return {code: Text(row["name"]["zh"], row["name"]["en"]) for code, row in _table().items()}


@cache
def _codes() -> Mapping[str, str]:
    return {
        name_key(word): code
        for code, row in _table().items()
        for word in (code, row["name"]["zh"], row["name"]["en"], *row["aliases"])
    }


def certificate_code(word: str) -> str | None:
    """Return the kind of certificate that a table's word means, or None."""
    return _codes().get(name_key(word))
