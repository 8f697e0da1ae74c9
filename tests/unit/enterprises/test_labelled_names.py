"""Promises about matching, held against pairs that were labelled before the matcher was written.

The names are read from the material beside the repository; without it the tests are skipped.
"""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from portal.enterprises.candidates import is_asking
from portal.enterprises.naming import agree, parse_name
from tests.conftest import SHARED

LABELS = Path(__file__).parents[2] / "labels" / "enterprise_names.tsv"
RESULTS = SHARED / "fixtures" / "eshian_foodmate"
COMPANIES = SHARED / "fixtures" / "lexicons" / "Company-Shorter-Form（28W）.txt"
LEAST_PRECISION, LEAST_RECALL = 0.99, 0.80
pytestmark = pytest.mark.skipif(
    not (RESULTS.exists() and COMPANIES.exists()), reason="the names are not in the repository"
)


@dataclass(frozen=True)
class Pair:
    """Two names, where they come from, and what they were labelled."""

    left: str
    right: str
    group: str
    label: str


def _rows() -> Iterator[dict[str, str]]:
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    return csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")


@cache
def _tables() -> dict[str, list[list[str]]]:
    return {
        hashlib.sha256(content).hexdigest()[:12]: list(csv.reader(io.StringIO(_decoded(content))))
        for content in (file.read_bytes() for file in RESULTS.glob("*.csv"))
    }


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


@cache
def _companies() -> list[str]:
    return COMPANIES.read_text(encoding="utf-8-sig").splitlines()


def _name(where: str) -> str:
    if where.startswith("list:"):
        return _companies()[int(where[5:]) - 1].strip()
    table, row, column = where.split(":")
    return _tables()[table][int(row) - 1][int(column) - 1].strip()


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return [
        Pair(_name(row["left"]), _name(row["right"]), row["set"], row["label"]) for row in _rows()
    ]


def _linked(pair: Pair) -> bool:
    return agree(parse_name(pair.left), parse_name(pair.right))


def test_three_hundred_pairs_were_labelled_hard_ones_among_them(pairs: list[Pair]) -> None:
    groups = Counter(pair.group for pair in pairs)
    assert len(pairs) >= 300
    assert groups["short"] >= 150
    assert groups["hard"] >= 40


def test_automatic_links_are_right_and_most_are_made(pairs: list[Pair]) -> None:
    linked = [pair for pair in pairs if _linked(pair)]
    right = sum(pair.label == "same" for pair in linked)
    same = sum(pair.label == "same" for pair in pairs)
    assert right / len(linked) >= LEAST_PRECISION
    assert right / same >= LEAST_RECALL


def test_what_is_the_same_and_not_linked_is_asked_about(pairs: list[Pair]) -> None:
    missed = [pair for pair in pairs if pair.label == "same" and not _linked(pair)]
    asked = [pair for pair in missed if is_asking(parse_name(pair.left), parse_name(pair.right))]
    assert len(asked) == len(missed)
