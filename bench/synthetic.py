"""Synthetic results, the same for the same seed: shaped like a district's, and nobody's.

Names repeat as real ones do: a few thousand makers and shops, some hundreds of products, a few of
them in every second row and most of them rarely. Everything named is an example.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from portal.sampling.rules.batches import BatchStage, ChainStage, Domain, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.rules.initials import initials_of
from portal.sampling.rules.names import fold, mask_name

FIRST_DAY = date(2016, 1, 4)
DAYS = 3960
AT_ONCE = 20_000
PUBLISHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
FAILED_SHARE = 0.027

_WORDS = yaml.safe_load((Path(__file__).parent / "synthetic.yaml").read_text(encoding="utf-8"))
FOODS, MANNERS, SYLLABLES, TRADES, SHOPS, TOWNS, ITEMS, ASKED = (
    str(_WORDS[name]).split()
    for name in ("foods", "manners", "syllables", "trades", "shops", "towns", "items", "asked")
)
KINDS = ((TaskKind.SUPERVISION, 86), (TaskKind.EVALUATION, 11), (TaskKind.QUANTITATIVE, 3))
DOMAINS = ((Domain.FOOD, 88), (Domain.AGRI, 6), (Domain.DRUG, 3), (Domain.COSMETIC, 3))
STAGES = (
    (ChainStage.CIRCULATION, 60),
    (ChainStage.CATERING, 22),
    (ChainStage.PRODUCTION, 14),
    (ChainStage.ONLINE, 4),
)
DISPOSALS = (
    (DisposalStage.CLOSED, 70),
    (DisposalStage.WAITING, 10),
    (DisposalStage.NOTIFIED, 20),
)
BATCH_COLUMNS = (
    "id",
    "reference",
    "identity",
    "number",
    "domain",
    "kind",
    "category",
    "subcategory",
    "product",
    "spec",
    "trademark",
    "product_date_text",
    "batch_number",
    "maker_name",
    "seller_name",
    "region_code",
    "stage",
    "announcement_number",
    "sampled_on",
    "announced_on",
    "result",
    "largest_ratio",
    "doubts",
    "details",
    "search_text",
    "batch_stage",
    "is_listed",
    "shown_on",
    "shown_year",
    "published_at",
    "version",
    "import_id",
    "line",
)
ITEM_COLUMNS = ("batch_id", "position", "name", "value_text", "limit_text", "ratio", "is_failed")
DISPOSAL_COLUMNS = ("batch_id", "department", "stage", "opened_on")
Rows = list[tuple[Any, ...]]

_folded = lru_cache(maxsize=1 << 17)(fold)
_shown = lru_cache(maxsize=1 << 17)(mask_name)


def _weighted(dice: random.Random, weights: Sequence[tuple[Any, int]], count: int) -> list[Any]:
    return dice.choices([one for one, _ in weights], [weight for _, weight in weights], k=count)


def _zipf(dice: random.Random, names: Sequence[str], count: int) -> list[str]:
    """Draw names so that the first are common and the last rare."""
    weights = [1 / (place + 3) for place in range(len(names))]
    return dice.choices(names, weights, k=count)


def text_of(row: dict[str, Any], items: Sequence[str]) -> str:
    """Return what is searched of a row, as the portal writes it."""
    maker, seller = _shown(row["maker_name"]), _shown(row["seller_name"])
    parts = (
        row["product"],
        row["trademark"],
        row["spec"],
        row["category"],
        row["subcategory"],
        maker,
        seller,
        *items,
        row["batch_number"],
        row["product_date_text"],
        row["number"],
        row["reference"],
        row["announcement_number"],
    )
    told = [_folded(part) for part in parts if part]
    return "\n".join([*told, initials_of(row["product"]), initials_of(maker or "")])


class Made:
    """Results in parts of some thousands, oldest first."""

    def __init__(self, count: int, *, seed: int = 1) -> None:
        self.count = count
        self._dice = random.Random(seed)
        goods = [f"{manner}{food}（示例）" for manner, food in product(MANNERS, FOODS)]
        makers = [
            f"示例{a}{b}{trade}有限公司" for a, b, trade in product(SYLLABLES, SYLLABLES, TRADES)
        ]
        shops = [f"{town}示例{a}{shop}" for town, a, shop in product(TOWNS, SYLLABLES, SHOPS)]
        for names in (goods, makers, shops):
            self._dice.shuffle(names)
        self._goods, self._makers, self._shops = goods, makers[:20_000], shops

    def parts(self) -> Iterator[tuple[Rows, Rows, Rows]]:
        """Yield rows of batches, of their items and of disposals, a part at a time."""
        for start in range(0, self.count, AT_ONCE):
            yield self._part(range(start + 1, min(start + AT_ONCE, self.count) + 1))

    def _part(self, numbers: range) -> tuple[Rows, Rows, Rows]:
        dice, count = self._dice, len(numbers)
        drawn = zip(
            numbers,
            _zipf(dice, self._goods, count),
            _zipf(dice, self._makers, count),
            _zipf(dice, self._shops, count),
            _weighted(dice, KINDS, count),
            _weighted(dice, DOMAINS, count),
            _weighted(dice, STAGES, count),
            strict=True,
        )
        batches, items, disposals = Rows(), Rows(), Rows()
        for one in drawn:
            failed = dice.random() < FAILED_SHARE
            row = self._row(one[0], names=one[1:4], kinds=one[4:], failed=failed)
            if failed:
                self._fail(row, items, disposals)
            else:
                row["search_text"] = text_of(row, ())
            batches.append(tuple(row[name] for name in BATCH_COLUMNS))
        return batches, items, disposals

    def _row(
        self, number: int, *, names: tuple[str, str, str], kinds: tuple[Any, ...], failed: bool
    ) -> dict[str, Any]:
        (good, maker, shop), (kind, domain, stage) = names, kinds
        shown_on = FIRST_DAY + timedelta(days=number * DAYS // (self.count + 1))
        food = (hash_of(good) % 34) + 1
        made_on = shown_on - timedelta(days=number % 90 + 20)
        return {
            "id": number,
            "reference": f"S-{number:08X}",
            "identity": f"made:{number}",
            "number": f"XBJ{shown_on:%y}330302{number:09d}",
            "domain": domain,
            "kind": kind,
            "category": f"{food}",
            "subcategory": f"{good[:2]}类{food}",
            "product": good,
            "spec": f"{number % 9 + 1}00g/袋",
            "trademark": maker[2:4],
            "product_date_text": f"{made_on}",
            "batch_number": f"{made_on:%Y%m%d}{number % 7}A",
            "maker_name": maker,
            "seller_name": shop,
            "region_code": f"330302{hash_of(shop[:2]) % 14 + 1:03d}",
            "stage": stage,
            "announcement_number": f"示例〔{shown_on:%Y}〕{shown_on.isocalendar().week} 号",
            "sampled_on": made_on,
            "announced_on": shown_on,
            "result": Result.FAILED if failed else Result.PASSED,
            "largest_ratio": None,
            "doubts": [],
            "details": {},
            "batch_stage": BatchStage.PUBLISHED,
            "is_listed": True,
            "shown_on": shown_on,
            "shown_year": shown_on.year,
            "published_at": PUBLISHED_AT,
            "version": 1,
            "import_id": 1,
            "line": number,
        }

    def _fail(self, row: dict[str, Any], items: Rows, disposals: Rows) -> None:
        dice = self._dice
        names = dict.fromkeys(_zipf(dice, ITEMS, dice.choice((1, 1, 1, 2))))
        ratios = [round(1 + dice.expovariate(1), 2) for _ in names]
        for place, (name, ratio) in enumerate(zip(names, ratios, strict=True)):
            items.append((row["id"], place, name, f"{ratio / 2} mg/kg", "≤0.5 mg/kg", ratio, True))
        row["largest_ratio"] = max(ratios)
        row["search_text"] = text_of(row, list(names))
        stage = _weighted(dice, DISPOSALS, 1)[0]
        disposals.append((row["id"], "market-regulation", stage, row["shown_on"]))


@lru_cache(maxsize=1 << 16)
def hash_of(text: str) -> int:
    """Return a number for a text, the same on every machine."""
    return sum((place + 1) * ord(sign) for place, sign in enumerate(text))
