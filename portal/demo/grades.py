"""Grades of the demo: brought in as tables, checked by a second person, shown after the window."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from portal.demo.chance import Chance
from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.enterprises.models import Enterprise
from portal.kernel.db import db
from portal.ratings import services
from portal.ratings.imports import import_ratings
from portal.ratings.models import Rating, RatingImport
from portal.ratings.rules import Level, Scheme
from portal.ratings.scheme_files import schemes

CHECKED_AFTER = 2
# How far scores of one level lie apart, in tenths.
SPREAD = 150
# How far one scheme's view of an enterprise may be from another's, in per cent.
WAVERING = 9
ONE_DAY = timedelta(days=1)


def begin_grades(town: Town) -> None:
    """Begin every round of every scheme, and the tables that still wait at the desk."""
    for row in seeds("grades")["schemes"]:
        graded = [shop for shop in _all_shops(town) if shop.kind.value in row["kinds"]]
        for turn in seeds("grades")["rounds"]:
            count = max(1, len(graded) * turn["share"] // 100)
            chosen = town.chance.some_of(graded, count)
            town.diary.begin(_round(town, row, chosen, ago=turn["ago"]))
        # One table in its time to object, one that nobody has checked yet.
        town.diary.begin(_round(town, row, graded[:6], ago=-6))
        town.diary.begin(_round(town, row, graded[6:10], ago=-12, is_checked=False))


def _all_shops(town: Town) -> list[Enterprise]:
    return [shop for shops in town.shops.values() for shop in shops]


def _round(
    town: Town,
    row: dict[str, Any],
    chosen: Sequence[Enterprise],
    *,
    ago: int,
    is_checked: bool = True,
) -> Story:
    window = seeds("grades")["objection_days"]
    effective_on = town.day(ago)
    told_on = effective_on - timedelta(days=window + CHECKED_AFTER + 1)
    yield town.in_office(told_on)
    content = _table(town, row, chosen, (effective_on, told_on))
    document = f"{row['document']}〔{effective_on.year}〕"
    import_ratings(content, document=document, by=town.actor("data-officer"))
    brought = db.session.scalars(select(RatingImport).order_by(RatingImport.id.desc())).first()
    ratings = db.session.scalars(select(Rating).filter_by(import_id=brought and brought.id)).all()
    if not is_checked:
        return
    yield town.in_office(told_on + ONE_DAY * CHECKED_AFTER, hour=15)
    services.review_ratings(ratings, by=town.actor("reviewer"))
    yield town.in_office(effective_on, hour=10)
    services.publish_ratings(ratings, by=town.actor("reviewer"))


def _table(
    town: Town, row: dict[str, Any], chosen: Sequence[Enterprise], days: tuple[date, date]
) -> bytes:
    *_older, scheme = (known for known in schemes().values() if known.code == row["code"])
    effective_on, told_on = days
    until = told_on + timedelta(days=seeds("grades")["objection_days"])
    expires_on = effective_on + timedelta(days=seeds("grades")["lasts_days"])
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(seeds("grades")["columns"])
    for shop in chosen:
        level = _level(town, scheme, row["levels"], shop)
        factors, score = _factors(town, row, scheme, level)
        head: list[object] = [shop.credit_code, shop.name, scheme.code, level.code, score]
        head += [effective_on, expires_on, told_on, until]
        table.writerows([*head, *factor] for factor in factors or [[]])
    return out.getvalue().encode()


def _level(town: Town, scheme: Scheme, shares: dict[str, int], shop: Enterprise) -> Level:
    # Well kept by one scheme is well kept by the next, more or less.
    kept = Chance(f"how {shop.credit_code} is kept").amount(0, 100)
    place = min(max(kept + town.chance.between(-WAVERING, WAVERING), 0), 99)
    for level in scheme.levels:
        place -= shares[level.code]
        if place < 0:
            break
    return level


def _factors(
    town: Town, row: dict[str, Any], scheme: Scheme, level: Level
) -> tuple[list[list[object]], Decimal | None]:
    if level.lower is None or level.upper is None or scheme.scale is None:
        return [], None
    # One decimal inside the level's range, its ends left out so that no edge is touched.
    low, high = int(level.lower.at * 10) + 1, int(level.upper.at * 10) - 1
    if low == 1:
        low = max(low, high - SPREAD)
    score = Decimal(town.chance.between(low, min(high, low + SPREAD))) / 10
    return _shared_out(row["factors"], score) if "factors" in row else [], score


def _shared_out(factors: list[dict[str, Any]], score: Decimal) -> list[list[object]]:
    whole = sum(factor["most"] for factor in factors)
    left, found = score, []
    for factor in factors:
        is_last = factor is factors[-1]
        points = left if is_last else (score * factor["most"] / whole).quantize(Decimal("0.1"))
        left -= points
        share = points / factor["most"]
        fact = factor["facts"][min(2, int(share * 3))]
        found.append(
            [factor["part"], factor["name"], fact, factor["source"], points, factor["most"]]
        )
    return found
