"""One checked row of a table, what it measures, and what identifies its batch."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.sampling.rules.batches import ChainStage, DateKind, Domain, Result, TaskKind
from portal.sampling.rules.headers import folded
from portal.sampling.rules.names import fold

SEPARATOR = "\x1f"
# Base 32 without I, L, O and U: nothing that is misread over the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PAIRS = [low + high for high in ALPHABET for low in ALPHABET]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing measured, as the table tells it and with the numbers in it."""

    name: str
    value_text: str = ""
    limit_text: str = ""
    unit: str | None = None
    value: float | None = None
    limit_low: float | None = None
    limit_high: float | None = None
    limit_kind: str = ""
    ratio: float | None = None
    is_failed: bool = False
    cause: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row, checked: the facts of a batch and the items this row names."""

    number: str | None
    domain: Domain
    kind: TaskKind
    result: Result
    product: str
    items: tuple[Item, ...] = ()
    task: str = ""
    category: str = ""
    subcategory: str = ""
    spec: str = ""
    trademark: str = ""
    product_date_text: str = ""
    product_date_on: date | None = None
    product_date_kind: DateKind | None = None
    batch_number: str = ""
    maker: str = ""
    maker_address: str = ""
    maker_code: str = ""
    seller: str = ""
    seller_address: str = ""
    seller_code: str = ""
    stage: ChainStage | None = None
    stage_text: str = ""
    sampler: str = ""
    laboratory: str = ""
    publisher: str = ""
    announcement_number: str = ""
    announcement_title: str = ""
    sampled_on: date | None = None
    reported_on: date | None = None
    announced_on: date | None = None
    remark: str = ""
    measures: str = ""
    source_url: str = ""
    # What only some kinds of goods have, by the names in ``details.DETAILS``.
    details: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    line: int = 0

    @property
    def has_named_place(self) -> bool:
        """Whether anybody is named, so that two rows can be told to be of one sample."""
        return bool(self.maker or self.seller)


def _digest(*parts: object) -> str:
    told = SEPARATOR.join("" if part is None else folded(str(part)) for part in parts)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def identity_of(row: Row, occurrence: int = 0) -> str:
    """Return what a batch is known by: its 抽样编号, else a digest of its identifying cells.

    The source is who published it, when and under which number; within it the product, its form,
    its date or batch, its maker and where it was taken tell one batch from another. ``occurrence``
    counts batches that agree in all of that and still are several (see ``importing``).
    """
    if row.number:
        return f"number:{fold(row.number)}"
    source = (row.publisher, row.announced_on, row.announcement_number)
    thing = (row.product, row.spec, row.trademark, row.product_date_text, row.batch_number)
    place = (row.maker, row.seller, row.seller_address, row.sampled_on)
    return f"digest:{_digest(row.domain, *source, *thing, *place, occurrence)}"


def record_of(row: Row, identity: str = "") -> str:
    """Return the digest of everything a row says: the same row again has the same.

    Letter by letter: a row that differs in width or blanks only is another record, and is found to
    be of the same batch when the two are compared. ``identity`` is the row's, where it is known.
    """
    told = [
        identity or identity_of(row),
        *(row.maker, row.maker_address, row.seller, row.seller_address),
        *(row.product, row.spec, row.trademark, row.product_date_text, row.batch_number),
        *(row.category, row.subcategory, row.stage_text, row.sampler, row.laboratory),
        *(row.result, row.kind, row.source_url, row.remark, row.measures),
        *(str(row.sampled_on), str(row.reported_on)),
    ]
    for name, text in sorted(row.details.items()):
        told += (name, text)
    for item in row.items:
        told += (item.name, item.value_text, item.limit_text)
    whole = SEPARATOR.join(told).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()


def reference_of(identity: str) -> str:
    """Return the public reference of a batch; it stays the same wherever it is imported anew."""
    number = int.from_bytes(hashlib.sha256(identity.encode()).digest()[:8], "big") >> 4
    signs = "".join([PAIRS[number >> place & 1023] for place in range(0, 60, 10)])
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"
