"""Inspections of the demo, and the grades that are worked out from them and from failed samples."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import select

from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.enterprises.rules import EnterpriseStatus
from portal.inspections import services as inspections
from portal.inspections.rules import InspectionKind, InspectionResult
from portal.inspections.services import Sheet
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.ratings import services
from portal.ratings.deriving_many import propose_derived
from portal.ratings.models import Rating
from portal.ratings.rules import Origin, Stage
from portal.ratings.scheme_files import scheme_on

ONE_DAY = timedelta(days=1)
SOURCE = "示例监督检查台账"
# From so many items not in order on, an inspection fails; from one on, something is to be done.
FAILS_FROM = 7
# What a score of ten points loses for each item.
LOST = Decimal("0.6")


def begin_inspections(town: Town) -> None:
    """Begin every round of inspections, and the round of grades worked out from them."""
    settings, numbers = seeds("inspections"), count(1)
    for turn in range(settings["rounds"], 0, -1):
        town.diary.begin(_round(town, settings, numbers, ago=turn * settings["every_days"] - 20))
    town.diary.begin(_grades(town, settings["graded"]))


def _round(town: Town, settings: dict[str, Any], numbers: Iterator[int], *, ago: int) -> Story:
    yield town.in_office(town.day(ago), hour=11)
    by = town.actor("data-officer")
    open_shops = [
        shop
        for shops in town.shops.values()
        for shop in shops
        if shop.status is EnterpriseStatus.OPERATING
    ]
    chosen = town.chance.some_of(open_shops, len(open_shops) * settings["share"] // 100)
    sheets = [(shop, _sheet(town, settings, next(numbers))) for shop in chosen]
    records = inspections.record_inspections(sheets, by=by)
    # Half of them are published the day after; the others on their last day, by the rule.
    yield town.in_office(clock.today() + ONE_DAY, hour=16)
    inspections.publish_records(records[::2], by=town.actor("reviewer"))


def _sheet(town: Town, settings: dict[str, Any], number: int) -> Sheet:
    chance, today = town.chance, clock.today()
    failed = _drawn(town, settings["failed"])
    items = chance.between(settings["items"]["least"], settings["items"]["most"])
    findings = chance.some_of(settings["findings"], min(failed, 3))
    result = InspectionResult.RECTIFY if failed else InspectionResult.CONFORMS
    return Sheet(
        document=settings["document"].format(year=today.year, number=number),
        kind=InspectionKind(_drawn(town, settings["kinds"])),
        inspected_on=today,
        concluded_on=today,
        item_count=items,
        failed_count=failed,
        critical_count=1 if failed >= FAILS_FROM else 0,
        result=InspectionResult.FAILS if failed >= FAILS_FROM else result,
        score=10 - LOST * failed,
        scope=settings["scope"],
        findings="；".join(findings),
        inspector_count=chance.between(2, 4),
        source=SOURCE,
    )


def _drawn(town: Town, shares: dict[Any, int]) -> Any:
    return town.chance.weighted(list(shares), lambda one: shares[one])


def _grades(town: Town, row: dict[str, Any]) -> Story:
    yield town.in_office(town.day(row["ago"]), hour=9)
    scheme = scheme_on(row["scheme"], clock.today())
    if scheme is None:
        return
    shops = [shop.id for shops in town.shops.values() for shop in shops]
    some = town.chance.some_of(shops, row["count"])
    propose_derived(scheme, clock.today(), by=SYSTEM, only=some)
    proposed = select(Rating).where(Rating.origin == Origin.DERIVED).order_by(Rating.id)
    ratings: Sequence[Rating] = db.session.scalars(proposed).all()
    services.review_ratings(ratings, by=town.actor("reviewer"))
    until = clock.today() + timedelta(days=row["objection_days"])
    services.record_notice(
        ratings, notified_on=clock.today(), objection_until=until, by=town.actor("data-officer")
    )
    yield town.in_office(until + ONE_DAY, hour=10)
    # A grade whose fact fell away in between was sent back, one may be held by an objection.
    open_still = [rating for rating in ratings if rating.stage is Stage.CONTESTABLE]
    services.publish_ratings(open_still, by=town.actor("reviewer"))
