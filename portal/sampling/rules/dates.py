"""Days as tables write them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.sampling.rules.batches import DateKind

YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})日?(?!\d)"
)
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-./](\d{1,2})[-./]((?:19|20)\d{2})(?!\d)")
RUN_TOGETHER = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
SERIAL = re.compile(r"(\d{5})(?:\.0+)?")
# Behind the whole date, not one of its own parts: "2016-06-10；20160610" and not "2020/8/27".
BATCH_BESIDE = re.compile(r"\d{1,2}日?\s*[；;]\s*([A-Za-z0-9-]+)$|-\d{1,2}/([A-Za-z0-9]+)$")
DASHES = str.maketrans("—–－−‐‑", "------")
# Day numbers of spreadsheets between 1990 and 2050; day 0 is 1899-12-30.
SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(32874, 54789)
BOUGHT_IN = ("购进", "购入", "进货", "进购")


@dataclass(frozen=True)
class ProductDate:
    """What a table says of a product's date or batch number; ``text`` is how it says it."""

    text: str
    on: date | None
    kind: DateKind | None
    batch_number: str | None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def parse_day(text: str) -> date | None:
    """Return the first day written in ``text``, or None where there is none."""
    plain = unicodedata.normalize("NFKC", text).translate(DASHES).strip()
    if SERIAL.fullmatch(plain) and (number := int(plain.split(".")[0])) in SERIALS:
        return SERIAL_ZERO + timedelta(days=number)
    if found := YEAR_FIRST.search(plain):
        return _day(found[1], found[2], found[3])
    if found := RUN_TOGETHER.search(plain):
        return _day(found[1], found[2], found[3])
    if found := DAY_FIRST.search(plain):
        return _day(found[3], found[2], found[1])
    return None


def parse_product_date(text: str) -> ProductDate:
    """Read a cell that may hold the production date, the purchase date, the batch number, or two.

    A date stands beside a batch number in many tables: "2020-09-14/2020年09月14日", "DL04148".
    """
    on = parse_day(text)
    if on is None:
        number = text.strip().removeprefix("批号").lstrip(":：") or None
        return ProductDate(text, None, None, number)
    kind = DateKind.BOUGHT_IN if any(word in text for word in BOUGHT_IN) else DateKind.PRODUCED
    beside = BATCH_BESIDE.search(text)
    return ProductDate(text, on, kind, (beside[1] or beside[2]) if beside else None)


def written(value: object) -> str:
    """Return a spreadsheet's cell as a person would have typed it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        whole_day = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
