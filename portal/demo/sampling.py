"""The tables of the demo: one row for what is tested by one standard in one sample."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from portal.demo.plan import Announcement, Sample
from portal.demo.products import Measurand, Product
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.enterprises.models import Enterprise

FRESH_DAYS, PACKED_DAYS = 2, 80
UNIT_SERIES = 99001
MOST_ITEMS = 3
LOCAL_MAKERS = 0.55
PLAN_MARK = "n="
QUICK = "快检"
CATERING = "31"


@dataclass
class Tables:
    """Writes tables; counts the numbers of samples."""

    town: Town
    _serials: dict[str, Iterator[int]] = field(default_factory=dict)

    def table(self, announcement: Announcement) -> bytes:
        """Return the table of an announcement as a file (CSV, UTF-8)."""
        out = io.StringIO()
        table = csv.writer(out)
        table.writerow(seeds("sampling")["columns"])
        for sample in announcement.samples:
            table.writerows(self.rows(announcement, sample))
        return out.getvalue().encode()

    def rows(self, announcement: Announcement, sample: Sample) -> list[list[object]]:
        """Return the rows of one sample; they agree in all but what was tested."""
        series, product = announcement.series, sample.product
        days = self._days(announcement, product)
        seller = self._seller(product)
        number = self._number(announcement, days.sampled)
        described = self._described(announcement, sample, seller, days)
        conclusion = self._conclusion(series["kind"], sample)
        return [
            [number, *described, *tested, conclusion] for tested in self._tested(sample, days.made)
        ]

    def _described(
        self, announcement: Announcement, sample: Sample, seller: "Door", days: "Days"
    ) -> list[object]:
        series, product, town = announcement.series, sample.product, self.town
        issue = f"（{announcement.on.year} 年第 {announcement.ordinal} 期，示例）"
        maker = seller if "factory" in seller.place else self._maker(product)
        settings = seeds("sampling")
        bureau = town.name_of(series.get("department"))
        notice = (announcement.number, f"{bureau}{series['title']}{issue}")
        if series.get("is_never_announced"):
            notice = ("", "")
        return [
            product.domain, series["kind"], series["task"], product.category, product.subcategory,
            product.name, town.chance.one_of(product.specs), "示例牌" if product.maker else "/",
            days.product_date(product), days.batch(product),
            maker.name, maker.address, seller.name, seller.address, seller.code,
            settings["places"][seller.place]["stage"], settings["sampler"],
            town.chance.one_of(settings["laboratories"]),
            days.sampled, days.reported, announcement.on, bureau, *notice,
        ]  # fmt: skip

    def _days(self, announcement: Announcement, product: Product) -> "Days":
        chance = self.town.chance
        reported = announcement.on - timedelta(days=chance.between(6, 18))
        sampled = reported - timedelta(days=chance.between(9, 24))
        older = chance.between(3, PACKED_DAYS) if product.maker else chance.between(0, FRESH_DAYS)
        return Days(sampled - timedelta(days=older), sampled, reported)

    def _number(self, announcement: Announcement, sampled: date) -> str:
        prefix = announcement.series.get("prefix")
        if not prefix:
            return ""
        place = self.town.place.place
        level = "X" if self.town.place.regions.root.kind in {"district", "county"} else "D"
        head = f"{level}B{prefix}{sampled:%y}{place.division_code}{UNIT_SERIES}"
        return f"{head}{next(self._serials.setdefault(head, count(1))):04d}"

    @staticmethod
    def _conclusion(kind: str, sample: Sample) -> str:
        if kind == QUICK:
            return "阳性" if sample.failing else "阴性"
        return "不合格" if sample.failing else "合格"

    def _tested(self, sample: Sample, made: date) -> list[list[object]]:
        chance, failing = self.town.chance, sample.failing
        offered = [item for item in sample.product.items_on(made) if item != failing]
        if failing:
            offered = [item for item in offered if item.is_plain]
        chosen = chance.some_of(offered, MOST_ITEMS - bool(failing))
        groups: dict[tuple[str, str, bool], list[Measurand]] = {}
        for item in [*([failing] if failing else []), *chosen]:
            key = (item.standard, item.cause, PLAN_MARK in item.limit)
            groups.setdefault(key, []).append(item)
        # A row that tells of nothing beyond its limit would contradict the sample's conclusion.
        return [
            self._joined(items, failing, made)
            for items in groups.values()
            if failing is None or failing in items
        ]

    def _joined(
        self, items: Sequence[Measurand], failing: Measurand | None, made: date
    ) -> list[object]:
        values = [item.value(self.town.chance, is_failing=item == failing) for item in items]
        cause = seeds("sampling")["causes"][items[0].cause]["name"] if failing in items else ""
        return [
            "；".join(item.name for item in items),
            "；".join(values),
            "；".join(item.limit for item in items),
            items[0].standard_on(made),
            cause,
        ]

    def _seller(self, product: Product) -> "Door":
        place = self.town.chance.one_of(product.places)
        if place == "online":
            return self._online()
        if place == "factory":
            makers = self.town.makers.get(product.maker, [])
            return Door.of(self.town.chance.one_of(makers), place) if makers else self._online()
        kinds = {"caterer": ("caterer", "takeaway"), "canteen": ("canteen-school", "canteen-care")}
        doors = [
            shop
            for kind in kinds.get(place, (place,))
            for shop in self.town.shops.get(DOORS.get(kind, kind), [])
        ]
        return Door.of(self.town.chance.one_of(doors), place)

    def _online(self) -> "Door":
        settings, chance = seeds("enterprises"), self.town.chance
        name = chance.one_of(settings["online"]).format(word=chance.one_of(settings["words"]))
        return Door("online", name, "示例网络交易平台", "")

    def _maker(self, product: Product) -> "Door":
        chance, settings = self.town.chance, seeds("enterprises")
        if not product.maker:
            return Door("", "/", "/", "")
        makers = self.town.makers.get(product.maker)
        if makers and chance.happens(LOCAL_MAKERS):
            return Door.of(chance.one_of(makers), "factory")
        where = chance.one_of(settings["elsewhere"])
        line = settings["lines"][product.maker]["name"]
        return Door("", f"{where['city']}示例{line}有限公司", where["address"], "")


# What the register calls the doors that have another name there.
DOORS = {"collective": "collective-supplier"}


@dataclass(frozen=True)
class Door:
    """Where a sample was taken, or who made it."""

    place: str
    name: str
    address: str
    code: str

    @classmethod
    def of(cls, shop: Enterprise, place: str) -> "Door":
        """Return the door of an enterprise of the register."""
        return cls(place, shop.name, shop.address, shop.credit_code or "")


@dataclass(frozen=True)
class Days:
    """The days of one sample."""

    made: date
    sampled: date
    reported: date

    def product_date(self, product: Product) -> str:
        """Return the date on the product, or the day it was made or bought in where it has none."""
        if product.maker:
            return self.made.isoformat()
        return f"{'加工' if product.category == CATERING else '购进'}日期：{self.made}"

    def batch(self, product: Product) -> str:
        """Return the batch number, of what is packed."""
        return f"SL{self.made:%Y%m%d}" if product.maker else "/"
