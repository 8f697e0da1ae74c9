"""Numbers that authorities give: what kind one is, whether it can be true, what it is given to."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from stdnum.cn import uscc

from portal.enterprises.rules import LicenceDoubt, LicenceKind, doubt_about_licence, licence_kinds
from portal.sampling.rules.batches import Domain
from portal.sampling.rules.row_refusals import RowRefused

NUMBERS_FILE = Path(__file__).parent.parent / "numbers.yaml"
# Fields that hold a permit's or filing's number.
NUMBERED = ("approval_number", "registration_number", "maker_licence", "seller_licence")
DOUBTS = {
    LicenceDoubt.PATTERN: "licence_pattern",
    LicenceDoubt.CHECK_DIGIT: "licence_check_digit",
}


@dataclass(frozen=True)
class NumberKind:
    """One kind of official number: how it is known, and what it is given to."""

    mark: re.Pattern[str]
    licence: LicenceKind
    domain: Domain


@cache
def _table() -> Mapping[str, Any]:
    table: dict[str, Any] = yaml.safe_load(NUMBERS_FILE.read_text(encoding="utf-8"))
    return table


@cache
def _kinds() -> tuple[NumberKind, ...]:
    return tuple(
        NumberKind(re.compile(row["mark"]), _licence(row), Domain(row["domain"]))
        for row in _table()["kinds"]
    )


def _licence(row: Mapping[str, Any]) -> LicenceKind:
    if "licence" in row:
        return licence_kinds()[row["licence"]]
    pattern = re.compile(row["pattern"]) if row["pattern"] else None
    blocks = row["on_mismatch"] == "block"
    return LicenceKind(row["mark"], {}, pattern, has_check_digit=False, blocks=blocks)


@lru_cache(1 << 13)
def clean_number(text: str) -> str:
    """Return a number in one width and in capitals, without blanks and brackets around it."""
    wide = unicodedata.normalize("NFKC", text).upper()
    return "".join(wide.split()).strip("()[]〔〕")


@lru_cache(1 << 13)
def kind_of_number(text: str) -> NumberKind | None:
    """Return what kind of official number ``text`` is, or None where it has no known mark."""
    number = clean_number(text)
    return next((kind for kind in _kinds() if kind.mark.search(number)), None)


@lru_cache(1 << 13)
def doubt_about_number(field: str, text: str) -> str | None:
    """Return the doubt about a permit's number; raises RowRefused where its kind blocks.

    A number of no known kind, and one of a kind whose format is not known, raises no doubt.
    """
    kind = kind_of_number(text)
    if kind is None:
        return None
    doubt = doubt_about_licence(kind.licence, clean_number(text))
    if doubt is not None and kind.licence.blocks:
        raise RowRefused(field, "number_invalid", value=text)
    return DOUBTS[doubt] if doubt else None


@cache
def _sampling_number() -> tuple[re.Pattern[str], frozenset[str]]:
    row = _table()["sampling_number"]
    return re.compile(row["pattern"]), frozenset(row["domains"])


def doubt_about_sampling_number(number: str, domain: Domain) -> str | None:
    """Return the doubt about a 抽样编号 that is not built as most are; it is never refused."""
    pattern, domains = _sampling_number()
    if pattern.fullmatch(number) or domain.value not in domains:
        return None
    return None if pattern.fullmatch(clean_number(number)) else "sampling_number_odd"


@lru_cache(1 << 13)
def read_code(field: str, text: str) -> str:
    """Return a unified social credit code; raises RowRefused where its check fails (GB 32100).

    A code that its source has masked with asterisks is none.
    """
    code = clean_number(text).replace("-", "")
    if "*" in code or not code:
        return ""
    if not uscc.is_valid(code):
        raise RowRefused(field, "code_invalid", value=code)
    return code
