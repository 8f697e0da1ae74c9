"""A page of the list of results in words. What repeats from row to row is looked up once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from flask import url_for

from portal.sampling import telling
from portal.sampling.queries.listed import ListedResult
from portal.sampling.rules.batches import ChainStage, Result
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.words import RESULT_MARKS, RESULTS, STAGES
from portal.web.filters import day

BETWEEN = " · "


class Mark(NamedTuple):
    """A state: the shape it is drawn with, and its word."""

    kind: str
    word: str


class Day(NamedTuple):
    """A day as programmes and as people read it."""

    iso: str
    told: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list; ``first`` is the item farthest beyond its limit.

    ``ratio`` and ``times`` are empty where a value cannot be compared so. ``maker`` is told only
    where the source names no seller.
    """

    address: str
    product: str
    mark: Mark
    is_passed: bool
    first: str
    first_tag: str
    measured: str
    more_count: int
    ratio: float | None
    times: str
    seller: str
    seller_id: int | None
    seller_address: str
    maker: str
    where: str
    sampled: Day | None
    shown: Day
    disposal: Mark | None


class Words:
    """What the rows of one page have in common, in the reader's language."""

    def __init__(self) -> None:
        self.results = url_for("sampling.show_result", reference="-").removesuffix("-")
        self.sellers = url_for("enterprises.show_enterprise", reference="-").removesuffix("-")
        self.day = cache(_day)
        self.verdict = cache(_verdict)
        self.disposal = cache(_disposal)
        self.where = cache(_where)

    def line(self, batch: ListedResult) -> Line:
        """Return one row in words."""
        first = batch.failed_items[0] if batch.failed_items else None
        ratio, seller = first.ratio if first else None, batch.seller_shown
        return Line(
            address=self.results + batch.reference,
            product=batch.product,
            mark=self.verdict(batch.result),
            is_passed=batch.result is Result.PASSED,
            first=telling.item_name(first.name) if first else "",
            first_tag=telling.item_tag(first.name) if first else "",
            measured=telling.measured(first) if first else "",
            more_count=max(len(batch.failed_items) - 1, 0),
            ratio=ratio,
            times=telling.times(ratio) if ratio else "",
            seller=seller,
            seller_id=batch.seller_id,
            seller_address=self.sellers + batch.seller_key if batch.seller_key else "",
            maker="" if seller else batch.maker_shown,
            where=self.where(batch.stage, batch.region_code),
            sampled=self.day(batch.sampled_on) if batch.sampled_on else None,
            shown=self.day(batch.shown_on),
            disposal=self.disposal(batch.disposal_stage) if batch.disposal_stage else None,
        )


def in_words(batches: Iterable[ListedResult]) -> Sequence[Line]:
    """Return a page of results as its rows are drawn."""
    words = Words()
    return [words.line(batch) for batch in batches]


def _day(on: date) -> Day:
    return Day(on.isoformat(), day(on))


def _verdict(result: Result) -> Mark:
    return Mark(RESULT_MARKS[result], str(RESULTS[result]))


def _disposal(stage: DisposalStage) -> Mark:
    return Mark(telling.disposal_mark(stage), telling.stage_label(stage))


def _where(stage: ChainStage | None, region_code: str | None) -> str:
    told = (str(STAGES[stage]) if stage else "", telling.region_label(region_code))
    return BETWEEN.join(part for part in told if part)
