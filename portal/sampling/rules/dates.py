"""Production dates and batch numbers as tables write them, often in one cell."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from portal.sampling.rules.batches import DateKind
from portal.tables.rules.dates import REMEMBERED, is_without_day, parse_day

# Behind the whole date, not one of its own parts: "2016-06-10；20160610" and not "2020/8/27".
BATCH_BESIDE = re.compile(r"\d{1,2}日?\s*[；;]\s*([A-Za-z0-9-]+)$|-\d{1,2}/([A-Za-z0-9]+)$")
BATCH_NAMED = re.compile(r"批(?:号|次)\s*[:：]?\s*([A-Za-z0-9][A-Za-z0-9 ./-]*)")
DATE_NAMED = re.compile(r"(?:生产|加工|购进|购入|进货|检疫|消毒)(?:日期|时间)?[:：]")
BOUGHT_IN = ("购进", "购入", "进货", "进购")


@dataclass(frozen=True, slots=True)
class ProductDate:
    """What a table says of a product's date or batch number; ``text`` is how it says it."""

    text: str
    on: date | None
    kind: DateKind | None
    batch_number: str | None


@lru_cache(REMEMBERED)
def parse_product_date(text: str) -> ProductDate:
    """Read a cell that may hold the production date, the purchase date, the batch number, or two.

    A date stands beside a batch number in many tables: "2020-09-14/2020年09月14日", "DL04148".
    """
    named = BATCH_NAMED.search(unicodedata.normalize("NFKC", text))
    batch = named[1].strip() if named else None
    # "批号：20220105": a run of digits that the table calls a batch number is no date.
    dated = text[: text.index("批")] if named and not DATE_NAMED.search(text) else text
    on = parse_day(dated)
    if on is None:
        return ProductDate(text, None, None, batch or _number_alone(text))
    kind = DateKind.BOUGHT_IN if any(word in text for word in BOUGHT_IN) else DateKind.PRODUCED
    beside = BATCH_BESIDE.search(text)
    return ProductDate(text, on, kind, batch or (_first(beside) if beside else None))


def _number_alone(text: str) -> str | None:
    if is_without_day(text):
        return None
    return text.strip().removeprefix("批号").lstrip(":：") or None


def _first(found: re.Match[str]) -> str:
    return str(found[1] or found[2])
